import { abortable } from "../core/remote";

/** One after another, in the order of asking; who gives up while waiting is passed over. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Whether someone has the turn, or waits for it. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /**
   * Works when all before have ended. Rejects at once when the signal fires, and then the turn passes on when what had
   * begun is over.
   */
  async take(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const before = this.#last;
    this.#waiting++;
    const mine = before.then(() => (signal.aborted ? undefined : work()));
    this.#last = mine
      .catch(() => {})
      .finally(() => {
        this.#waiting--;
      });
    await abortable(mine, signal);
  }
}
