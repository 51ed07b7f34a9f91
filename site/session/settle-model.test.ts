import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model, Scenario } from "../contract";
import { parseFragment } from "../scenario/fragment";
import { linkOf } from "../scenario/link";
import { defaults } from "../scenario/state";
import { Store } from "../scenario/store";
import { settleModel } from "./settle-model";

const prices = { input: "1", output: "2", cachedInput: null, cacheWrite: null };
const window = { context: 1000, maxInput: null, maxOutput: 500 };
const model = (more: Partial<Model>): Model => ({
  id: "a/b",
  vendor: "A",
  name: "B",
  prices,
  window,
  cutoff: null,
  encoding: null,
  exactness: "exact",
  sources: [],
  ...more,
});
const models = [model({ id: defaults.model! }), model({ aliases: ["a/b-latest"] }), model({ id: "own/x", own: true })];

/** As the engine resolves names: here by their aliases alone. */
const meant = (name: string | undefined): string | null =>
  models.find(({ aliases = [] }) => name !== undefined && aliases.includes(name))?.id ?? null;

/** The settings after a link was read and its model settled, and what was said. */
function settle(settings: Scenario): { settings: Scenario; said: string[] } {
  const store = new Store();
  store.load(parseFragment(linkOf({ ...store.state, settings }, undefined)), null, {}, null);
  const settled = settleModel(store.state.settings, models, meant(store.state.settings.model), store);
  assert.deepEqual(settled, store.state.settings, "what is asked is what stands in the controls");
  return { settings: settled, said: store.state.problems.map(({ message }) => message) };
}

test("a model that is here stays, and what was set beside it", () => {
  const { settings, said } = settle({ model: "a/b", prices: { input: "1", output: "2" } });
  assert.deepEqual([settings.model, settings.prices, said], ["a/b", { input: "1", output: "2" }, []]);
});

test("an alias means the model", () => {
  assert.equal(settle({ model: "a/b-latest" }).settings.model, "a/b");
});

test("a model that is not here: the page's own stands in, or its figures where the link has them all", () => {
  const lost = settle({ model: "c/d", prices: { input: "1", output: "2" } });
  assert.equal(lost.settings.model, defaults.model);
  assert.match(lost.said[0]!, /“c\/d” is not in this catalogue\. B is shown instead/);
  const carried = settle({ model: "c/d", prices, window });
  assert.deepEqual(
    [carried.settings.model, carried.settings.prices, carried.settings.window],
    [undefined, prices, window],
  );
  assert.match(carried.said[0]!, /came along in the link/);
});

test("a model of one's own carries its figures in the link, and is itself where it is known", () => {
  const { state } = new Store();
  const link = parseFragment(linkOf({ ...state, settings: { model: "own/x" } }, undefined, state, { prices, window }));
  assert.deepEqual([link.scenario.prices, link.scenario.window], [prices, window]);
  const here = settle({ model: "own/x", prices, window });
  assert.deepEqual(
    [here.settings.model, here.settings.prices, here.settings.window, here.said],
    ["own/x", undefined, undefined, []],
  );
  const changed = settle({ model: "own/x", prices: { ...prices, input: "9" }, window });
  assert.deepEqual(
    [changed.settings.prices?.input, changed.settings.window],
    ["9", undefined],
    "what the person set stays",
  );
});
