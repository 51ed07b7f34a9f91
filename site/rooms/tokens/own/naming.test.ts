import assert from "node:assert/strict";
import { test } from "node:test";
import { freeName, wrongName } from "./naming";

const names: [file: string, taken: string[], name: string][] = [
  ["tokenizer.json", [], "tokenizer"],
  ["tokenizer.json", ["tokenizer", "tokenizer 2"], "tokenizer 3"],
  ["Llama-3.1.tiktoken", [], "Llama-3.1"],
  [".json", [], "tokenizer"],
  ["tokenizer.model", ["tokenizer"], "tokenizer 2"],
  ["o200k_base.tiktoken", ["o200k_base"], "o200k_base 2"],
];
for (const [file, taken, name] of names) {
  test(`${file} beside ${taken.length} others`, () => assert.equal(freeName(file, new Set(taken)), name));
}

test("names that cannot be given", () => {
  const builtIn = new Set(["o200k_base"]);
  assert.match(wrongName(" ", builtIn)!, /needs a name/);
  assert.match(wrongName("x".repeat(61), builtIn)!, /longer than 60/);
  assert.match(wrongName("o200k_base", builtIn)!, /built-in/);
  assert.equal(wrongName("x".repeat(60), builtIn), null);
});
