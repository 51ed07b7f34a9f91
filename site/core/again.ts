/**
 * What a worker was asked and did not answer, because it ended, is asked again of another by itself: a browser that needs
 * room ends workers, and the next one works.
 */
import type { ThreeLimitsError } from "../contract";
import { failure } from "./errors";

/** One that ends over and over may do so because of what it is asked: then the person decides. */
export const repeats = 2;

const lost = new WeakSet<object>();
const listeners = new Set<() => void>();

/** What a call fails with whose worker ended. */
export function lostError(why: string): Error {
  const error = failure("engine-failed", `The worker stopped: ${why}. It starts anew with the next call.`);
  lost.add(error);
  return error;
}

/** The same failure as one after which nothing is done again: a stream that was read is gone. */
export function final(error: unknown): unknown {
  return isLost(error) ? failure(error.code, error.message) : error;
}

/** Whether a call failed because its worker ended. The calls of one worker fail with one error. */
export function isLost(error: unknown): error is ThreeLimitsError {
  return typeof error === "object" && error !== null && lost.has(error);
}

/** Calls back whenever lost work is begun again. Gives what ends that. */
export function onRestart(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Does work; where its worker ended, once more, and then once more. */
export async function again<T>(work: () => T): Promise<Awaited<T>> {
  for (let left = repeats; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !isLost(error)) throw final(error);
      for (const listener of listeners) listener();
    }
  }
}
