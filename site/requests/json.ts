/**
 * JSON with the place of every value: what a request is edited in and written back from, byte for byte. JSON.parse
 * tells neither where a value stands nor that a name is given twice.
 *
 * Linear in the length. Anyone may have written it, so depth and number of values are limited, names are kept in lists
 * (`__proto__` is a name like any other), and what is wrong is said with line and column.
 */

interface Place {
  from: number;
  to: number;
}
export type JsonValue =
  | (Place & { kind: "string" | "number" | "true" | "false" | "null" })
  | (Place & { kind: "array"; items: JsonValue[] })
  | (Place & { kind: "object"; entries: { name: string; value: JsonValue }[] });
export type JsonObject = Extract<JsonValue, { kind: "object" }>;

/** Far above what requests have; a call for each level stays below any engine's stack. */
export const mostLevels = 200;
/** Objects, lists, texts, numbers. More take more memory than a page should. */
const mostValues = 1_000_000;

/** What is wrong with a text that should be JSON; `message` is a sentence. */
export class JsonProblem extends Error {}

/** Reads one JSON value with nothing but space around it. Throws a JsonProblem. */
export function parseJson(source: string): JsonValue {
  return new Reader(source).whole();
}

/** The text that a string value stands for. */
export function textOf(source: string, value: JsonValue): string {
  return JSON.parse(source.slice(value.from, value.to)) as string;
}

/** The text that an object holds under a name; null where there is none. */
export function textNamed(source: string, object: JsonObject, name: string): string | null {
  const [value] = valuesOf(object, name);
  return value?.kind === "string" ? textOf(source, value) : null;
}

/** The values of an object under one name: none, one, or more where it is given again. */
export function valuesOf(object: JsonObject, name: string): JsonValue[] {
  return object.entries.filter((entry) => entry.name === name).map(({ value }) => value);
}

const quote = 0x22,
  backslash = 0x5c,
  comma = 0x2c,
  colon = 0x3a;
const openList = 0x5b,
  closeList = 0x5d,
  openObject = 0x7b,
  closeObject = 0x7d;

const numberAt = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapeAt = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const words = ["true", "false", "null"] as const;

class Reader {
  #at = 0;
  #values = 0;

  constructor(readonly source: string) {}

  whole(): JsonValue {
    if (this.source.charCodeAt(0) === 0xfeff) this.#at = 1;
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.source.length) throw this.#wrong("the JSON ends before this");
    return value;
  }

  #value(level: number): JsonValue {
    this.#space();
    if (level > mostLevels) throw this.#wrong(`this is nested deeper than ${mostLevels} levels`);
    if (++this.#values > mostValues)
      throw this.#wrong(`this has more than ${mostValues.toLocaleString("en-US")} values`);
    const { source } = this;
    const from = this.#at;
    switch (source.charCodeAt(from)) {
      case quote:
        return { kind: "string", from, to: this.#string() };
      case openList:
        return this.#list(level);
      case openObject:
        return this.#object(level);
    }
    for (const word of words) {
      if (source.startsWith(word, from)) return { kind: word, from, to: (this.#at += word.length) };
    }
    numberAt.lastIndex = from;
    if (!numberAt.test(source))
      throw this.#wrong(from < source.length ? "a value is expected here" : "the text ends where a value is expected");
    return { kind: "number", from, to: (this.#at = numberAt.lastIndex) };
  }

  #list(level: number): JsonValue {
    const from = this.#at++;
    const items: JsonValue[] = [];
    if (this.#takes(closeList)) return { kind: "array", from, to: this.#at, items };
    do items.push(this.#value(level + 1));
    while (this.#takes(comma));
    if (!this.#takes(closeList)) throw this.#wrong("a comma or ] is expected here");
    return { kind: "array", from, to: this.#at, items };
  }

  #object(level: number): JsonValue {
    const from = this.#at++;
    const entries: JsonObject["entries"] = [];
    if (this.#takes(closeObject)) return { kind: "object", from, to: this.#at, entries };
    do {
      this.#space();
      if (this.source.charCodeAt(this.#at) !== quote) throw this.#wrong("a name in double quotes is expected here");
      const start = this.#at;
      const name = JSON.parse(this.source.slice(start, this.#string())) as string;
      if (!this.#takes(colon)) throw this.#wrong("a colon is expected here");
      entries.push({ name, value: this.#value(level + 1) });
    } while (this.#takes(comma));
    if (!this.#takes(closeObject)) throw this.#wrong("a comma or } is expected here");
    return { kind: "object", from, to: this.#at, entries };
  }

  /** Passes over a string; its end. */
  #string(): number {
    const { source } = this;
    const start = this.#at;
    for (let i = start + 1; i < source.length; i++) {
      const unit = source.charCodeAt(i);
      if (unit === quote) return (this.#at = i + 1);
      if (unit < 0x20) {
        this.#at = i;
        throw this.#wrong("a line break or control character inside a text must be written as \\n or \\u00…");
      }
      if (unit !== backslash) continue;
      escapeAt.lastIndex = this.#at = i;
      if (!escapeAt.test(source)) throw this.#wrong("this escape means nothing in JSON");
      i = escapeAt.lastIndex - 1;
    }
    this.#at = start;
    throw this.#wrong("the text that begins here does not end");
  }

  #takes(unit: number): boolean {
    this.#space();
    if (this.source.charCodeAt(this.#at) !== unit) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    for (; ; this.#at++) {
      const unit = this.source.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    }
  }

  #wrong(what: string): JsonProblem {
    const before = this.source.slice(0, this.#at);
    const lines = before.split("\n");
    return new JsonProblem(`This is not JSON: line ${lines.length}, column ${lines.at(-1)!.length + 1}: ${what}.`);
  }
}
