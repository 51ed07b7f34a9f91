import assert from "node:assert/strict";
import { test } from "node:test";
import { inCurrency } from "./currency";

/** Doubles each amount. */
const engine = { convert: async (amounts: readonly string[]) => amounts.map((amount) => String(2 * Number(amount))) };

test("each amount with what it is for, in the currency's own way, and whose rate it is", async () => {
  const amounts = [
    { name: "", unit: "a request", usd: "0.005", range: null },
    { name: "", unit: "a month", usd: "1500", range: undefined },
  ];
  assert.equal(
    await inCurrency(engine, { code: "EUR", rate: "2" }, amounts),
    "€0.0100 a request · €3,000 a month, at 2 EUR for a dollar, your rate",
  );
  assert.match(await inCurrency(engine, { code: "JPY", rate: "2" }, amounts), /^¥0\.0100 a request · ¥3,000 a month/);
});

test("a range stays one", async () => {
  const amounts = [{ name: "", unit: "a day", usd: "2", range: { low: "1", high: "4" } }];
  assert.equal(
    await inCurrency(engine, { code: "CHF", rate: "2" }, amounts),
    "CHF\u00a02.00–CHF\u00a08.00 a day, at 2 CHF for a dollar, your rate",
  );
});
