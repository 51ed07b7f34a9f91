/** What a link says of its model, against the catalogue that is here. */
import type { Model, Scenario } from "../contract";
import { withValue } from "../scenario/flat";
import { quote } from "../scenario/fragment";
import { defaults } from "../scenario/state";
import type { Store } from "../scenario/store";

const priceNames = [
  ["input", "priceInput"],
  ["output", "priceOutput"],
  ["cachedInput", "priceCachedInput"],
  ["cacheWrite", "priceCacheWrite"],
] as const;
const windowNames = [
  ["context", "contextWindow"],
  ["maxInput", "maxInput"],
  ["maxOutput", "maxOutput"],
] as const;

/**
 * The settings with a model that is here. meant: the id that a name of another kind stands for, such as an alias; null: none. Where the model is not here, its prices
 * and window stand in if they came along, and else the page's own model; which is said.
 */
export function settleModel(
  settings: Scenario,
  models: readonly Model[],
  meant: string | null,
  store: Store,
): Scenario {
  const { model: id } = settings;
  if (id === undefined) return settings;
  const model = models.find((one) => one.id === id);
  if (model) return model.own ? withoutItsOwn(settings, model, store) : settings;
  if (meant !== null) {
    store.nameModel(meant);
    return { ...settings, model: meant };
  }
  const { prices, window } = settings;
  const complete = prices?.input !== undefined && prices.output !== undefined && window?.context !== undefined;
  const standsIn = complete ? undefined : defaults.model;
  const name = models.find((one) => one.id === standsIn)?.name ?? standsIn;
  const words = complete
    ? "The prices and limits that came along in the link are used, with no model."
    : `${name} is shown instead; everything else in the link is kept.`;
  store.set("model", standsIn);
  store.addProblem({ name: "model", text: id, message: `${quote(id)} is not in this catalogue. ${words}` });
  return withValue(settings, ["model"], standsIn);
}

/**
 * A link carries the figures of a model of one's own. Where the model is here, they are its own, and no settings beside
 * it.
 */
function withoutItsOwn(settings: Scenario, { prices, window }: Model, store: Store): Scenario {
  let rest = settings;
  if (prices && priceNames.every(([name]) => settings.prices?.[name] === prices[name])) {
    for (const [, flat] of priceNames) store.set(flat, undefined);
    rest = withValue(rest, ["prices"], undefined);
  }
  if (windowNames.every(([name]) => settings.window?.[name] === window[name])) {
    for (const [, flat] of windowNames) store.set(flat, undefined);
    rest = withValue(rest, ["window"], undefined);
  }
  return rest;
}
