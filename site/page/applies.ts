/** Which of the cost's settings mean anything for a model. */
import type { Estimate, Model, Scenario } from "../contract";
import { flatName, valueAt } from "../scenario/flat";

interface Shown {
  model: Model | undefined;
  settings: Scenario;
  estimate: Estimate | null;
}

const rules: Readonly<Record<string, (shown: Shown) => boolean>> = {
  service: ({ model }) => (model?.services ?? []).length > 0,
  atTime: ({ model }) => model?.peakHours !== undefined,
  cacheLife: ({ model, settings }) => cached(settings) && model?.extraPrices?.cacheWriteHour !== undefined,
  cacheStoredHours: ({ model, settings }) => cached(settings) && model?.extraPrices?.cacheStorage !== undefined,
  webSearches: ({ model }) => model?.extraPrices?.webSearch !== undefined,
  images: ({ model }) => takes(model, "image", "pdf", "video"),
  audio: ({ model }) => takes(model, "audio", "video"),
  toolUse: ({ estimate }) => estimate?.notes.some(({ code }) => code === "tool-prompt") === true,
};

function cached({ cache }: Scenario): boolean {
  return (cache?.policy ?? "none") !== "none";
}

function takes(model: Model | undefined, ...kinds: readonly NonNullable<Model["takes"]>[number][]): boolean {
  return model?.takes?.some((kind) => kinds.includes(kind)) === true;
}

/** Whether a setting is to be seen: it means something here, or the person has set it and may want it gone. */
export function applies(name: string, shown: Shown): boolean {
  return valueAt(shown.settings, flatName(name)!.path!) !== undefined || rules[name]?.(shown) !== false;
}
