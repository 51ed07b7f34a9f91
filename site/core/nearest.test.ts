import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest";

const names = ["requests-per-day", "conversations-per-day", "turns", "ttft", "model", "output", "system"];

test("a name that is spelt wrongly leads to the one that was meant", () => {
  for (const [typed, meant] of [
    ["requestsperday", "requests-per-day"],
    ["request-per-day", "requests-per-day"],
    ["requests-pre-day", "requests-per-day"],
    ["modle", "model"],
    ["turn", "turns"],
    ["outptu", "output"],
    ["requests_per_day", "requests-per-day"],
    ["colour", null],
    ["x", null],
    ["", null],
    ["requests-per-day".repeat(10_000), null],
  ] as const)
    assert.equal(nearest(typed, names), meant, typed.slice(0, 40));
});
