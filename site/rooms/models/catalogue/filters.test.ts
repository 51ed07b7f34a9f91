import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model } from "../../../contract";
import { cutoffs, everything, type Filters, passes } from "./filters";

const model: Model = {
  id: "a/b",
  vendor: "A",
  name: "B",
  prices: { input: "2.5", output: "10", cachedInput: null, cacheWrite: null },
  window: { context: 128_000, maxInput: null, maxOutput: null },
  cutoff: "2025-08",
  encoding: null,
  exactness: "exact",
  openWeights: true,
  takes: ["image"],
  gives: ["audio"],
  sources: [],
};
const pass = (filters: Partial<Filters>, one: Model = model) => passes(one, { ...everything, ...filters });

test("a model passes what it has", () => {
  for (const filters of [
    {},
    { vendor: "A" },
    { modality: "image in" },
    { modality: "audio out" },
    { window: "128000" },
    { price: "3" },
    { cutoff: "2025" },
    { open: true },
    { served: true },
  ]) {
    assert.ok(pass(filters), JSON.stringify(filters));
  }
});

test("and not what it has not", () => {
  for (const filters of [
    { vendor: "B" },
    { modality: "image out" },
    { modality: "audio in" },
    { window: "200000" },
    { price: "1" },
    { cutoff: "2026" },
  ]) {
    assert.ok(!pass(filters), JSON.stringify(filters));
  }
  assert.ok(!pass({ open: true }, { ...model, openWeights: undefined }));
  assert.ok(!pass({ served: true }, { ...model, retired: "2026-01-01", stage: "retired" }));
});

test("what is not known is no small figure", () => {
  assert.ok(!pass({ price: "10" }, { ...model, prices: null }));
  assert.ok(!pass({ cutoff: "2024" }, { ...model, cutoff: null }));
});

test("the years there are to choose from", () => {
  const years = cutoffs([
    model,
    { ...model, cutoff: "2026-01-31" },
    { ...model, cutoff: null },
    { ...model, cutoff: "2025" },
  ]);
  assert.deepEqual(
    years.map(([year]) => year),
    ["2026", "2025"],
  );
});
