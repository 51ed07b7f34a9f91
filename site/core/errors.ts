/**
 * Failures as the contract has them: an Error with a documented code. Across the worker's boundary and out of the Go
 * programs they travel as plain objects, because an Error loses its own fields when it is cloned.
 */
import type { ErrorCode, ThreeLimitsError } from "../contract";

export interface PlainFailure {
  code: ErrorCode;
  message: string;
  field?: string;
}

export function failure(code: ErrorCode, message: string, field?: string): ThreeLimitsError {
  const error = new Error(message) as ThreeLimitsError;
  error.name = "ThreeLimitsError";
  error.code = code;
  if (field) error.field = field;
  return error;
}

export function isFailure(value: unknown): value is ThreeLimitsError {
  try {
    return value instanceof Error && "code" in value && value.name === "ThreeLimitsError";
  } catch {
    return false; // a proxy that refuses to be asked
  }
}

/** What Go returns instead of a value; Uint8Array, numbers, strings and null are values. */
export function isPlainFailure(value: unknown): value is PlainFailure {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

export function fromPlain({ code, message, field }: PlainFailure): ThreeLimitsError {
  return failure(code, message, field);
}

/** Any thrown value as a plain failure; what is not ours is the engine's failure. */
export function toPlain(error: unknown, otherwise: ErrorCode = "engine-failed"): PlainFailure {
  if (isFailure(error)) {
    const { code, message, field } = error;
    return field ? { code, message, field } : { code, message };
  }
  return { code: otherwise, message: reason(error) };
}

/** The sentence inside a thrown value, which may be anything, also one that throws when it is asked. */
export function reason(error: unknown): string {
  try {
    return error instanceof Error && error.message ? error.message : String(error);
  } catch {
    return "it gave no reason";
  }
}

/**
 * Does a call's work, and fails as the contract says. What is not ours is thrown on the caller's side of the programs
 * alone, by an argument: null where an object is accepted, a getter, a proxy, a callback.
 */
export async function documented<T>(work: () => T): Promise<Awaited<T>> {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error)) throw error;
    throw failure("bad-argument", `An argument could not be used: ${reason(error)}.`);
  }
}
