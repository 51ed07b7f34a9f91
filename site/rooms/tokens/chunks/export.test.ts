import assert from "node:assert/strict";
import { test } from "node:test";
import { asJSON, asJSONL, asText, fileName, type Made } from "./export";

const text = "Grüße.\n🙂 “two”";
const made: Made = {
  name: "notes.md",
  encoding: "o200k_base",
  maxTokens: 4,
  overlap: 1,
  text,
  chunks: [
    { from: 0, to: 7, tokens: 4 },
    { from: 6, to: text.length, tokens: 3 },
  ],
};

test("JSONL: an object a line, whose texts are the text's own", async () => {
  const lines = (await asJSONL(made).text()).split("\n");
  assert.equal(lines.pop(), "");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [
      { index: 0, source: "notes.md", from: 0, to: 7, tokens: 4, text: "Grüße.\n" },
      { index: 1, source: "notes.md", from: 6, to: text.length, tokens: 3, text: "\n🙂 “two”" },
    ],
  );
});

test("JSON: the same, with how it was made", async () => {
  const whole = JSON.parse(await asJSON(made).text());
  assert.deepEqual([whole.encoding, whole.maxTokens, whole.overlap, whole.chunks.length], ["o200k_base", 4, 1, 2]);
  assert.equal(whole.chunks[1].text, "\n🙂 “two”");
});

test("text: each chunk under its number", async () => {
  assert.equal(
    await asText(made).text(),
    "----- 1 of 2, 4 tokens -----\nGrüße.\n\n----- 2 of 2, 3 tokens -----\n\n🙂 “two”\n\n",
  );
});

test("file names", () => {
  assert.equal(fileName("notes.md", "jsonl"), "notes.chunks.jsonl");
  assert.equal(fileName("Documents", "json"), "Documents.chunks.json");
  assert.equal(fileName("a/b: c?.tar.gz", "json"), "a-b- c-.tar.chunks.json");
  assert.equal(fileName(".md", "json"), "text.chunks.json");
});
