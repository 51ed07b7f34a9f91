/** Finding a model by a few letters of its name. */
import type { Model } from "../contract";

/**
 * The models whose name, vendor, id and other ids hold every word of the query. Vendors keep the catalogue's order,
 * those with the best match first; within a vendor, names that hold the query as it was typed come before the rest. An
 * empty query finds all.
 */
export function searchModels(models: readonly Model[], query: string): readonly Model[] {
  const phrase = plain(query);
  if (phrase === "") return models;
  const words = phrase.split(" ");
  const found = models
    .map((model) => ({ model, rank: rank(model, phrase, words) }))
    .filter((entry): entry is { model: Model; rank: number } => entry.rank !== null);
  const best = (vendor: string): number =>
    Math.min(...found.filter(({ model }) => model.vendor === vendor).map(({ rank }) => rank));
  const vendors = [...new Set(found.map(({ model }) => model.vendor))].sort((a, b) => best(a) - best(b));
  return vendors.flatMap((vendor) =>
    found
      .filter(({ model }) => model.vendor === vendor)
      .sort((a, b) => a.rank - b.rank)
      .map(({ model }) => model),
  );
}

/** 0: the name begins with the phrase; 1: holds it; 2: name, vendor and ids hold its words; null: not found. */
function rank(model: Model, phrase: string, words: readonly string[]): number | null {
  const name = plain(model.name);
  if (name.startsWith(phrase)) return 0;
  if (` ${name} `.includes(` ${phrase} `) || name.includes(phrase)) return 1;
  const held = [name, model.vendor, model.id, ...(model.aliases ?? [])].map(plain).join(" ");
  return words.every((word) => held.includes(word)) ? 2 : null;
}

/** Lower case, with hyphens and slashes of no weight: "gpt 6.1" finds GPT-6.1. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[-_/\s]+/g, " ")
    .trim();
}
