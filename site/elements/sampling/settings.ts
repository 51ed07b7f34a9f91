/** The settings of sampling as they are typed, and as the engine takes them. */
import type { SamplingOrder, SamplingSettings } from "../../contract";
import { type Kind, readFlat } from "../../scenario/flat";

/** A field: its name is the engine's, its label the one that APIs know it by. */
export interface Field<Name extends string> {
  name: Name;
  label: string;
  kind: Kind;
  hint: string;
}

export type SamplingName = "temperature" | "topK" | "topP" | "minP" | "seed";

export const samplingFields: readonly Field<SamplingName>[] = [
  {
    name: "temperature",
    label: "temperature",
    kind: { is: "number", positive: false },
    hint: "1: as the model says. Lower: the likely ones more; 0: always the likeliest.",
  },
  { name: "topK", label: "top_k", kind: { is: "whole", min: 0, orNone: false }, hint: "So many may be drawn; 0: all." },
  {
    name: "topP",
    label: "top_p",
    kind: { is: "number", positive: true },
    hint: "The fewest that have so much together; 1: all.",
  },
  {
    name: "minP",
    label: "min_p",
    kind: { is: "number", positive: false },
    hint: "At least this part of the likeliest one’s; 0: all.",
  },
  {
    name: "seed",
    label: "Seed",
    kind: { is: "whole", min: 0, orNone: false },
    hint: "The same seed draws the same again.",
  },
];

/** order: the id of a published one; "" is the first. */
export type Typed<Name extends string = SamplingName> = Readonly<Record<Name | "order", string>>;

export const usual: Typed = { temperature: "1", topK: "0", topP: "1", minP: "0", seed: "1", order: "" };

export type Wrong<Name extends string = SamplingName> = Partial<Record<Name, string>>;

/** What was typed, for the engine; or what is wrong with it, by field. */
export function settingsOf<Name extends string>(
  fields: readonly Field<Name>[],
  typed: Typed<Name>,
  orders: readonly SamplingOrder[],
): { settings: SamplingSettings } | { wrong: Wrong<Name> } {
  const values: Record<string, number> = {};
  const wrong: Wrong<Name> = {};
  for (const { name, label, kind } of fields) {
    const read = readFlat({ name, path: null, kind, label }, typed[name]);
    if ("message" in read) wrong[name] = read.message;
    else if ("value" in read) values[name] = read.value as number;
    else wrong[name] = `${label}: a number is needed.`;
  }
  if (Object.keys(wrong).length > 0) return { wrong };
  const order = orders.find(({ id }) => id === typed.order)?.steps;
  return { settings: { ...values, ...(order ? { order } : {}) } };
}
