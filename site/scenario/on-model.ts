/** The scenario as it would be on another model. */
import type { Scenario } from "../contract";
import { withValue } from "./flat";
import { partNames } from "./fragment";
import { marked, modelOfNumbers } from "./state";

/** Whether something of the scenario is of its model alone, and not of it on another. */
export function leavesBehind({ prices, window, encoding }: Scenario): boolean {
  return prices !== undefined || window !== undefined || encoding !== undefined;
}

/**
 * Counts stay as they are and say whose tokens they are, so that another tokenizer makes ranges of them. What was set of
 * the one model's own, its prices, its limits, what counts in its place, is left behind.
 */
export function onModel(scenario: Scenario, model: string): Scenario {
  if (scenario.model === model) return scenario;
  const { prices: _prices, window: _window, encoding: _encoding, ...rest } = scenario;
  let there: Scenario = { ...rest, model };
  for (const part of partNames) {
    const count = scenario.request?.[part];
    if (count === undefined) continue;
    const countedFor = (typeof count === "object" && count.countedFor) || modelOfNumbers(scenario);
    there = withValue(there, ["request", part], marked(count, countedFor, model));
  }
  return there;
}
