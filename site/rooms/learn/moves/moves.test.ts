import assert from "node:assert/strict";
import { test } from "node:test";
import type { Scenario } from "../../../contract";
import { flatName, readFlat } from "../../../scenario/flat";
import { defaults, readScenario } from "../../../scenario/state";
import { Store } from "../../../scenario/store";
import { asNew, changed, moves, newTexts, optionFor, smallerModel } from "./moves";

const move = (id: string) => moves.find((one) => one.id === id)!;
const rich: Scenario = {
  ...defaults,
  conversation: { turns: 6 },
  request: {
    system: 800,
    documents: { low: 2000, typical: 2400, high: 3000 },
    history: 900,
    user: 60,
    output: 350,
    reasoning: 2000,
    maxTokens: 1024,
  },
};

test("each value of a move is one that the field would take", () => {
  for (const { id, options } of moves) {
    for (const { above, values } of options) {
      for (const [name, value] of above ? [above, ...values] : values) {
        const entry = flatName(name);
        assert.ok(entry?.path, `${id}: ${name}`);
        assert.deepEqual(readFlat(entry, String(value)), { value }, `${id}: ${name}`);
      }
    }
  }
});

test("each move that is estimated changes a rich scenario, once: applied, it is done", () => {
  for (const one of moves) {
    const option = optionFor(one, rich, smallerModel);
    assert.equal(option === null, one.figures.length === 0, one.id);
    if (!option || option.values.length === 0) continue;
    const after = changed(rich, option.values);
    assert.notDeepEqual(after, rich, one.id);
    const again = optionFor(one, after, smallerModel);
    assert.ok(again === null || again.said !== option.said, one.id);
  }
});

test("what changes with each question is in no cache", () => {
  const one: Scenario = { ...rich, conversation: { turns: 1 } };
  const caching = (scenario: Scenario, documents?: "same" | "new") => {
    const { values, asNew = false } = optionFor(move("caching"), scenario, "", documents)!;
    return [...values.map(([, value]) => value), asNew];
  };
  assert.deepEqual(caching(one), ["prefix", "traffic", true]);
  assert.deepEqual(caching(one, "same"), ["prefix", "traffic", false]);
  assert.deepEqual(caching(rich), ["incremental", "cold", false]);
  assert.deepEqual(caching(rich, "same"), ["incremental", "traffic", false]);
  const none: Scenario = { request: { system: 800, user: 60, output: 350 } };
  assert.deepEqual(caching(none, "new"), ["prefix", "traffic", false], "there are no documents that could");
  assert.deepEqual(newTexts(one).request, { documents: rich.request!.documents, history: 900, user: 60 });
  const { request, cache } = asNew(one, 3360);
  assert.deepEqual(
    [request!.system, request!.documents, request!.history, request!.user, request!.output, cache],
    [800, 0, 0, 3360, 350, one.cache],
  );
});

test("nothing to leave out is no move", () => {
  const poor: Scenario = { request: { user: 10, output: 20 } };
  for (const id of ["retrieval", "prompt", "history", "shorter", "maxTokens", "reasoning", "chunking"])
    assert.equal(optionFor(move(id), poor, smallerModel), null, id);
});

test("a summary before fewer turns; fewer turns where there is no history", () => {
  assert.deepEqual(optionFor(move("history"), rich, "")!.values, [["history", 300]]);
  assert.deepEqual(optionFor(move("history"), changed(rich, [["history", 0]]), "")!.values, [["turns", 3]]);
});

test("another model leaves the prices and limits of the one before", () => {
  const own: Scenario = { ...rich, prices: { input: "1" }, window: { context: 5 } };
  const { model, prices, window } = changed(own, [["model", "a/b"]]);
  assert.deepEqual([model, prices, window], ["a/b", undefined, undefined]);
});

test("a move in the store is what was estimated, and is undone at once", () => {
  const store = new Store();
  store.type("documents", "2400");
  store.set("priceInput", "7");
  const before = store.state;
  const values = [
    ["documents", 1500],
    ["model", "a/b"],
    ["service", "batch"],
  ] as const;
  const expected = changed(readScenario(before), values);
  store.change(values, "moved");
  assert.deepEqual(readScenario(store.state), expected);
  assert.equal(store.undoable, "moved");
  store.undo();
  assert.deepEqual(store.state.settings, before.settings);
  assert.deepEqual(store.state.parts, before.parts);
});
