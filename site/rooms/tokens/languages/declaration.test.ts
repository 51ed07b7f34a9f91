import assert from "node:assert/strict";
import { test } from "node:test";
import { passages, read } from "./declaration";

test("a file of passages", () => {
  assert.deepEqual(
    read("what this is\n\fen\tltr\twords\tEnglish\nAll human beings.\nEveryone.\n\fth\tltr\tcharacters\tThai\nก\n"),
    [
      { tag: "en", direction: "ltr", unit: "words", name: "English", text: "All human beings.\nEveryone." },
      { tag: "th", direction: "ltr", unit: "characters", name: "Thai", text: "ก" },
    ],
  );
});

test("the texts are there, English first, each once, with what a browser needs to set them", () => {
  assert.equal(passages[0]!.tag, "en");
  assert.match(passages[0]!.text, /^All human beings are born free[\s\S]*honour and reputation\./);
  assert.equal(new Set(passages.map(({ tag }) => tag)).size, passages.length);
  assert.deepEqual(
    passages.filter(({ direction }) => direction === "rtl").map(({ tag }) => tag),
    ["ar", "ur", "fa", "he"],
  );
  for (const { tag, text } of passages) {
    assert.equal(Intl.getCanonicalLocales(tag)[0], tag);
    assert.equal(text.trim(), text);
  }
});
