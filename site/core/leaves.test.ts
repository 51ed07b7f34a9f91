import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "../json/read";
import { gather, readAs } from "./leaves";

test("a text that is no JSON, or too long, fails with its code", () => {
  assert.deepEqual(readAs("bad-usage", "[1]", 3, parseJson), [1]);
  assert.throws(() => readAs("bad-prices", "[1]", 2, parseJson), {
    code: "bad-prices",
    message: /has 3 characters; accepted are 2/,
  });
  assert.throws(() => readAs("bad-logprobs", "{", 9, parseJson), {
    code: "bad-logprobs",
    message: /^This is not JSON: line 1, column 2: the text ends/,
  });
});

test("leaves, with what is empty, cut where they are long", () => {
  assert.deepEqual(gather({ a: [1, null], b: {}, c: "x".repeat(300) }), [
    { path: ["a", "0"], kind: "number", text: "1" },
    { path: ["a", "1"], kind: "null", text: "" },
    { path: ["b"], kind: "object", text: "" },
    { path: ["c"], kind: "string", text: "x".repeat(200) },
  ]);
});

test("what lies too deep is passed over, or fails as it is told", () => {
  const deep = JSON.parse(`${"[".repeat(40)}1${"]".repeat(40)}`) as unknown;
  assert.deepEqual(gather(deep), []);
  assert.throws(() => gather(deep, { tooDeep: (path) => new Error(`at ${path.length}`) }), /at 17/);
});
