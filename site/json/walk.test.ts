/** The walk against jsonc-parser's, which checks what it reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "jsonc-parser/lib/esm/impl/parser.js";
import { walk } from "./walk";

type Seen = [what: string, from: number, line: number, column: number, path: string];

function walked(text: string): Seen[] {
  const seen: Seen[] = [];
  walk(text, {
    begin: (kind, from, { line, column, path }) => seen.push([kind, from, line, column, path().join("/")]),
    end: (kind, to) => seen.push([`end of ${kind}`, to, 0, 0, ""]),
    name: (name, where) => seen.push([`name ${name}`, 0, where.line, where.column, where.path().join("/")]),
    literal: (kind, from, to, { line, column, path }) =>
      seen.push([`${kind} ${to}`, from, line, column, path().join("/")]),
  });
  return seen;
}

function parsed(text: string): Seen[] {
  const seen: Seen[] = [];
  const begin = (kind: string) => (from: number, _: number, line: number, column: number, path: () => unknown[]) =>
    void seen.push([kind, from, line, column, path().join("/")]);
  const end = (kind: string) => (from: number, length: number) =>
    void seen.push([`end of ${kind}`, from + length, 0, 0, ""]);
  visit(text, {
    onObjectBegin: begin("object"),
    onObjectEnd: end("object"),
    onArrayBegin: begin("array"),
    onArrayEnd: end("array"),
    onObjectProperty: (name, _from, _length, line, column, path) =>
      void seen.push([`name ${name}`, 0, line, column, path().join("/")]),
    onLiteralValue: (value, from, length, line, column, path) => {
      const kind = value === null || typeof value === "boolean" ? String(value) : typeof value;
      seen.push([`${kind} ${from + length}`, from, line, column, path().join("/")]);
    },
  });
  return seen;
}

const texts = [
  "0",
  "-1.5E+30",
  '"a"',
  '""',
  "null",
  "[]",
  "{}",
  " \r\n\t[ true , false,null ]\r",
  '{"a":{"b":[1,[2,{"c":"d"}]],"":0}}',
  '{"a\\"b":1,"a\\u0041":2,"a":"\\\\","b":"\\\\\\"","c":"\\\\\\\\"}',
  '{"__proto__":1,"a":1,"a":[{}]}',
  '[\n  "line\\nfeed",\n\n{"x":\r\n 1}\r, "\u2028"]',
  `${"[".repeat(100)}${"]".repeat(100)}`,
];
for (const text of texts) test(text.slice(0, 40), () => assert.deepEqual(walked(text), parsed(text)));

test("what chance makes", () => {
  let seed = 1;
  const random = (n: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  const space = (): string => ["", "", " ", "\n", "\r\n", "\t", "\r"][random(7)]!;
  const string = (): string =>
    JSON.stringify(
      Array.from({ length: random(6) }, () => ['"', "\\", "a", "{", "]", ",", "\n", "é", "🙂"][random(9)]).join(""),
    );
  const value = (depth: number): string => {
    const inner = (one: () => string): string =>
      Array.from({ length: random(4) }, () => space() + one() + space()).join(",");
    switch (random(depth > 4 ? 4 : 7)) {
      case 0:
        return String(random(1000) - 500);
      case 1:
        return ["true", "false", "null", "1e3", "-0.5"][random(5)]!;
      case 2:
      case 3:
        return string();
      case 4:
        return `[${inner(() => value(depth + 1)) || space()}]`;
      default:
        return `{${inner(() => `${string()}${space()}:${space()}${value(depth + 1)}`) || space()}}`;
    }
  };
  for (let i = 0; i < 2_000; i++) {
    const text = space() + value(0) + space();
    JSON.parse(text);
    assert.deepEqual(walked(text), parsed(text), text);
  }
});
