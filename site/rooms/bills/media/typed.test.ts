import assert from "node:assert/strict";
import { test } from "node:test";
import { type Kind, readTyped, type Typed } from "./typed";

const nothing: Typed = { width: "", height: "", pages: "", seconds: "" };

test("an item holds the fields of its kind, however its numbers are spelled", () => {
  const item = (kind: Kind, typed: Partial<Typed>) => readTyped(kind, { ...nothing, pages: "7", ...typed });
  assert.deepEqual(item("image", { width: "1,920", height: " 1080 " }), {
    item: { kind: "image", width: 1920, height: 1080 },
  });
  assert.deepEqual(item("pdf", {}), { item: { kind: "pdf", pages: 7 } });
  assert.deepEqual(item("audio", { seconds: "1.5" }), { item: { kind: "audio", seconds: 1.5 } });
  assert.deepEqual(item("video", { seconds: "0" }), { item: { kind: "video", seconds: 0 } });
});

test("what is no size is said, by field", () => {
  const wrong: [kind: Kind, typed: Partial<Typed>, field: string, says: RegExp][] = [
    ["image", { width: "", height: "5" }, "width", /a number is needed/],
    ["image", { width: "5", height: "0" }, "height", /must be 1 or more/],
    ["image", { width: "-5", height: "5" }, "width", /cannot be negative/],
    ["image", { width: "NaN", height: "5" }, "width", /is not a number/],
    ["image", { width: "1e308", height: "5" }, "width", /Width in pixels/],
    ["image", { width: "1000001", height: "5" }, "width", /at most 1,000,000/],
    ["image", { width: "1.5", height: "5" }, "width", /whole/],
    ["pdf", { pages: "10000001" }, "pages", /at most 10,000,000/],
    ["audio", { seconds: "1e308" }, "seconds", /Seconds/],
    ["video", { seconds: "long" }, "seconds", /is not a number/],
  ];
  for (const [kind, typed, field, says] of wrong) {
    const read = readTyped(kind, { ...nothing, ...typed });
    assert.ok("field" in read && read.field === field, JSON.stringify(typed));
    assert.match(read.message, says, JSON.stringify(typed));
  }
});
