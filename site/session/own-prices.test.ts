/** Prices of one's own with the real engine, and with what a browser keeps. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Model, ThreeLimits } from "../contract";
import { OwnPrices } from "./own-prices";

const { load } = (await import(
  new URL("../../../dist/site/threelimits.js", import.meta.url).href
)) as typeof import("../threelimits");

const kept = new Map<string, string>();
const scope = globalThis as { localStorage?: unknown };
const storage = {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, text: string) => void kept.set(name, text),
  removeItem: (name: string) => void kept.delete(name),
};

let engine: ThreeLimits;
let models: readonly Model[];
beforeEach(async () => {
  kept.clear();
  scope.localStorage = storage;
  engine = await load({ worker: false });
});
afterEach(() => engine.close());

const file = (...entries: object[]) => JSON.stringify({ format: "threelimits", version: 1, models: entries });
const tiny = (id: string, input: string) => ({
  id,
  vendor: "Mine",
  window: { context: 5000 },
  prices: [{ input, output: "9" }],
});
const inputOf = (id: string) => models.find((model) => model.id === id)?.prices?.input;

/** As on a new visit of the page. */
async function visit(): Promise<OwnPrices> {
  const prices = new OwnPrices(
    async () => engine,
    async (changed) => {
      models = await changed.models();
    },
  );
  models = await prices.restore(engine);
  return prices;
}

test("files come together, a later one in the place of an earlier one of the same id, and are there on the next visit", async () => {
  const prices = await visit();
  await prices.take(file(tiny("own/a", "1"), tiny("own/b", "2")));
  await prices.take(file(tiny("own/b", "3")));
  assert.deepEqual(["own/a", "own/b"].map(inputOf), ["1", "3"]);
  await engine.forgetPrices();
  assert.deepEqual((await visit()).ids.toSorted(), ["own/a", "own/b"]);
  assert.deepEqual(["own/a", "own/b"].map(inputOf), ["1", "3"]);
});

test("a price that is typed leaves the tiers out and the rest as it is; the published one is there again after it", async () => {
  const prices = await visit();
  const published = models.find(({ id }) => id === "openai/gpt-5.4")!;
  await prices.change("openai/gpt-5.4", { input: "1", output: "2" });
  const own = models.find(({ id }) => id === "openai/gpt-5.4")!;
  assert.ok(published.tiers && !published.own && own.own);
  assert.deepEqual(
    [own.prices, own.tiers, own.window, own.extraPrices],
    [
      { input: "1", output: "2", cachedInput: null, cacheWrite: null },
      undefined,
      published.window,
      published.extraPrices,
    ],
  );
  assert.equal(prices.published("openai/gpt-5.4")?.prices?.input, published.prices?.input);
  await prices.forget(["openai/gpt-5.4"]);
  assert.equal(inputOf("openai/gpt-5.4"), published.prices?.input);
  assert.equal(kept.size, 0);
});

test("what cannot be held together leaves what was there", async () => {
  const prices = await visit();
  await prices.take(file(tiny("own/a", "1")));
  const real = engine.importPrices.bind(engine);
  let calls = 0;
  engine.importPrices = async (text, options) =>
    ++calls === 2
      ? {
          format: "threelimits",
          models: [],
          skipped: [],
          unused: [],
          problems: [{ field: "", message: "One model too many." }],
        }
      : real(text, options);
  await assert.rejects(prices.take(file(tiny("own/b", "2"))), /too many/);
  models = await engine.models();
  assert.deepEqual([inputOf("own/a"), inputOf("own/b"), prices.ids], ["1", undefined, ["own/a"]]);
  const wrong = await prices.take(file(tiny("own/c", "-2")));
  assert.match(wrong.problems[0]!.message, /must not be negative/);
  assert.deepEqual(prices.ids, ["own/a"]);
});

test("what was kept and cannot be read is said, and no one is without prices for it", async () => {
  kept.set("threelimits.prices", "{");
  assert.match((await visit()).lost, /could not be read/);
  assert.ok(models.length > 100);
});

test("without storage they hold until the page goes", async () => {
  delete scope.localStorage;
  const prices = await visit();
  await prices.take(file(tiny("own/a", "1")));
  assert.deepEqual([inputOf("own/a"), prices.kept], ["1", false]);
});
