/** What was typed, as an item that is counted; or what is wrong with it, by field. */
import type { MediaItem } from "../../../contract";
import { number } from "../../../kit/format";
import { type FlatName, readFlat } from "../../../scenario/flat";

export type Kind = MediaItem["kind"];
export type FieldName = "width" | "height" | "pages" | "seconds";
export type Typed = Readonly<Record<FieldName, string>>;

/** The module's own limits (MediaItem of the contract). */
export const longestSide = 1_000_000;
const mostAmount = 10_000_000;

export const labels: Record<FieldName, string> = {
  width: "Width in pixels",
  height: "Height in pixels",
  pages: "Pages",
  seconds: "Seconds",
};

export const fieldsOf: Record<Kind, readonly FieldName[]> = {
  image: ["width", "height"],
  pdf: ["pages"],
  audio: ["seconds"],
  video: ["seconds"],
};

export function readTyped(kind: Kind, typed: Typed): { item: MediaItem } | { field: FieldName; message: string } {
  const values: Partial<Record<FieldName, number>> = {};
  for (const name of fieldsOf[kind]) {
    const read = readField(name, typed[name]);
    if (typeof read === "string") return { field: name, message: read };
    values[name] = read;
  }
  return { item: { kind, ...values } as MediaItem };
}

/** The number, or the sentence that says why there is none. */
function readField(name: FieldName, text: string): number | string {
  const entry: FlatName = {
    name,
    path: null,
    kind: name === "seconds" ? { is: "number", positive: false } : { is: "whole", min: 1, orNone: false },
    label: labels[name],
  };
  const read = readFlat(entry, text);
  if ("message" in read) return read.message;
  if (!("value" in read)) return `${labels[name]}: a number is needed.`;
  const value = read.value as number;
  const most = name === "width" || name === "height" ? longestSide : mostAmount;
  return value > most ? `${labels[name]}: at most ${number(most)}.` : value;
}
