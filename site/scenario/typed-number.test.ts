import assert from "node:assert/strict";
import test from "node:test";
import { bringsComma, readTyped } from "./typed-number";

const meant: [typed: string, plain: string][] = [
  ["0", "0"],
  ["10000", "10000"],
  ["10,000", "10000"],
  ["10,0000", "100000"],
  ["1,234,5678", "12345678"],
  ["1 234 567", "1234567"],
  ["1\u202f234", "1234"],
  ["1'234", "1234"],
  ["1_000_000", "1000000"],
  ["1,234.5", "1234.5"],
  ["50k", "50000"],
  ["50 K", "50000"],
  ["1.2M", "1200000"],
  ["1.2345k", "1234.5"],
  ["0.5k", "500"],
  ["2 million", "2000000"],
  ["3bn", "3000000000"],
  ["1,200k", "1200000"],
  ["1e3", "1000"],
  ["1.5E6", "1500000"],
  ["2.50e1", "25"],
  ["1e+2", "100"],
  [".5", ".5"],
  ["1.", "1."],
];
for (const [typed, plain] of meant) {
  test(`typed: “${typed}” is ${plain}`, () => assert.deepEqual(readTyped(typed), { plain }));
}

for (const typed of [
  "",
  "-5",
  "abc",
  "--",
  "1,2,3.4.5",
  "1e",
  "k",
  "5kk",
  "5x",
  "1e5000",
  "1..2",
  "0x10",
  "½",
  "١٢",
  "1,,000",
]) {
  test(`typed: “${typed}” is no number`, () => assert.equal(readTyped(typed), null));
}

test("what can mean two numbers is asked about", () => {
  for (const typed of ["1,5", "12,50", "1,5k"]) {
    const read = readTyped(typed);
    assert.ok(read && "unclear" in read, typed);
  }
  assert.match((readTyped("1.000", { whole: true }) as { unclear: string }).unclear, /can be 1 or 1000/);
  assert.match((readTyped("33.333", { many: true }) as { unclear: string }).unclear, /can be 33\.333 or 33333/);
  assert.match((readTyped("1.000", { many: true }) as { unclear: string }).unclear, /can be 1 or 1000/);
  assert.deepEqual(readTyped("0.125", { many: true }), { plain: "0.125" });
  assert.deepEqual(readTyped("1.000"), { plain: "1.000" });
  assert.deepEqual(readTyped("1.000.000", { whole: true }), { plain: "1000000" });
  assert.deepEqual(readTyped("1.5", { whole: true }), { plain: "1.5" });
});

test("what was grouped stays a number while digits are taken out and put in", () => {
  for (const [typed, plain] of [
    ["10,00", "1000"],
    ["10,0", "100"],
    ["1,0000,000", "10000000"],
    ["1,23,456.5", "123456.5"],
  ]) {
    assert.deepEqual(readTyped(typed!, { grouped: true }), { plain });
  }
});

test("a comma in the place of something else is no longer the grouping's", () => {
  for (const [before, after, brings] of [
    ["100,000", "1,5", true],
    ["15,000", "1,5", true],
    ["10,000", "10,00", false],
    ["10,000", "1,000", false],
    ["10,000", "10,000,", false],
    ["10,000", "10,0000", false],
    ["10,000", "50", false],
    ["10,000", "", false],
    ["", "1,5", false],
  ] as const)
    assert.equal(bringsComma(before, after), brings, `${before} → ${after}`);
});

test("property: any number is read back from every way it may be written", () => {
  for (let i = 0; i < 2000; i++) {
    const value = Math.floor(Math.random() * 10 ** (i % 15));
    for (const typed of [value.toLocaleString("en-US"), value.toLocaleString("fr-FR"), String(value), `${value}e0`])
      assert.deepEqual(readTyped(typed), { plain: String(value) }, typed);
    assert.equal(Number((readTyped(`${value}k`) as { plain: string }).plain), value * 1000);
  }
});
