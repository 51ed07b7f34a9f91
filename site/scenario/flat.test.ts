import assert from "node:assert/strict";
import { test } from "node:test";
import type { Scenario } from "../contract";
import { flatFromScenario, flatName, flatNames, kebab, readFlat, scenarioFromFlat, withValue, writeFlat } from "./flat";

function entry(name: string) {
  const found = flatName(name);
  assert.ok(found, name);
  return found;
}

test("the table has every flat name of the design, and those added since", () => {
  const design =
    `text encoding model asOf priceInput priceCachedInput priceCacheWrite priceOutput contextWindow maxInput maxOutput
    system tools documents history user overhead output reasoning maxTokens turns cachePolicy cacheStart
    atTime service audio images notCounted toolUse webSearches cacheLife cacheStoredHours currency currencyRate
    requestsPerDay conversationsPerDay daysPerMonth ttft tokensPerSecond`.split(/\s+/);
  assert.deepEqual(flatNames.map(({ name }) => name).sort(), design.sort());
});

test("kebab", () => {
  assert.equal(kebab("requestsPerDay"), "requests-per-day");
  assert.equal(kebab("asOf"), "as-of");
  assert.equal(kebab("ttft"), "ttft");
});

const accepted: [string, string, unknown][] = [
  ["system", "800", 800],
  ["system", " 800 ", 800],
  ["system", "0", 0],
  ["system", "10,000", 10000],
  ["system", "1_050_000", 1050000],
  ["system", "880..944..1040", { low: 880, typical: 944, high: 1040 }],
  ["system", "800:estimate", { low: 800, typical: 800, high: 800, trust: "estimate" }],
  [
    "system",
    "8..9..10:assumed@openai/gpt-4o",
    { low: 8, typical: 9, high: 10, trust: "assumed", countedFor: "openai/gpt-4o" },
  ],
  ["overhead", "1,000 @ openai/gpt-4o", { low: 1000, typical: 1000, high: 1000, countedFor: "openai/gpt-4o" }],
  ["contextWindow", "400000", 400000],
  ["currency", "eur", "EUR"],
  ["currencyRate", "0.92", "0.92"],
  ["currencyRate", "1,350.5", "1350.5"],
  ["maxInput", "none", null],
  ["priceInput", "2.50", "2.50"],
  ["priceInput", "$2.50", "2.50"],
  ["priceInput", ".5", "0.5"],
  ["priceCachedInput", "none", null],
  ["ttft", "0.6", 0.6],
  ["ttft", "0", 0],
  ["tokensPerSecond", "80", 80],
  ["asOf", "2026-11-01", "2026-11-01"],
  ["cachePolicy", "prefix", "prefix"],
  ["atTime", "02:30", "02:30"],
  ["service", "batch", "batch"],
  ["audio", "100..200..300", { low: 100, typical: 200, high: 300 }],
  ["webSearches", "1.5", 1.5],
  ["cacheLife", "1h", "1h"],
  ["cacheStoredHours", "0.5", 0.5],
  ["model", "openai/gpt-5.6-sol", "openai/gpt-5.6-sol"],
];

test("accepted texts", () => {
  for (const [name, text, value] of accepted)
    assert.deepEqual(readFlat(entry(name), text), { value }, `${name}=${text}`);
});

