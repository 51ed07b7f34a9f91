import assert from "node:assert/strict";
import { test } from "node:test";
import { stepped } from "./step";

const rows: [string, number, string, string | null][] = [
  ["10,000", 1, "number", "11000"],
  ["350", 1, "count", "360"],
  ["350", -1, "count", "340"],
  ["350", 10, "count", "450"],
  ["9", 1, "count", "10"],
  ["0", 1, "count", "1"],
  ["0", -1, "count", "0"],
  ["", 1, "count", "1"],
  ["3", -10, "count", "0"],
  ["0.6", 1, "number", "0.7"],
  ["0.6", -1, "number", "0.5"],
  ["0.1", -1, "number", "0"],
  ["0", 1, "number", "0.1"],
  ["1.25", 1, "number", "1.35"],
  ["80", 1, "number", "81"],
  ["2.50", 1, "money", "2.6"],
  ["0.075", 1, "money", "0.085"],
  ["$5", 1, "money", "5.1"],
  ["100", 1, "number", "110"],
  ["880..944..1040", 1, "count", null],
  ["none", 1, "whole", null],
  ["-5", 1, "count", null],
];
for (const [typed, count, kind, want] of rows) {
  test(`${typed || "nothing"} by ${count} as ${kind}`, () => assert.equal(stepped(typed, count, kind), want));
}
