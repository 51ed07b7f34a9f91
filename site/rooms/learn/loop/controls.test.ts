import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsOf, usual } from "./controls";

const orders = [{ id: "a", name: "A", steps: ["topK", "temperature"] as const, source: "", checked: "" }].map(
  (order) => ({ ...order, steps: [...order.steps] }),
);

test("what is typed, as the engine takes it", () => {
  assert.deepEqual(settingsOf({ ...usual, temperature: "0.7", topK: "40", stop: ".", order: "a" }, orders, 3), {
    settings: {
      temperature: 0.7,
      topK: 40,
      topP: 1,
      minP: 0,
      seed: 1,
      maxTokens: 60,
      generated: 3,
      order: ["topK", "temperature"],
      stop: ["."],
      shown: 10,
    },
  });
});

test("what is no number is said, field by field", () => {
  const read = settingsOf({ ...usual, temperature: "warm", topK: "-1", maxTokens: "" }, orders, 0);
  assert.ok("wrong" in read);
  assert.match(read.wrong.temperature!, /not a number/);
  assert.match(read.wrong.topK!, /negative/);
  assert.match(read.wrong.maxTokens!, /a number is needed/);
});
