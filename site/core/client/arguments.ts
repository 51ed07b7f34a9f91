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
  if (typeof ids !== "object" || ids === null || !Number.isInteger(ids.length)) {
    throw failure("bad-argument", `ids is ${shown(ids)}; an array of token ids is accepted.`);
  }
  const checked = Uint32Array.from(ids);
  const wrong = checked.findIndex((id, i) => id !== ids[i]);
  if (wrong >= 0)
    throw failure(
      "bad-token" satisfies ErrorCode,
      `ids[${wrong}] is ${shown(ids[wrong])}; a token id is a whole number from 0.`,
    );
  return checked;
}

export function shown(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : typeof value === "object" && value !== null
      ? "an object"
      : String(value);
}
