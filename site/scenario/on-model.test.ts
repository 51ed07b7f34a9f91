import assert from "node:assert/strict";
import { test } from "node:test";
import { leavesBehind, onModel } from "./on-model";

test("counts say whose they are, and what was the one model's own stays behind", () => {
  const there = onModel(
    {
      model: "a/one",
      prices: { input: "1" },
      window: { context: 1000 },
      request: { system: 100, user: { low: 9, typical: 10, high: 11 }, output: 50 },
      traffic: { requestsPerDay: 10 },
    },
    "b/two",
  );
  assert.deepEqual(there, {
    model: "b/two",
    request: {
      system: { low: 100, typical: 100, high: 100, countedFor: "a/one" },
      user: { low: 9, typical: 10, high: 11, countedFor: "a/one" },
      output: 50,
    },
    traffic: { requestsPerDay: 10 },
  });
});

test("on its own model nothing is marked, and a count of a third model stays that one's", () => {
  const system = { low: 5, typical: 5, high: 5, countedFor: "c/three" };
  const own = { model: "a/one", prices: { input: "1" }, request: { user: 7 } };
  assert.equal(onModel(own, "a/one"), own);
  assert.ok(leavesBehind(own) && !leavesBehind(onModel(own, "b/two")));
  assert.deepEqual(onModel({ model: "a/one", request: { system } }, "b/two").request, { system });
});
