import assert from "node:assert/strict";
import { test } from "node:test";
import {
  aligned,
  between,
  counted,
  date,
  digits,
  exactMoney,
  exactSeconds,
  figure,
  money,
  number,
  percent,
  price,
  seconds,
  tokens,
} from "./format";

function table<T>(name: string, format: (value: T) => string, rows: [T, string][]): void {
  test(name, () => {
    for (const [value, want] of rows) assert.equal(format(value), want, `${name}(${JSON.stringify(value)})`);
  });
}

table("number", number, [
  [0, "0"],
  [999, "999"],
  [3260, "3,260"],
  [1_050_000, "1,050,000"],
  [0.5, "0.5"],
  [10_000_000_000, "10,000,000,000"],
  [-91040, "−91,040"],
]);

table("digits", digits, [
  ["1000000", "1,000,000"],
  ["1029040 to 1035040", "1,029,040 to 1,035,040"],
  ["0.020038", "0.020038"],
  ["-91040", "−91,040"],
  ["no", "no"],
]);

table("aligned", (amounts: string[]) => aligned(amounts).join(), [
  [["0.000215", "0.0024", "12"], "$0.000215,$0.002400,$12.000000"],
  [["3"], "$3.00"],
  [[], ""],
] as [string[], string][]);

table("money", money, [
  ["0", "$0"],
  ["0.01002", "$0.0100"],
  ["0.0134", "$0.0134"],
  ["0.000000123456", "$0.000000123"],
  ["0.0999", "$0.10"],
  ["0.5", "$0.50"],
  ["0.125", "$0.125"],
  ["0.9996", "$1.00"],
  ["1", "$1.00"],
  ["12.345", "$12.35"],
  ["99.994", "$99.99"],
  ["99.996", "$100"],
  ["134", "$134"],
  ["3006", "$3,006"],
  ["4020.4", "$4,020"],
  ["12345678901234567890.5", "$12,345,678,901,234,567,891"],
]);

table("exactMoney", exactMoney, [
  ["0", "$0"],
  ["0.01002", "$0.01002"],
  ["0.000000000001", "$0.000000000001"],
  ["12345678901234567890.123456789012", "$12,345,678,901,234,567,890.123456789012"],
]);

table("price", price, [
  ["2.5", "$2.50"],
  ["15", "$15.00"],
  ["0.075", "$0.075"],
  ["0", "$0.00"],
  [null, "not published"],
]);

table("seconds", seconds, [
  [0, "0 s"],
  [0.05, "0.05 s"],
  [0.6, "0.6 s"],
  [0.949, "0.95 s"],
  [0.95, "0.9 s"],
  [4.975, "5.0 s"],
  [9.94, "9.9 s"],
  [9.96, "10 s"],
  [42.4, "42 s"],
  [59.6, "1 min"],
  [67.3, "1 min 7 s"],
  [125, "2 min 5 s"],
  [3600, "1 h"],
  [3900, "1 h 5 min"],
  [360_000, "100 h"],
]);

table("exactSeconds", exactSeconds, [
  [4.975, "4.975 s"],
  [0.6, "0.6 s"],
  [67.873303167, "67.873 s"],
  [0.0012345, "0.00123 s"],
  [3600, "3,600 s"],
]);

table("percent", percent, [
  ["43", "43%"],
  ["0.31", "0.31%"],
  ["57%", "57%"],
]);

test("between names the unit once and a degenerate range as one figure", () => {
  assert.equal(between({ low: 4100, high: 6200 }, number), "4,100–6,200");
  assert.equal(between({ low: 4.1, high: 6.24 }, seconds), "4.1–6.2 s");
  assert.equal(between({ low: 50, high: 70 }, seconds), "50 s–1 min 10 s");
  assert.equal(between({ low: "0.0091", high: "0.012" }, money), "$0.00910–$0.0120");
  assert.equal(between({ low: 5, high: 5 }, number), "5");
  assert.equal(between({ low: -95040, high: -89040 }, number), "−95,040 to −89,040");
});

test("figure prefers the range", () => {
  assert.equal(figure(5, { low: 4, high: 6 }, number), "4–6");
  assert.equal(figure(5, null, number), "5");
});

test("tokens, counted", () => {
  assert.equal(tokens({ low: 880, typical: 944, high: 1040 }), "880–1,040");
  assert.equal(counted(1, "token"), "1 token");
  assert.equal(counted(0, "token"), "0 tokens");
});

test("dates are as exact as they are known", () => {
  assert.deepEqual(["2026-04-30", "2026-04", "2026", "soon"].map(date), [
    "April 30, 2026",
    "April 2026",
    "2026",
    "soon",
  ]);
});
