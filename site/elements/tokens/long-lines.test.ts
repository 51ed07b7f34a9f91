import assert from "node:assert/strict";
import { test } from "node:test";
import { undrawn } from "./long-lines";

test("a line of usual length is drawn whole", () => {
  assert.deepEqual(undrawn(100, 12_100, 0), []);
});

test("a long one at its ends", () => {
  assert.deepEqual(undrawn(100, 1_000_100, 0), [[3_100, 997_100]]);
});

test("and around the caret", () => {
  assert.deepEqual(undrawn(0, 1_000_000, 500_000), [
    [3_000, 497_000],
    [503_000, 997_000],
  ]);
  assert.deepEqual(undrawn(0, 1_000_000, 0), [[3_000, 997_000]]);
  assert.deepEqual(undrawn(0, 1_000_000, 7_000), [[10_000, 997_000]]);
  assert.deepEqual(undrawn(0, 1_000_000, 1_000_000), [[3_000, 997_000]]);
});
