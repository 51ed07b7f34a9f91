/** What the catalogue says. */
import type { Model, Prices, Service } from "../../../contract";

export const words = {
  stale: "Some are more than 60 days old: look at the vendor’s own list before you rely on one.",
  caption: "US dollars per million tokens, newest models first. A name opens the model with its sources.",
  ownAlone: "The prices, limits and tokenizer that you set count in the month of the model in use alone.",
  nothing: "No model is like this. Take a filter away.",
};

export const services: Record<Service, string> = {
  standard: "Standard",
  batch: "Batch",
  flex: "Flex",
  priority: "Priority",
};

/** Rates per million tokens in the order of a price list. */
export const rates: readonly (readonly [keyof Prices, string])[] = [
  ["input", "Input"],
  ["cachedInput", "Input from the cache"],
  ["cacheWrite", "Writing to the cache"],
  ["output", "Output"],
];

export const extraRates: readonly (readonly [keyof NonNullable<Model["extraPrices"]>, string])[] = [
  ["cacheWriteHour", "Writing to the cache for an hour"],
  ["cacheStorage", "Keeping a cache, an hour"],
  ["audioInput", "Sound in"],
  ["cachedAudio", "Sound from the cache"],
  ["audioOutput", "Sound out"],
  ["imageInput", "Pictures in"],
  ["cachedImage", "Pictures from the cache"],
  ["imageOutput", "Pictures out"],
];

const kinds: Record<string, string> = { image: "pictures", audio: "sound", video: "film", pdf: "PDF" };

/** "text, pictures and PDF". */
export function listed(kindsGiven: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format([
    "text",
    ...kindsGiven.map((kind) => kinds[kind] ?? kind),
  ]);
}
