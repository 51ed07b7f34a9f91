import { test } from "node:test";
import assert from "node:assert/strict";
import { readHostMessage } from "./embed-messages";

const rows: [unknown, unknown][] = [
  [{ type: "llm:hello" }, { type: "llm:hello" }],
  [{ type: "llm:hello", more: 1 }, { type: "llm:hello" }],
  [{ type: "llm:theme", theme: "dark" }, { type: "llm:theme", theme: "dark" }],
  [{ type: "llm:theme", theme: "auto" }, { type: "llm:theme", theme: "auto" }],
  [{ type: "llm:theme", theme: "dark; background: url(x)" }, null],
  [{ type: "llm:theme", theme: ["dark"] }, null],
  [{ type: "llm:theme" }, null],
  [{ type: "llm:change", scenario: { model: "a/b" } }, { type: "llm:change", scenario: { model: "a/b" } }],
  [{ type: "llm:change", scenario: [] }, null],
  [{ type: "llm:change", scenario: "x" }, null],
  [{ type: "llm:change", scenario: null }, null],
  [{ type: "llm:answer" }, null],
  [{ type: 1 }, null],
  [["llm:hello"], null],
  ["llm:hello", null],
  [null, null],
  [undefined, null],
  [JSON.parse('{"__proto__":{"type":"llm:hello"}}'), null],
];
for (const [given, want] of rows) {
  test(`from a host: ${JSON.stringify(given) ?? "nothing"}`, () => assert.deepEqual(readHostMessage(given), want));
}
