/**
 * JSON with the place of every value: what a request is edited in and written back from, byte for byte. Names are kept in
 * lists: one may be given twice, and `__proto__` is a name like any other.
 */
import { JsonProblem, walkJson, withoutMark } from "./read";
import type { Literal, Where } from "./walk";

interface Place {
  from: number;
  to: number;
}
export type JsonValue = (Place & { kind: Literal }) | JsonArray | JsonObject;
export type JsonObject = Place & { kind: "object"; entries: { name: string; value: JsonValue }[] };
type JsonArray = Place & { kind: "array"; items: JsonValue[] };

/** Objects, lists, texts, numbers. More take more memory than a page should. */
const mostValues = 1_000_000;

/** Reads one JSON value with nothing but space around it. Throws a JsonProblem. */
export function readTree(source: string): JsonValue {
  const plain = withoutMark(source);
  const mark = source.length - plain.length;
  const open: (JsonArray | JsonObject)[] = [];
  let root: JsonValue | undefined;
  let name = "";
  let values = 0;

  function add(value: JsonValue, where: Where): void {
    if (++values > mostValues) {
      const most = mostValues.toLocaleString("en-US");
      throw new JsonProblem(where.line + 1, where.column + 1, `this has more than ${most} values`);
    }
    const outer = open.at(-1);
    if (!outer) root = value;
    else if (outer.kind === "array") outer.items.push(value);
    else outer.entries.push({ name, value });
  }
  walkJson(plain, {
    begin(kind, from, where) {
      const place = { from: mark + from, to: 0 };
      const holder: JsonArray | JsonObject =
        kind === "array" ? { kind, ...place, items: [] } : { kind, ...place, entries: [] };
      add(holder, where);
      open.push(holder);
    },
    end(_kind, to) {
      open.pop()!.to = mark + to;
    },
    name(found) {
      name = found;
    },
    literal: (kind, from, to, where) => add({ kind, from: mark + from, to: mark + to }, where),
  });
  return root!;
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
