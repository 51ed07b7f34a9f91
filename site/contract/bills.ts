/** Usage records, and what pictures, pages, sound and film are in tokens. */
import type { BillItem } from "./estimate";
import type { Service } from "./models";
import type { Trust } from "./trust";

/** How usage records are priced. What is left out the record says: its model, its service, its day, or else today. */
export interface UsageOptions {
  model?: string;
  service?: Service;
  asOf?: string;
  /** Models on which the same tokens are priced as well. */
  reprice?: readonly string[];
}

export interface UsageReport {
  /** Calls in the text, with the records that could not be read, and how many have a price. */
  count: number;
  priced: number;
  /** What the priced ones cost together. */
  usd: string;
  /** They cost at least that: something was not counted, not read or has no price. */
  atLeast: boolean;
  /** Records that repeat or complete a call, as the chunks of a stream do: the fullest of them counts, once. */
  repeats: number;
  /** Events of streams and rows of logs that report no usage. */
  passed: number;
  /** What was assumed, and what was not counted, each once, and for how many of the calls; the first 100. */
  notes: { message: string; records: number }[];
  /** The first 200. */
  records: UsageRecord[];
  /** All records of a model on a day, by day. */
  sums: UsageSum[];
  repriced: { model: string; name: string; usd: string | null; unpriced: number }[];
  /** The first 100, and how many there are. record: from 0. */
  problems: { record: number; field?: string; message: string }[];
  problemCount: number;
}

/** One call: of a record that holds several, each is one. */
export interface UsageRecord {
  /** Place in the text of the record it is in, from 0, and path of its usage object there; "" where that is all there is. */
  index: number;
  path: string;
  id?: string;
  shape: "openai-chat" | "openai-responses" | "anthropic" | "gemini";
  /** The model as the record names it, and the one of the catalogue that prices it. */
  given: string | null;
  model: string | null;
  /** The day whose prices hold: the record's own, that of the options, or today. */
  day: string;
  dayFrom: "record" | "asOf" | "today";
  service: Service;
  tokens: UsageTokens;
  /** One line of the bill each, with its sum in numbers; units and unit where it is not for tokens. */
  lines: {
    name: BillItem;
    tokens: number;
    units?: string;
    unit?: "searches";
    usdPerMTok: string;
    usd: string;
    working: string;
  }[];
  /** null: no price is known for it. */
  usd: string | null;
  /** It costs at least that: something was not counted, or its price is not known. */
  atLeast: boolean;
  /** What was assumed. */
  notes: string[];
  /** Numbers of the record that are not zero and in none of the lines: the path of the field, and what it says. */
  notCounted: { path: string; value: string }[];
}

/**
 * Sums that hold one another: input holds cachedInput and both cache writes, output holds reasoning; audio and images
 * are of both.
 */
export interface UsageTokens {
  input: number;
  uncachedInput: number;
  cachedInput: number;
  cacheWrite: number;
  cacheWriteHour: number;
  output: number;
  reasoning: number;
  audioInput: number;
  audioOutput: number;
  imageInput: number;
  imageOutput: number;
  webSearches: number;
}

/** given: the model's name in the records where the catalogue does not have it. */
export interface UsageSum {
  model: string | null;
  given: string | null;
  day: string;
  records: number;
  tokens: UsageTokens;
  usd: string | null;
  /** As in the report. */
  atLeast: boolean;
}

/**
 * Pixels, pages, seconds. detail: one of those the model's vendor knows; without it "auto" holds. The sound of a film
 * counts apart.
 */
export type MediaItem =
  | { kind: "image"; width: number; height: number; detail?: string }
  | { kind: "pdf"; pages: number; detail?: string }
  | { kind: "audio"; seconds: number; detail?: string }
  | { kind: "video"; seconds: number; detail?: string };

export interface MediaReport {
  items: MediaCount[];
  /** Sums for Scenario.request: images holds pages and film too. null: the tokens of one of them are not known. */
  images: number | null;
  audio: number | null;
  usd: string | null;
}

/**
 * One item. tokens is null where no rule is published, or no source says that the model takes such; trust says which.
 */
export interface MediaCount {
  kind: MediaItem["kind"];
  tokens: number | null;
  /** The level of detail that was used, and those the model knows. */
  detail: string | null;
  details: string[];
  /**
   * A picture as the model sees it, in pixels, and how it is cut: x and y are where the lines inside lie, percent of
   * its width and height.
   */
  resized?: { width: number; height: number };
  grid?: { columns: number; rows: number; cell: number; x: number[]; y: number[] };
  /** At today's base rate; null: no price is known. */
  usdPerMTok: string | null;
  usd: string | null;
  formula: string;
  substituted: string;
  trust: Trust;
}
