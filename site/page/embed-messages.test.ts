import assert from "node:assert/strict";
import { test } from "node:test";
import { isFileOfSite, readHostMessage } from "./embed-messages";

const rows: [unknown, unknown][] = [
  [{ type: "llm:hello" }, { type: "llm:hello" }],
  [{ type: "llm:hello", more: 1 }, { type: "llm:hello" }],
  [
    { type: "llm:theme", theme: "dark" },
    { type: "llm:theme", theme: "dark" },
  ],
  [
    { type: "llm:theme", theme: "auto" },
    { type: "llm:theme", theme: "auto" },
  ],
  [{ type: "llm:theme", theme: "dark; background: url(x)" }, null],
  [{ type: "llm:theme", theme: ["dark"] }, null],
  [{ type: "llm:theme" }, null],
  [
    { type: "llm:change", scenario: { model: "a/b" } },
    { type: "llm:change", scenario: { model: "a/b" } },
  ],
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

test("a file of this site is a relative address without a way out", () => {
  for (const src of ["exercises/support-day.json", "a.json", "course/week-1/x.json"]) assert.ok(isFileOfSite(src), src);
  for (const src of [
    "",
    "/a.json",
    "//other.test/a.json",
    "https://other.test/a.json",
    "../a.json",
    "a/../../b.json",
    "a/./b.json",
    "data:,{}",
    "a?b",
    "a%2f..",
    "a\\b",
    "a b.json",
  ]) {
    assert.ok(!isFileOfSite(src), src);
  }
});
