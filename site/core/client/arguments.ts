/** What programs in JavaScript may get wrong in their arguments, and the day of whoever asks. */
import type { ErrorCode, TextOptions } from "../../contract";
import { failure } from "../errors";

/** The person's own date: it chooses the day's prices. */
export function today(): string {
  const now = new Date();
  const digits = (n: number, length: number) => String(n).padStart(length, "0");
  return `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1, 2)}-${digits(now.getDate(), 2)}`;
}

export function checkedText(text: string, encoding: string, options?: TextOptions): "text" | "tokens" {
  requireString("text", text);
  requireString("encoding", encoding);
  const special = options?.special ?? "text";
  if (special !== "text" && special !== "tokens") {
    throw failure("bad-argument", `special is ${shown(special)}; accepted are "text" and "tokens".`);
  }
  return special;
}

export function requireString(name: string, value: unknown): void {
  if (typeof value !== "string") throw failure("bad-argument", `${name} is ${shown(value)}; a string is accepted.`);
}

export function requireCount(name: string, value: unknown): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw failure("bad-argument", `${name} is ${shown(value)}; a whole number of tokens is accepted.`);
}

/** Ids as 32-bit words, in an array of their own. */
export function checkedIds(ids: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  if (typeof ids !== "object" || ids === null || !Number.isInteger(ids.length) || ids.length > mostIds) {
    throw failure("bad-argument", `ids is ${shown(ids)}; an array of at most ${mostIds} token ids is accepted.`);
  }
  if (ids instanceof Uint32Array) return Uint32Array.from(ids);
  const wrong = Array.prototype.findIndex.call(ids, (id: unknown) => !isId(id));
  if (wrong >= 0)
    throw failure(
      "bad-token" satisfies ErrorCode,
      `ids[${wrong}] is ${shown(ids[wrong])}; a token id is a whole number from 0.`,
    );
  return Uint32Array.from(ids);
}

/** As many as a text of some 400 MB has. */
const mostIds = 100_000_000;

function isId(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

/** A value in a sentence. An object is not asked how it is written: its answer may be an error, or without end. */
export function shown(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** In UTF-16 units. */
const longestShown = 60;

/** Options, where something was given for them. */
export function requireOptions(name: string, value: unknown): void {
  if (typeof value !== "object" || value === null)
    throw failure("bad-argument", `${name} is ${shown(value)}; an object is accepted.`, name);
}

/** A signal that can be listened to, or none. */
export function requireSignal(signal: unknown): void {
  if (signal === undefined || (typeof AbortSignal === "function" && signal instanceof AbortSignal)) return;
  throw failure("bad-argument", `signal is ${shown(signal)}; an AbortSignal is accepted.`, "signal");
}
