/** The settings of the loop: those of sampling, where the answer is cut off, and what stops it. */
import type { SamplingOrder, SamplingSettings } from "../../../contract";
import {
  type Field,
  settingsOf as read,
  type SamplingName,
  samplingFields,
  type Typed as TypedFields,
  usual as usualSampling,
  type Wrong as WrongFields,
} from "../../../elements/sampling/settings";

export type Name = SamplingName | "maxTokens";

export const fields: readonly Field<Name>[] = [
  ...samplingFields,
  {
    name: "maxTokens",
    label: "max_tokens",
    kind: { is: "whole", min: 1, orNone: false },
    hint: "Where the answer is cut off.",
  },
];

export type Typed = TypedFields<Name> & { readonly stop: string };

export const usual: Typed = { ...usualSampling, maxTokens: "60", stop: "" };

export type Wrong = WrongFields<Name>;

/** What was typed, for the engine; or what is wrong with it, by field. generated: tokens of the answer so far. */
export function settingsOf(
  typed: Typed,
  orders: readonly SamplingOrder[],
  generated: number,
): { settings: SamplingSettings } | { wrong: Wrong } {
  const given = read(fields, typed, orders);
  if ("wrong" in given) return given;
  return {
    settings: { ...given.settings, generated, ...(typed.stop === "" ? {} : { stop: [typed.stop] }), shown: 10 },
  };
}
