/**
 * JSON of people, as the Go programs take it: its leaves, because they parse no JSON. What they mean the programs
 * decide.
 */
import type { ErrorCode } from "../contract";
import { failure, reason } from "./errors";
import type { FieldWriter } from "./own-tokenizer";

/** What a reader of site/json gives; it fails with the code where the text is no JSON, or longer than most, in UTF-16 units. */
export function readAs<T>(code: ErrorCode, text: string, most: number, read: (text: string) => T): T {
  if (text.length > most) throw failure(code, `The text has ${text.length} characters; accepted are ${most}.`);
  try {
    return read(text);
  } catch (error) {
    throw failure(code, reason(error));
  }
}

/** kind: what typeof says; "null"; "array" and "object" for empty ones. */
export interface Leaf {
  path: string[];
  kind: string;
  text: string;
}

const maxDepth = 16;
const maxText = 200;

interface Gathering {
  /** What lies too deep is passed over, or else is this error. */
  tooDeep?: (path: string[]) => Error;
  /** What is passed over: a value under its name. */
  without?: (name: string, value: unknown) => boolean;
}

/** The leaves of a value, from the outside in; long names and texts are cut. */
export function gather(value: unknown, { tooDeep, without = () => false }: Gathering = {}): Leaf[] {
  const leaves: Leaf[] = [];
  visit(value, []);
  return leaves;

  function visit(value: unknown, path: string[]): void {
    if (path.length > maxDepth) {
      if (tooDeep) throw tooDeep(path);
      return;
    }
    const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    const entries = kind === "object" || kind === "array" ? Object.entries(value as object) : [];
    if (entries.length === 0 && path.length > 0) {
      leaves.push({
        path,
        kind,
        text: kind === "object" || kind === "array" || value === null ? "" : String(value).slice(0, maxText),
      });
    }
    for (const [name, inner] of entries) {
      if (!without(name, inner)) visit(inner, [...path, name.slice(0, maxText)]);
    }
  }
}

/** Leaves as wire.ReadLeaves reads them. */
export function writeLeaves(out: FieldWriter, leaves: readonly Leaf[]): FieldWriter {
  out.number(leaves.length);
  for (const { path, kind, text } of leaves) {
    out.number(path.length);
    for (const name of path) out.text(name);
    out.text(kind).text(text);
  }
  return out;
}
