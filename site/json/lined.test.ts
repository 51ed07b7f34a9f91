import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { gather } from "../core/leaves";
import { linedLeaves } from "./lined";
import { JsonProblem } from "./read";

const file = `{
  "a": [1, 2.50,
    {"b": "x\\n\\u00e9"}],
  "c": {}, "d": [], "e": null,

  "f": true
}
`;

test("leaves with their lines, numbers as they are written", () => {
  assert.deepEqual(
    linedLeaves(file).map(({ path, kind, text, line }) => [line, path.join("."), kind, text]),
    [
      [2, "a.0", "number", "1"],
      [2, "a.1", "number", "2.50"],
      [3, "a.2.b", "string", "x\n\u00e9"],
      [4, "c", "object", ""],
      [4, "d", "array", ""],
      [4, "e", "null", ""],
      [6, "f", "boolean", "true"],
    ],
  );
  assert.deepEqual(linedLeaves("\ufeff\r\n7"), [{ path: [], kind: "number", text: "7", line: 2 }]);
});

const refused: [text: string, line: number, says: RegExp][] = [
  ["", 1, /^the text ends where a value is expected/],
  ['{\n"a": 1,\n}', 3, /^a name in double quotes is expected/],
  ['{\n"a": 1\n"b": 2}', 3, /^a comma is expected/],
  ['{"a" 1}', 1, /^a colon is expected/],
  ["{a: 1}", 1, /^this is no value/],
  ['[1,\n"open]\n', 2, /^the text that begins here does not end on its line/],
  ['["\\x"]', 1, /backslash/],
  ["[01]", 1, /^a comma is expected/],
  ["[1] 2", 1, /^the JSON ends before this/],
  ['{"a": {"b": 1,\n"b": 1}}', 2, /^“a.b” is given twice/],
  [`{"${"x".repeat(100)}": 1, "${"x".repeat(100)}": 1}`, 1, /^“x{40}…” is given twice/],
  [`${"[".repeat(52)}${"]".repeat(52)}`, 1, /^this is nested deeper than 50 levels/],
  ["x".repeat(1000), 1, /^this is no value/],
];

for (const [text, line, says] of refused) {
  test(`refused with its line: ${JSON.stringify(text.slice(0, 30))}`, () => {
    assert.throws(
      () => linedLeaves(text),
      (error) => error instanceof JsonProblem && error.line === line && says.test(error.what),
    );
  });
}

test("it takes what JSON.parse takes, and reads the same", () => {
  const whole = readFileSync(new URL("../../../site/content/exercises/voice-agent-wait.json", import.meta.url), "utf8");
  const signs = [...'{}[]",:\\0e-. \n\u00a0tn'];
  let accepted = 0;
  for (let i = 0; i < whole.length; i++) {
    for (const sign of [...signs, ""]) {
      const text = whole.slice(0, i) + sign + whole.slice(i + 1);
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        assert.throws(() => linedLeaves(text), JsonProblem, text);
        continue;
      }
      accepted++;
      const read = linedLeaves(text).map(({ path, kind, text }) => ({
        path,
        kind,
        text: kind === "number" ? String(Number(text)) : text.slice(0, 200),
      }));
      assert.deepEqual(read, gather(parsed), text);
    }
  }
  assert.ok(accepted > 1000);
});
