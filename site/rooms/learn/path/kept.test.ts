import assert from "node:assert/strict";
import { test } from "node:test";
import { maxOwn, readKept, walked, writeKept } from "./kept";

test("what was kept is read again", () => {
  const kept = walked({ own: "{}", lessons: new Map() }, "a", { at: "two", done: ["one"] });
  assert.deepEqual(readKept(JSON.parse(JSON.stringify(writeKept(kept)))), kept);
  assert.deepEqual(walked(kept, "a", null), { own: "{}", lessons: new Map() });
});

test("what is no such thing is passed over", () => {
  const nothing = { own: null, lessons: new Map() };
  for (const value of [
    undefined,
    null,
    5,
    "text",
    [],
    {},
    { own: 5, lessons: 5 },
    { own: "x".repeat(maxOwn + 1), lessons: { a: null, b: { at: 5, done: [] }, c: { at: "x", done: "x" } } },
  ]) {
    assert.deepEqual(readKept(value), nothing);
  }
  assert.deepEqual(
    readKept({ lessons: { a: { at: "x", done: ["y", 5, null] } } }).lessons,
    new Map([["a", { at: "x", done: ["y"] }]]),
  );
  assert.equal(
    readKept(JSON.parse('{"lessons":{"__proto__":{"at":"x","done":[]}}}')).lessons.get("__proto__")?.at,
    "x",
  );
});
