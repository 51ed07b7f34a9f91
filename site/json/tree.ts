/**
 * JSON with the place of every value: what a request is edited in and written back from, byte for byte. Names are kept in
 * lists: one may be given twice, and `__proto__` is a name like any other.
 */
import { JsonProblem, walkJson, withoutMark } from "./read";

interface Place {
  from: number;
  to: number;
}
export type JsonValue = (Place & { kind: "string" | "number" | "true" | "false" | "null" }) | JsonArray | JsonObject;
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

  function add(value: JsonValue, line: number, character: number): void {
    if (++values > mostValues) {
      const most = mostValues.toLocaleString("en-US");
      throw new JsonProblem(line + 1, character + 1, `this has more than ${most} values`);
    }
    const outer = open.at(-1);
    if (!outer) root = value;
    else if (outer.kind === "array") outer.items.push(value);
    else outer.entries.push({ name, value });
  }
  function begin(holder: JsonArray | JsonObject, line: number, character: number): void {
    add(holder, line, character);
    open.push(holder);
  }
  const end = (offset: number, length: number): void => {
    open.pop()!.to = mark + offset + length;
  };

  walkJson(plain, {
    onObjectBegin: (offset, _length, line, character) =>
      begin({ kind: "object", from: mark + offset, to: 0, entries: [] }, line, character),
    onObjectEnd: end,
    onArrayBegin: (offset, _length, line, character) =>
      begin({ kind: "array", from: mark + offset, to: 0, items: [] }, line, character),
    onArrayEnd: end,
    onObjectProperty: (found) => {
      name = found;
    },
    onLiteralValue: (value: unknown, offset, length, line, character) =>
      add({ kind: kindOf(value), from: mark + offset, to: mark + offset + length }, line, character),
  });
  return root!;
}

function kindOf(value: unknown): "string" | "number" | "true" | "false" | "null" {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return value === null ? "null" : value === true ? "true" : "false";
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
