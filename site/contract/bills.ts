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
  /** Records in the text, and how many of them have a price. */
  count: number;
  priced: number;
  /** What the priced ones cost together. */
  usd: string;
  /** The first 200. */
  records: UsageRecord[];
  /** All records of a model on a day, by day. */
  sums: UsageSum[];
  repriced: { model: string; name: string; usd: string | null; unpriced: number }[];
  /** The first 100, and how many there are. record: from 0. */
  problems: { record: number; field?: string; message: string }[];
  problemCount: number;
}

export interface UsageRecord {
  /** Its place in the text, from 0. */
  index: number;
  id?: string;
  shape: "openai-chat" | "openai-responses" | "anthropic" | "gemini";
  /** The model as the record names it, and the one of the catalogue that prices it. */
  given: string | null;
  model: string | null;
  day: string;
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
  /** What was assumed. */
  notes: string[];
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
