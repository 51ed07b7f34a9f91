import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, nameWithEnd } from "./ending";

test("a list says of a model when its service ends or ended, and nothing while no end is announced", () => {
  assert.equal(ending({ stage: "served" }), "");
  assert.equal(ending({ stage: "retired", retired: "2026-10-23" }), "retired 2026-10-23");
  assert.equal(ending({ stage: "retiring", retired: "2026-12-11" }), "ends on 2026-12-11");
  assert.equal(ending({ stage: "served", retired: "2027-04-01" }), "ends on 2027-04-01");
  assert.equal(nameWithEnd({ name: "o1", stage: "retired", retired: "2026-10-23" }), "o1 · retired 2026-10-23");
  assert.equal(nameWithEnd({ name: "o9", stage: "served" }), "o9");
});
