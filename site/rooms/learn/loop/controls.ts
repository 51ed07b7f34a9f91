/** The settings of the loop as they are typed, and as the engine takes them. */
import type { SamplingOrder, SamplingSettings } from "../../../core/contract";
import { readFlat, type Kind } from "../../../scenario/flat";

export type Name = "temperature" | "topK" | "topP" | "minP" | "seed" | "maxTokens";

export const fields: readonly (readonly [name: Name, label: string, kind: Kind, hint: string])[] = [
  ["temperature", "temperature", { is: "number", positive: false }, "1: as the model says. Lower: the likely ones more; 0: always the likeliest."],
  ["topK", "top_k", { is: "whole", min: 0, orNone: false }, "So many may be drawn; 0: all."],
  ["topP", "top_p", { is: "number", positive: true }, "The fewest that have so much together; 1: all."],
  ["minP", "min_p", { is: "number", positive: false }, "At least this part of the likeliest one’s; 0: all."],
  ["seed", "Seed", { is: "whole", min: 0, orNone: false }, "The same seed draws the same again."],
  ["maxTokens", "max_tokens", { is: "whole", min: 1, orNone: false }, "Where the answer is cut off."],
];

export type Typed = Readonly<Record<Name, string>> & { readonly stop: string; readonly order: string };

export const usual: Typed = { temperature: "1", topK: "0", topP: "1", minP: "0", seed: "1", maxTokens: "60", stop: "", order: "" };

export type Wrong = Partial<Record<Name, string>>;

/** What was typed, for the engine; or what is wrong with it, by field. generated: tokens of the answer so far. */
export function settingsOf(typed: Typed, orders: readonly SamplingOrder[], generated: number): { settings: SamplingSettings } | { wrong: Wrong } {
  const values: Partial<Record<Name, number>> = {};
  const wrong: Wrong = {};
  for (const [name, label, kind] of fields) {
    const read = readFlat({ name, path: null, kind, label }, typed[name]);
    if ("message" in read) wrong[name] = read.message;
    else if ("value" in read) values[name] = read.value as number;
    else wrong[name] = `${label}: a number is needed.`;
  }
  if (Object.keys(wrong).length > 0) return { wrong };
  const order = orders.find(({ id }) => id === typed.order)?.steps;
  return { settings: { ...values, generated, ...(order ? { order } : {}), ...(typed.stop === "" ? {} : { stop: [typed.stop] }), shown: 12 } };
}
