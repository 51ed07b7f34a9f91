import assert from "node:assert/strict";
import { test } from "node:test";
import { shown } from "./text";

test("figures read as everywhere on the page", () => {
  for (const [name, text, value, read] of [
    [undefined, "and [", undefined, "and ["],
    ["model", "GPT-6.1 Sol", undefined, "GPT-6.1 Sol"],
    ["cutoff", "2026-04", undefined, "April 2026"],
    ["date", "2026-11-27", undefined, "November 27, 2026"],
    ["cost.perRequest", "$0.01002", "0.01002", "$0.0100"],
    ["cost.perMonth", "$3,006", "3006", "$3,006"],
    ["input price", "$2", "2", "$2.00"],
    ["latency.total", "4.975", "4.975", "4.98"],
    ["latency.total", "100", "100", "100"],
    ["window", "1,050,000", "1050000", "1,050,000"],
    ["context.usedPercent", "0.41", "0.41", "0.41"],
    ["turns", "10", "10", "10"],
  ] as const)
    assert.equal(shown({ text, name, value }), read);
});
