import assert from "node:assert/strict";
import test from "node:test";
import { readDone, withAnswer } from "./done";

test("what was once right stays right, and each answer counts", () => {
  let done = withAnswer(new Map(), "a", false);
  done = withAnswer(withAnswer(done, "a", true), "a", false);
  assert.deepEqual(done.get("a"), { right: true, tries: 3 });
  assert.deepEqual(readDone(JSON.parse(JSON.stringify(Object.fromEntries(done)))), done);
});

test("what was kept and is none is passed over", () => {
  for (const kept of [
    undefined,
    null,
    5,
    "a",
    [],
    { a: null, b: {}, c: { right: 1, tries: 1 }, d: { right: true, tries: -1 }, e: { right: true, tries: 1e99 } },
  ]) {
    assert.deepEqual([...readDone(kept)], []);
  }
});
