/** Models, their prices, and files of prices. */
import type { Interval, Level, Range, Trust } from "./trust";

export interface Prices {
  input: string;
  output: string;
  cachedInput: string | null;
  cacheWrite: string | null;
}

export interface Model {
  id: string;
  vendor: string;
  name: string;
  /** Today's row; null: not published (never zero). */
  prices: Prices | null;
  /** First day of the row in prices, where known. */
  pricesFrom?: string | null;
  /** Longer requests are priced as a whole at these rates: from `inputTokensFrom` input tokens on. */
  tiers?: (Prices & { inputTokensFrom: number })[];
  window: { context: number; maxInput: number | null; maxOutput: number | null };
  cutoff: string | null;
  released?: string | null;
  encoding: string | null;
  exactness: Level;
  factor?: Interval;
  /** Why the encoding is what it is, with its source. */
  trust?: Trust;
  /** Thinks before answering: reasoning tokens may be billed. */
  reasoning?: boolean;
  /** The API's own shape for a request: which sample the page shows. */
  api?: "openai" | "anthropic" | "google" | "openai-compatible";
  /** Other ids that mean exactly this model. */
  aliases?: string[];
  /** First day without service, which may lie ahead; left out where none is announced. */
  retired?: string;
  /** The id of the model that the vendor names in its place. */
  successor?: string;
  /** From that day on the vendor answers for it by its successor, at the successor's prices. */
  answeredBySuccessor?: boolean;
  /** Where it stands today; retiring: its service ends within 90 days. */
  stage?: "unborn" | "served" | "retiring" | "retired";
  openWeights?: boolean;
  /** Imported by the person; in the place of a built-in model of the same id. */
  own?: boolean;
  /** What it reads, and answers in, beside text. */
  takes?: ("image" | "audio" | "video" | "pdf")[];
  gives?: ("image" | "audio")[];
  /**
   * The day the prices were last seen at their source, and the last day they are promised for, where they are to pass.
   */
  pricesChecked?: string;
  pricesUntil?: string;
  /** Where prices and window stand. pricesStale: that is more than 60 days ago. */
  pricesStale?: boolean;
  pricesSource?: Source;
  windowSource?: Source;
  /** What a reader of the prices should know: introductory prices, sources that disagree. */
  notes?: { text: string; source: string; checked: string; by?: string }[];
  /** When, by UTC, other prices hold, and today's base rates there; weekdays: Monday to Friday only. */
  peakHours?: {
    windows: string[];
    weekdays: boolean;
    input: string;
    output: string;
    source: string;
    checked: string;
    by?: string;
  };
  /** Levels of detail that media() takes for pictures; left out where no rule is published. */
  pictureDetails?: string[];
  /**
   * Every row of the price history, oldest first; from is null as far back as the sources go.
   * until: the last day the price was promised for.
   */
  history?: {
    from: string | null;
    until?: string;
    input: string | null;
    output: string | null;
    cachedInput: string | null;
    cacheWrite: string | null;
    source: string;
    checked: string;
    by?: string;
  }[];
  /** Today's base rates in the services that have prices of their own. */
  services?: {
    name: Service;
    input: string;
    output: string;
    cachedInput: string | null;
    source: string;
    checked: string;
    by?: string;
  }[];
  /** Today's rates beside prices; webSearch is USD per 1,000, cacheStorage USD per 1,000,000 tokens and hour. */
  extraPrices?: {
    cacheWriteHour?: string;
    cacheStorage?: string;
    audioInput?: string;
    cachedAudio?: string;
    audioOutput?: string;
    imageInput?: string;
    cachedImage?: string;
    imageOutput?: string;
    webSearch?: string;
  };
  /** The shortest prefix the vendor's cache takes, and its step, in tokens. */
  cacheFrom?: number;
  cacheStep?: number;
  /** How long what is not used stays in it at least, where a request asks for no longer life. Not there: not published. */
  cacheLifeSeconds?: number;
  /**
   * checked is the day the page, or a stored copy of it, was read; where by names others (a package, another site), it is
   * the day they published what they say stands there, and no one here has read the page.
   */
  sources: { url: string; checked: string; by?: string; what?: string }[];
}

/** A line from the January before the oldest cutoff, 0, to today, 100. */
export interface CutoffTimeline {
  today: string;
  /** Where each January is. */
  years: { year: number; at: number }[];
  /**
   * Those that publish a cutoff, the latest first. It lies between from and to: where only a month or a year is
   * published, its first and last day. monthsBehind: calendar months from the cutoff's to today's; a range where only a
   * year is published.
   */
  models: { id: string; cutoff: string; from: number; to: number; monthsBehind: Range<number> }[];
  /** The ids of those that publish none. */
  unpublished: string[];
}

/** A page, the day it was last seen, and what it is. */
export type Source = Model["sources"][number];

/**
 * A way of being served at prices of its own: batch within a day, flex when there is room, priority before the others.
 */
export type Service = "standard" | "batch" | "flex" | "priority";

/** models.dev's api.json, genai-prices' data.json, LiteLLM's model_prices_and_context_window.json, and our own. */
export type PriceFormat = "models.dev" | "genai-prices" | "litellm" | "threelimits";

export interface PriceImport {
  /** null: not recognised. */
  format: PriceFormat | null;
  models: Model[];
  /** Models of the file that were left out, and why. */
  skipped: { name: string; why: string }[];
  /** Prices in it that no figure uses: their names, where each stands first, in how many models. At most 50. */
  unused: { name: string; first: string; models: number }[];
  /** Why nothing was taken; empty when the file was. At most 50. */
  problems: { field: string; message: string }[];
}
