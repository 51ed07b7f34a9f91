/** What the catalogue can be narrowed to. */
import type { Model } from "../../../contract";

export interface Filters {
  vendor: string;
  /** What it must read, or answer in, beside text: "image in", "audio out". */
  modality: string;
  /** The least window, in tokens. */
  window: string;
  /** The highest input price, in USD per 1,000,000 tokens. */
  price: string;
  /** The earliest knowledge cutoff, as the beginning of a date. */
  cutoff: string;
  open: boolean;
  served: boolean;
}

/** Everything. */
export const everything: Filters = {
  vendor: "",
  modality: "",
  window: "",
  price: "",
  cutoff: "",
  open: false,
  served: false,
};

type Choices = readonly (readonly [value: string, words: string])[];

export const modalities: Choices = [
  ["image in", "reads pictures"],
  ["pdf in", "reads PDF"],
  ["audio in", "hears sound"],
  ["video in", "sees film"],
  ["image out", "makes pictures"],
  ["audio out", "speaks"],
];
export const windows: Choices = [
  ["32000", "32,000 tokens"],
  ["128000", "128,000 tokens"],
  ["200000", "200,000 tokens"],
  ["1000000", "1,000,000 tokens"],
];
export const prices: Choices = [
  ["0.25", "$0.25"],
  ["1", "$1"],
  ["3", "$3"],
  ["10", "$10"],
];

/** The years of knowledge cutoffs that there are, the latest first. */
export function cutoffs(models: readonly Model[]): Choices {
  const years = new Set(models.flatMap(({ cutoff }) => cutoff?.slice(0, 4) ?? []));
  return [...years]
    .sort()
    .reverse()
    .map((year) => [year, year] as const);
}

/** What a model does not say of itself does not pass: an unknown price is not a low one. */
export function passes(model: Model, { vendor, modality, window, price, cutoff, open, served }: Filters): boolean {
  return (
    (vendor === "" || model.vendor === vendor) &&
    (modality === "" || has(model, modality)) &&
    (window === "" || model.window.context >= Number(window)) &&
    (price === "" || (model.prices !== null && Number(model.prices.input) <= Number(price))) &&
    (cutoff === "" || (model.cutoff ?? "") >= cutoff) &&
    (!open || model.openWeights === true) &&
    (!served || model.stage !== "retired")
  );
}

function has({ takes = [], gives = [] }: Model, modality: string): boolean {
  const [what, way] = modality.split(" ");
  return (way === "in" ? takes : gives).some((one) => one === what);
}
