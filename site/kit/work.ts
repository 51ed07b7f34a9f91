/**
 * Work that takes time. Of all tools one works at a time, because there is one engine; the others wait for their turn
 * and say so. Whatever takes longer than a moment shows how far it is and can be stopped.
 */
import { html, nothing, type TemplateResult } from "lit";
import { Turns } from "./turns";

/** How far a piece of work is: in words, and where it is known in a number of its own unit. */
export interface Progress {
  what: string;
  done?: number;
  of?: number;
}

/** Shorter work shows nothing. In milliseconds. */
const moment = 300;

const turns = new Turns();

export class Work {
  readonly #host: { requestUpdate(): void };
  #stop: AbortController | null = null;
  #progress: Progress | null = null;
  #shown = false;

  constructor(host: { requestUpdate(): void }) {
    this.#host = host;
  }

  /** Whether something is under way, or waits for its turn. */
  get busy(): boolean {
    return this.#stop !== null;
  }

  /**
   * Runs a job when its turn comes; a later one takes the place of an earlier one. Resolves to whether it came to its
   * end: a job that was stopped gives false, one that failed rejects.
   */
  async run(
    first: string,
    job: (signal: AbortSignal, tell: (progress: Progress) => void) => Promise<void>,
  ): Promise<boolean> {
    this.stop();
    const stop = (this.#stop = new AbortController());
    const { signal } = stop;
    const tell = (progress: Progress): void => {
      if (this.#stop !== stop) return;
      this.#progress = progress;
      this.#host.requestUpdate();
    };
    tell({ what: turns.busy ? "Waiting until other work is done" : first });
    const timer = setTimeout(() => {
      this.#shown = true;
      this.#host.requestUpdate();
    }, moment);
    try {
      await turns.take(signal, async () => {
        tell({ what: first });
        await job(signal, tell);
      });
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    } finally {
      clearTimeout(timer);
      if (this.#stop === stop) {
        this.#stop = this.#progress = null;
        this.#shown = false;
        this.#host.requestUpdate();
      }
    }
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = this.#progress = null;
    this.#shown = false;
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const progress = this.#progress;
    if (!progress || !this.#shown) return nothing;
    const { what, done, of } = progress;
    return html`<p class="under-way">
      ${
        done === undefined || of === undefined
          ? html`<progress aria-label=${what}></progress>`
          : html`<progress aria-label=${what} max=${of} value=${done}></progress>`
      }
      <span>${what}</span>
      <button type="button" class="button" @click=${() => this.stop()}>Stop</button></p>`;
  }
}
