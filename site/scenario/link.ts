/** The link to what stands on the page. */
import type { Model } from "../contract";
import { flatNames, valueAt, withValue } from "./flat";
import { formatFragment, partNames } from "./fragment";
import { countedText, defaults, readScenario, readTexts, type State } from "./state";

/** More text than this makes no link: browsers and mail programs cut it. In UTF-16 units. */
const longestShared = 100_000;

/** Whether the texts are too long to travel in a link. */
export function isTooLongForLink(state: State): boolean {
  return Object.values(readTexts(state)).reduce((sum, text) => sum + text.length, 0) > longestShared;
}

/** What a link holds of a model that others do not have, or not at these prices. */
export type Carried = Partial<Pick<Model, "prices" | "window">>;

/**
 * What was counted from texts is as good as the model's tokenizer, which a plain number says as well: no more is written
 * of it.
 */
function asTheModels(state: State): State {
  const parts = { ...state.parts };
  for (const name of partNames) {
    const part = parts[name];
    const { count, trust } = part;
    if (countedText(part) === null || count === null || typeof count === "number" || count.trust !== trust?.level)
      continue;
    const { trust: _, ...range } = count;
    parts[name] = { ...part, count: range };
  }
  return { ...state, parts };
}

/** The link to this state, or to the same in another room. asOf: the day whose prices the estimate used. */
export function linkOf(
  state: State,
  asOf: string | undefined,
  { room, place }: Pick<State, "room" | "place"> = state,
  { prices, window }: Carried = {},
): string {
  let scenario = withValue(readScenario(asTheModels(state)), ["asOf"], state.settings.asOf ?? asOf);
  if (prices) scenario = { ...scenario, prices: { ...prices, ...scenario.prices } };
  if (window) scenario = { ...scenario, window: { ...window, ...scenario.window } };
  const cleared = new Set<string>();
  const countsConversations = scenario.traffic?.conversationsPerDay !== undefined;
  for (const { name, path } of flatNames) {
    if (!path || valueAt(defaults, path) === undefined || valueAt(scenario, path) !== undefined) continue;
    if (name !== "requestsPerDay" || !countsConversations) cleared.add(name);
  }
  if (cleared.has("requestsPerDay") && state.trafficUnit === "conversationsPerDay") cleared.add("conversationsPerDay");
  const example = state.example && !state.example.edited ? state.example.id : null;
  return formatFragment({
    scenario,
    cleared,
    example,
    currency: state.currency,
    room,
    place,
    texts: state.shareTexts && !example && !isTooLongForLink(state) ? readTexts(state) : {},
  });
}
