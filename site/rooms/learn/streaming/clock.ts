/**
 * The clock of the animation: real time becomes a place on the timeline, and a place on it how many pieces of the text
 * stand there. No figure is made here: when things happen is the estimate's.
 */

/** Rounding of binary numbers: the last piece is there when its phase ends. */
const rounding = 1e-6;

/**
 * How many of so many pieces are there at a time, when they come evenly, from a time on and for so long. In seconds.
 */
export function arrived(at: number, from: number, lasts: number, pieces: number): number {
  if (at < from) return 0;
  if (lasts === 0) return pieces;
  return Math.min(pieces, Math.trunc(((at - from) / lasts) * pieces + rounding));
}

/** When a piece is there, of so many that come evenly. */
export function arrival(piece: number, from: number, lasts: number, pieces: number): number {
  return pieces === 0 ? from : from + (lasts * piece) / pieces;
}

/** Tells at each frame how many seconds have passed since the one before. */
export class Clock {
  #frame: number | null = null;

  constructor(private readonly tick: (seconds: number) => void) {}

  start(): void {
    if (this.#frame !== null) return;
    let last: number | null = null;
    const step = (now: number): void => {
      this.#frame = requestAnimationFrame(step);
      if (last !== null) this.tick((now - last) / 1000);
      last = now;
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }
}
