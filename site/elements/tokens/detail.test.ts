import assert from "node:assert/strict";
import { test } from "node:test";
import { describePointed, hex, spelled } from "./detail";

/** A vocabulary by hand: an id to its bytes. */
const vocabulary: Record<number, number[]> = {
  1: [0x48, 0x69],
  2: [0xf0, 0x9f],
  3: [0x98, 0x80],
  4: [0x20, 0xc3],
  5: [0xa9, 0x21],
};
const bytesOf = async (id: number) => Uint8Array.from(vocabulary[id] ?? []);

function pointed(ids: number[], ends: number[], first: number, after: number, text: string, next = "") {
  return {
    span: { first, after, from: 0, to: text.length },
    segments: { ids: Uint32Array.from(ids), ends: Uint32Array.from(ends), first: 0, start: 0 },
    text,
    next,
  };
}

test("a whole token", async () => {
  assert.deepEqual(await describePointed(pointed([1], [2], 0, 1, "Hi", "😀"), bytesOf), {
    place: "Token 1",
    text: "Hi",
    parts: [{ id: 1, bytes: "48 69", holds: [] }],
    rewritten: false,
  });
});

test("two tokens make up one character", async () => {
  const detail = await describePointed(pointed([1, 2, 3], [2, 2, 4], 1, 3, "😀", "!"), bytesOf);
  assert.equal(detail.place, "Tokens 2 to 3");
  assert.deepEqual(detail.parts, [
    { id: 2, bytes: "F0 9F", holds: ["bytes 1–2 of 4 of 😀"] },
    { id: 3, bytes: "98 80", holds: ["bytes 3–4 of 4 of 😀"] },
  ]);
});

test("a boundary inside a character is said on both sides", async () => {
  const ids = [4, 5],
    ends = [1, 3];
  assert.deepEqual((await describePointed(pointed(ids, ends, 0, 1, " ", "é"), bytesOf)).parts[0]?.holds, [
    "byte 1 of 2 of é",
  ]);
  assert.deepEqual((await describePointed(pointed(ids, ends, 1, 2, "é!"), bytesOf)).parts[0]?.holds, [
    "byte 2 of 2 of é",
  ]);
});

test("in a part of a text, tokens are numbered as in all of it", async () => {
  const at = pointed([1], [2], 0, 1, "Hi");
  assert.equal(
    (await describePointed({ ...at, segments: { ...at.segments, first: 1_233 } }, bytesOf)).place,
    "Token 1,234",
  );
});

test("a text that the tokenizer rewrites", async () => {
  const detail = await describePointed(pointed([1], [2], 0, 1, "Ho"), bytesOf);
  assert.equal(detail.rewritten, true);
  assert.deepEqual(detail.parts, [{ id: 1, bytes: "48 69", holds: [] }]);
});

test("hex ends after 24 bytes, spelled shows what is invisible", () => {
  assert.equal(hex(new Uint8Array(30)), `${"00 ".repeat(24)}…`);
  assert.equal(spelled(" a\tb\r\n\ufeff"), "·a→b␍↵BOM");
});
