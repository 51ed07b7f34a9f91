import assert from "node:assert/strict";
import { test } from "node:test";
import { passages } from "./declaration";
import { unitOf } from "./unit";

test("words or characters, as the file of the Declaration has it", () => {
  for (const { name, text, unit } of passages) assert.equal(unitOf(text), unit, name);
});

test("mixed and empty texts", () => {
  assert.equal(unitOf(""), "words");
  assert.equal(unitOf("12 + 34"), "words");
  assert.equal(unitOf("GPT とは何ですか"), "characters");
  assert.equal(unitOf("The word 漢字 in English"), "words");
});