const refused: [string, string, RegExp][] = [
  ["currency", "EURO", /three letters/],
  ["currency", "ZZZ", /three letters/],
  ["currencyRate", "0.00", /above 0/],
  ["currencyRate", "-2", /above 0/],
  ["currencyRate", "1e308", /too large/],
  ["currencyRate", "99999999999999999999", /too large/],
  ["system", "-1", /negative/],
  ["system", "1.5", /whole number/],
  ["system", "800@", /stands a model/],
  ["system", "800:sure", /not a number/],
  ["system", "ten", /not a number: “ten”/],
  ["system", "1,00", /can be 1\.00 or 100/],
  ["system", "1.000", /can be 1 or 1000/],
  ["ttft", "1,5", /can be 1\.5 or 15.*a point for decimals/],
  ["system", "1e30", /too large/],
  ["system", "1.2345k", /without decimals/],
  ["system", "99999999999999999999", /too large/],
  ["system", "1..2", /low\.\.typical\.\.high/],
  ["system", "3..2..1", /low\.\.typical\.\.high/],
  ["system", "1..x..3", /not a number/],
  ["turns", "0", /1 or more/],
  ["atTime", "24:00", /not a time of day: “24:00”. Write it as 14:30/],
  ["atTime", "9:30", /not a time of day/],
  ["service", "overnight", /one of standard, batch, flex, priority/],
  ["toolUse", "yes", /one of none, auto, any/],
  ["cacheLife", "1d", /one of 5m, 30m, 1h/],
  ["tokensPerSecond", "0", /more than 0/],
  ["tokensPerSecond", "Infinity", /not a number/],
  ["ttft", "-0.5", /negative/],
  ["priceInput", "free", /US dollars per million/],
  ["priceInput", "none", /US dollars per million/],
  ["priceInput", "-2", /negative/],
  ["asOf", "2026-02-30", /not a date/],
  ["asOf", "yesterday", /not a date/],
  ["cachePolicy", "always", /one of none, prefix, incremental/],
];

test("refused texts say what is accepted", () => {
  for (const [name, text, message] of refused) {
    const read = readFlat(entry(name), text);
    assert.ok("message" in read, `${name}=${text} was accepted`);
    assert.match(read.message, message);
  }
});

test("empty means not given", () => {
  for (const item of flatNames) assert.deepEqual(readFlat(item, ""), { empty: true }, item.name);
});

const scenario: Scenario = {
  model: "openai/gpt-5.6-sol",
  asOf: "2026-11-01",
  prices: { input: "2.50", cachedInput: null, cacheWrite: "3.125", output: "15" },
  window: { context: 400000, maxInput: 272000, maxOutput: null },
  request: { system: 800, tools: 0, documents: { low: 880, typical: 944, high: 1040 }, output: 350, maxTokens: 1024 },
  conversation: { turns: 3 },
  cache: { policy: "prefix", start: "warm" },
  traffic: { requestsPerDay: 10000, daysPerMonth: 30.4 },
  speed: { ttft: 0.6, tokensPerSecond: 80 },
};

test("a scenario written flat reads back the same", () => {
  const { scenario: again, problems } = scenarioFromFlat(flatFromScenario(scenario));
  assert.deepEqual(problems, []);
  assert.deepEqual(again, scenario);
});

test("numbers are written without exponent and without binary noise", () => {
  assert.equal(writeFlat(0.6), "0.6");
  assert.equal(writeFlat(1e-7), "0.0000001");
  assert.equal(writeFlat(1050000), "1050000");
  assert.equal(writeFlat({ low: 5, typical: 5, high: 5 }), "5");
  assert.equal(writeFlat({ low: 5, typical: 6, high: 7, trust: "estimate" }), "5..6..7");
  assert.equal(writeFlat({ low: 5, typical: 6, high: 7, trust: "assumed", countedFor: "a/b" }), "5..6..7:assumed@a/b");
});

test("one bad text disturbs no other; unknown names are passed over", () => {
  const read = scenarioFromFlat([
    ["system", "800"],
    ["output", "lots"],
    ["colour", "red"],
    ["text", " hi\r\n"],
    ["encoding", "o200k_base"],
  ]);
  assert.deepEqual(read.scenario, { encoding: "o200k_base", request: { system: 800 } });
  assert.deepEqual(read.beside, { text: " hi\r\n" });
  assert.equal(read.problems.length, 1);
  assert.equal(read.problems[0]?.text, "lots");
});

test("withValue leaves the given scenario alone and takes out empty groups", () => {
  const before: Scenario = { request: { system: 1 } };
  assert.deepEqual(withValue(before, ["request", "system"], undefined), {});
  assert.deepEqual(withValue(before, ["speed", "ttft"], 0.5), { request: { system: 1 }, speed: { ttft: 0.5 } });
  assert.deepEqual(before, { request: { system: 1 } });
});
