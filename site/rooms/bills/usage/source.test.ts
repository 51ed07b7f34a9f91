import assert from "node:assert/strict";
import { test } from "node:test";
import { priceSource } from "./source";

const prices = { input: "1", output: "2", cachedInput: null, cacheWrite: null };
const model = {
  history: [
    { ...prices, from: null, source: "https://first.example", checked: "2026-01-01" },
    { ...prices, from: "2026-05-01", source: "https://second.example", checked: "2026-06-01" },
  ],
  services: [
    {
      name: "batch" as const,
      input: "1",
      output: "1",
      cachedInput: null,
      source: "https://batch.example",
      checked: "2026-07-01",
    },
  ],
};

test("the row of the history that holds on the record's day, and a service's own", () => {
  const url = (day: string, service: "standard" | "batch" | "flex" = "standard") =>
    priceSource(model, { day, service })?.url;
  assert.equal(url("2026-04-30"), "https://first.example");
  assert.equal(url("2026-05-01"), "https://second.example");
  assert.equal(url("2026-05-01", "batch"), "https://batch.example");
  assert.equal(
    url("2026-05-01", "flex"),
    "https://second.example",
    "where a service has no price of its own, the standard one stands in",
  );
});

test("nothing is said where nothing is known", () => {
  assert.equal(priceSource({}, { day: "2026-01-01", service: "standard" }), null);
  assert.equal(priceSource({ history: [model.history[1]!] }, { day: "2026-01-01", service: "standard" }), null);
});
