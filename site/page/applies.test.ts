import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate, Model, Scenario } from "../contract";
import { applies } from "./applies";

const plain: Model = {
  id: "a/b",
  vendor: "A",
  name: "B",
  prices: null,
  window: { context: 1, maxInput: null, maxOutput: null },
  cutoff: null,
  encoding: null,
  exactness: "exact",
  sources: [],
};
const rich: Model = {
  ...plain,
  takes: ["image", "audio"],
  services: [{ name: "batch", input: "1", output: "1", cachedInput: null, source: "", checked: "" }],
  peakHours: { windows: ["01:00-04:00"], weekdays: true, input: "1", output: "1", source: "", checked: "" },
  extraPrices: { cacheWriteHour: "1", cacheStorage: "1", webSearch: "1" },
};
const names = ["service", "atTime", "cacheLife", "cacheStoredHours", "webSearches", "images", "audio", "toolUse"];
const shown = (model: Model | undefined, settings: Scenario = {}, estimate: Estimate | null = null) =>
  names.filter((name) => applies(name, { model, settings, estimate }));

test("nothing that the model has not", () => {
  assert.deepEqual(shown(plain), []);
  assert.deepEqual(shown(undefined), []);
});

test("everything that it has; what is of a cache, with a cache", () => {
  assert.deepEqual(shown(rich), ["service", "atTime", "webSearches", "images", "audio"]);
  assert.deepEqual(shown(rich, { cache: { policy: "prefix" } }), [
    "service",
    "atTime",
    "cacheLife",
    "cacheStoredHours",
    "webSearches",
    "images",
    "audio",
  ]);
  const estimate = { notes: [{ code: "tool-prompt", severity: "info", message: "" }] } as unknown as Estimate;
  assert.deepEqual(shown(plain, {}, estimate), ["toolUse"]);
});

test("what was set stays in sight, so that it can go", () => {
  assert.deepEqual(shown(plain, { service: "batch", request: { images: 5 }, cache: { storedHours: 2 } }), [
    "service",
    "cacheStoredHours",
    "images",
  ]);
});
