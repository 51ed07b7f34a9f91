/**
 * Usage records out of a text, as leaves for the program, which parses no JSON: one object, an array of them, a line each, or the lines of a
 * stream of server-sent events. What was asked and answered is left out, but for what tells how a call ended, which tools it
 * took, and usage objects in there; what they mean the program decides (calc/usage).
 */
import { parseWithDuplicate } from "../json/duplicates";
import { parseJson } from "../json/read";
import { failure, reason } from "./errors";
import { type Leaf, readAs } from "./leaves";
import type { FieldWriter } from "./own-tokenizer";

const maxText = 200;
/** Deeper than any answer or log nests. */
const maxDepth = 32;
/** A list of more bare values than this is no usage: an embedding, token ids. */
const maxBare = 50;

/** A line that is no JSON, told to the program in its place among the records. */
class Invalid {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {}
}

/** JSON in which no name stands twice. most: UTF-16 units. */
export function parseOnce(text: string, most: number, code: "bad-usage" | "bad-prices"): unknown {
  const { value, twice } = readAs(code, text, most, parseWithDuplicate);
  if (twice !== undefined)
    throw failure(
      code,
      `${twice.slice(0, maxText)} stands there twice: which one holds is not clear.`,
      twice.slice(0, maxText),
    );
  return value;
}

/** The records of a text; what is neither JSON nor lines of it fails with `bad-usage`. */
export function parseRecords(text: string, most: number): unknown[] {
  let whole: unknown;
  try {
    whole = parseOnce(text, most, "bad-usage");
  } catch (error) {
    const lines = text
      .split("\n")
      .map((line, i): [string, number] => [eventData(line.trim()), i + 1])
      .filter(([line]) => line !== "");
    if (text.length > most || lines.length === 0 || (lines.length < 2 && lines[0]![0] === text.trim()) || isWhole(text))
      throw error;
    return lines.map(([line, number]) => {
      try {
        return parseOnce(line, most, "bad-usage");
      } catch (wrong) {
        return new Invalid(number, reason(wrong));
      }
    });
  }
  return Array.isArray(whole) ? whole : [whole];
}

/** Whether a text that was refused is JSON nonetheless: then it is no text of lines. */
function isWhole(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/** What a line of server-sent events holds (https://html.spec.whatwg.org/multipage/server-sent-events.html); other lines as they are. */
function eventData(line: string): string {
  const data = /^data:\s*(.*)$/.exec(line);
  if (data) return data[1] === "[DONE]" ? "" : data[1]!;
  return /^(?:event|id|retry):|^:/.test(line) ? "" : line;
}

/** Names under which stands what was asked and answered, often at length. */
const content = new Set([
  "candidates",
  "choices",
  "content",
  "contents",
  "input",
  "inputs",
  "messages",
  "output",
  "outputs",
  "parts",
  "prompt",
  "response_text",
  "system",
  "systemInstruction",
  "system_instruction",
  "tools",
]);

export function writeRecord(out: FieldWriter, record: unknown): void {
  if (record instanceof Invalid) {
    out.number(1).text(`line ${record.line}`).text("invalid").text(record.reason);
    return;
  }
  const leaves = leavesOf(record);
  out.number(leaves.length);
  for (const { path, kind, text } of leaves) out.text(path.join(".")).text(kind).text(text);
}

/** The leaves that may matter to a bill. */
function leavesOf(record: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  visit(record, [], false);
  return leaves;

  function add(path: string[], kind: string, value: unknown): void {
    const text = kind === "object" || kind === "array" || value === null ? "" : String(value).slice(0, maxText);
    leaves.push({ path, kind, text });
  }

  /** aside: it is of what was asked or answered. */
  function visit(value: unknown, path: string[], aside: boolean): void {
    if (path.length > maxDepth) return;
    const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    if (kind !== "object" && kind !== "array") {
      if (path.length > 0 && (!aside || tells(path, value))) add(path, kind, value);
      return;
    }
    const entries = Object.entries(value as object);
    if (path.length > 0 && (entries.length === 0 ? !aside : kind === "array" && content.has(path.at(-1)!)))
      add(path, "array", value);
    if (kind === "array" && entries.length > maxBare && typeof entries[0]![1] !== "object") return;
    const counts = aside && kind === "object" && entries.some(([name]) => /usage|tokens?$|token_?count/i.test(name));
    for (const [name, inner] of entries) {
      const bare = typeof inner !== "object" || inner === null;
      const isContent = content.has(name) && !bare;
      const stays = aside && !(counts && (bare || /usage|token/i.test(name)));
      visit(inner, [...path, name.slice(0, maxText)], stays || isContent);
    }
  }
}

/** Whether a leaf of an answer tells why it ended, or which tool of the vendor's it took. */
function tells(path: readonly string[], value: unknown): boolean {
  const name = path.at(-1)!;
  if (typeof value !== "string") return false;
  if (name === "type") return path.at(-2) === "action" || (/_call$/.test(value) && value !== "function_call");
  return /^(?:finish|stop)_?reason$/i.test(name) || /^web_?search_?queries$/i.test(path.at(-2) ?? "");
}
