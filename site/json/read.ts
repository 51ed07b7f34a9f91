/**
 * JSON that people give: one reader for all of it. JSON.parse says what is JSON, walk.ts where its values stand, and
 * jsonc-parser where a text is none. A byte order mark before it is no part of it.
 *
 * Linear in the length. Anyone may have written the text, so depth is limited everywhere: what goes through a value by
 * recursion stays below any engine's stack.
 */
import type { JSONVisitor, ParseErrorCode } from "jsonc-parser";
import { visit } from "jsonc-parser/lib/esm/impl/parser.js";
import { type Walk, walk } from "./walk";

/** Far above what people's JSON has. */
export const mostLevels = 200;

/** Why a text is not taken as JSON, and where that was seen, from 1; `message` is a sentence. */
export class JsonProblem extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    readonly what: string,
  ) {
    super(`This is not JSON: line ${line}, column ${column}: ${what}.`);
  }
}

/** The text without the mark that some editors put before it. */
export function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

/** The value of a text. Throws a JsonProblem. */
export function parseJson(text: string): unknown {
  const value = parsed(withoutMark(text));
  if (isDeep(value)) throw problemIn(text);
  return value;
}

/**
 * Goes through a text, which has no mark before it, in its order. Gives the text's value. Throws a JsonProblem, before
 * anything is told where the text is no JSON.
 */
export function walkJson(text: string, told: Walk, levels = mostLevels): unknown {
  const value = parsed(text);
  let level = 0;
  walk(text, {
    ...told,
    begin(kind, from, where) {
      if (++level > levels + 1) throw new JsonProblem(where.line + 1, where.column + 1, tooDeep(levels));
      told.begin?.(kind, from, where);
    },
    end(kind, to) {
      level--;
      told.end?.(kind, to);
    },
  });
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problemIn(text); // an engine may give up on what is nested too deeply, too
  }
}

function problemIn(text: string): JsonProblem {
  const plain = withoutMark(text);
  let level = 0;
  const enter = (_offset: number, _length: number, line: number, character: number): void => {
    if (++level > mostLevels + 1) throw new JsonProblem(line + 1, character + 1, tooDeep(mostLevels));
  };
  const leave = (): void => {
    level--;
  };
  const visitor: JSONVisitor = {
    onObjectBegin: enter,
    onObjectEnd: leave,
    onArrayBegin: enter,
    onArrayEnd: leave,
    onError: (code, offset, _, line, character) => {
      throw new JsonProblem(line + 1, character + 1, curly(plain[offset]) ?? words(code, offset >= plain.length));
    },
  };
  try {
    visit(plain, visitor, { disallowComments: true });
  } catch (error) {
    if (error instanceof JsonProblem) return error;
    throw error;
  }
  return new JsonProblem(1, 1, "this browser does not read it");
}

function tooDeep(levels: number): string {
  return `this is nested deeper than ${levels} levels`;
}

/** Row by row, so that nothing deep is gone into. */
function isDeep(value: unknown): boolean {
  let row = [value].filter(isHolder);
  for (let level = 0; row.length > 0; level++) {
    if (level > mostLevels) return true;
    const next: object[] = [];
    for (const holder of row) for (const inner of Object.values(holder)) if (isHolder(inner)) next.push(inner);
    row = next;
  }
  return false;
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

const escape = "this text has a backslash before what takes none";

/** By jsonc-parser's codes, which it exports as numbers alone. */
const wrong: Record<number, string> = {
  3: "a name in double quotes is expected here",
  4: "a value is expected here",
  5: "a colon is expected here",
  6: "a comma is expected here, or the end of what was begun",
  9: "the JSON ends before this",
  10: "JSON takes no comments",
  12: "the text that begins here does not end on its line",
  13: "this number is not complete",
  14: escape,
  15: escape,
  16: "this text has a control character, which must be written as \\t or \\u00…",
};

/** What word processors put in the place of straight quotes. */
function curly(sign = ""): string | null {
  return "“”„‟‘’‚«»".includes(sign) && sign !== "" ? `${sign} is a curly quote: JSON takes straight ones, "` : null;
}

function words(code: ParseErrorCode, atEnd: boolean): string {
  if (!atEnd) return wrong[code] ?? "this is no value and no sign of JSON";
  return code === 4 ? "the text ends where a value is expected" : "the text ends before all is closed";
}
