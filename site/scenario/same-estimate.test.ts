/** Whatever is in a figure is in the link: random states over every flat name, sent on and opened, give the estimate. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Count, Level, Model, PartName, ThreeLimits } from "../contract";
import { flatNames, type Kind, rangeOf, withValue } from "./flat";
import { parseFragment, partNames } from "./fragment";
import { linkOf } from "./link";
import { countedText, readScenario, readTexts, type State } from "./state";
import { Store } from "./store";

const { load } = (await import(
  new URL("../../../dist/site/threelimits.js", import.meta.url).href
)) as typeof import("../threelimits");
const engine: ThreeLimits = await load();
after(() => engine.close());
const models = await engine.models();

/** Numbers from 0 up to below 1, the same in every run. */
function generator(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const asOf = "2026-11-30";
const levels: readonly Level[] = ["exact", "assumed", "estimate"];

class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = generator(seed);
  }

  below(most: number): number {
    return Math.floor(this.#next() * most);
  }

  chance(part: number): boolean {
    return this.#next() < part;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  model(): Model {
    return this.of(models);
  }

  count(): Count {
    const low = this.below(3000);
    if (this.chance(0.4)) return low;
    const typical = low + this.below(2) * this.below(500);
    const high = typical + this.below(2) * this.below(500);
    return { low, typical, high, ...(this.chance(0.6) && { trust: this.of(levels) }) };
  }

  /** A text that a field of this kind takes. */
  text(name: string, kind: Kind): string {
    if ("orNone" in kind && kind.orNone && this.chance(0.2)) return "none";
    switch (kind.is) {
      case "text":
        return name === "model" ? this.model().id : "o200k_base";
      case "date":
        return `2026-${String(1 + this.below(11)).padStart(2, "0")}-15`;
      case "time":
        return `0${this.below(10)}:30`;
      case "choice":
        return this.of(kind.of);
      case "money":
        return (this.below(1000) / 100).toFixed(2);
      case "whole":
        return String(kind.min + this.below(name === "turns" ? 30 : 200_000));
      case "count":
        return `${this.below(3000)}${this.chance(0.3) ? `:${this.of(levels)}` : ""}${this.chance(0.3) ? `@${this.model().id}` : ""}`;
      case "number":
        return String((1 + this.below(60)) / (name === "daysPerMonth" ? 2 : 1));
      case "currency":
      case "rate":
        throw new Error(`${name} is no field of a scenario`);
    }
  }
}

/** A store as a person may leave it: opened from a link, its parts typed or counted, its model changed. */
function left(dice: Dice): Store {
  const store = new Store();
  store.load(parseFragment(""), null);
  const traffic = dice.of(["requestsPerDay", "conversationsPerDay"] as const);
  store.setTrafficUnit(traffic);
  for (const { name, path, kind } of flatNames) {
    if (!path || (path[0] === "traffic" && name !== "daysPerMonth" && name !== traffic)) continue;
    if (name === "encoding" ? dice.chance(0.9) : dice.chance(0.5)) continue;
    const typed = dice.chance(0.1) && name !== "model" ? "" : dice.text(name, kind);
    assert.equal(store.type(name, typed), null, `${name}=${typed}`);
  }
  for (const part of partNames) if (dice.chance(0.4)) counted(store, part, `${part} ${dice.below(99)}`, dice);
  if (dice.chance(0.4)) store.countFormat(true);
  store.formatted(dice.count(), dice.chance(0.5) ? dice.count() : undefined);
  for (const part of partNames) if (dice.chance(0.2)) store.toNumber(part);
  if (dice.chance(0.4)) {
    store.pickModel(dice.model().id);
    for (const part of partNames) remeasure(store, part, dice);
    store.formatted(dice.count(), dice.chance(0.5) ? dice.count() : undefined);
  }
  store.shareTexts = dice.chance(0.5);
  return store;
}

function counted(store: Store, part: PartName, text: string, dice: Dice): void {
  store.setText(part, text);
  remeasure(store, part, dice);
}

/** As the engine measures: as good as the model's own tokenizer. */
function remeasure(store: Store, part: PartName, dice: Dice): void {
  const text = countedText(store.state.parts[part]);
  if (!text) return;
  const { model, encoding } = store.state.settings;
  const exactness = models.find(({ id }) => id === model)?.exactness ?? "exact";
  const level = encoding === undefined ? exactness : "exact";
  const tokens = dice.below(4000);
  const count: Count = level === "exact" ? tokens : { ...rangeOf(tokens), trust: level };
  if (level === "estimate" && typeof count === "object") count.high += dice.below(2) * dice.below(900);
  store.measured(part, text, count, { level, why: "measured" });
}

/** The state of someone who opens the link, where texts are counted as they were. */
function opened(link: string, sender: State): State {
  const store = new Store();
  store.load(parseFragment(link), null);
  assert.deepEqual(store.state.problems, [], link);
  for (const part of partNames) {
    const { text, count, trust } = sender.parts[part];
    if (text && store.state.parts[part].text === text) store.measured(part, text, count!, trust!);
  }
  return store.state;
}

test("a link gives the estimate of the state it is of, to the byte", async () => {
  const reached = new Set<string>();
  for (let seed = 1; seed <= 400; seed++) {
    const { state } = left(new Dice(seed));
    const link = linkOf(state, asOf);
    const there = opened(link, state);
    const given = readScenario(state);
    const sent = withValue(given, ["asOf"], given.asOf ?? asOf);
    const [mine, theirs] = await Promise.all([engine.estimate(sent), engine.estimate(readScenario(there))]);
    assert.equal(JSON.stringify(theirs), JSON.stringify(mine), `seed ${seed}: ${link}`);
    for (const pair of link.slice(1).split("&")) reached.add(pair.split("=")[0]!);
    if (mine.recounted) reached.add("recounted");
    if (there.chatFormat === "given") reached.add("given");
    if (Object.keys(readTexts(there)).length > 0) reached.add("texts");
  }
  const fields = flatNames.filter(({ path }) => path).map(({ name }) => name);
  for (const name of [...fields, "recounted", "given", "texts"]) assert.ok(reached.has(name), `${name} is in no link`);
});
