/** What an estimate answers. */
import type { Prices, Service } from "./models";
import type { PartName } from "./scenario";
import type { Interval, Range, Trust } from "./trust";

/** What a line of a bill is for. audioInput and the like: tokens of that kind, where a kind is given. */
export type BillItem =
  | "input"
  | "cachedInput"
  | "cacheWrite"
  | "cacheWriteHour"
  | "cacheStorage"
  | "output"
  | "reasoning"
  | "audioInput"
  | "cachedAudio"
  | "audioOutput"
  | "imageInput"
  | "cachedImage"
  | "imageOutput"
  | "webSearch";

export interface Estimate {
  model: { id: string; name: string; vendor: string } | null;
  /** The day whose prices were used. */
  asOf: string;
  context: null | {
    window: number;
    input: number;
    reserved: number;
    free: number;
    fits: boolean;
    maxInput: number | null;
    maxOutput: number | null;
    /** Stacked along the window, in drawing order; from and to are tokens. The reservation is the last one. */
    parts: {
      name: PartName | "overhead" | "audio" | "images" | "conversation" | "reserved";
      from: number;
      to: number;
      tokens: number;
      percent: string;
      /** Share of what is sent; the reservation has none. */
      inputPercent?: string;
    }[];
    /** Share of the window used by input and reservation, as a percentage with sensible digits. */
    usedPercent: string;
    range?: { input: Range<number>; reserved: Range<number>; free: Range<number> };
    trust: Trust;
  };
  cost: null | {
    perRequest: string;
    perConversation: string;
    perDay: string | null;
    perMonth: string | null;
    /** One conversation's bill (one request when turns is 1); lines sum to perConversation. percent: of that sum. */
    lines: {
      name: BillItem;
      tokens: number;
      /** What a line counts that is not for tokens; its price is per 1,000 searches, or per 1,000,000 token-hours. */
      units?: string;
      unit?: "searches" | "token-hours";
      usdPerMTok: string;
      usd: string;
      percent: string;
      /**
       * Share of the conversation's tokens; and the line's place, 0 to 100, on a strip of all tokens and of all money.
       */
      tokensPercent: string;
      share: { tokens: { from: number; to: number }; usd: { from: number; to: number } };
    }[];
    /** Whose price this is: standard where no other is known. */
    service?: Service;
    /** The rates used, after tier, service and overrides; of those beside Prices, what is published. */
    rates: Prices & {
      from: string | null;
      overridden: boolean;
      inputTokensFrom: number | null;
      cacheWriteHour?: string;
      cacheStorage?: string;
      audioInput?: string;
      cachedAudio?: string;
      imageInput?: string;
      cachedImage?: string;
      webSearch?: string;
    };
    range?: {
      perRequest: Range<string>;
      perConversation: Range<string>;
      perDay: Range<string> | null;
      perMonth: Range<string> | null;
    };
    trust: Trust;
  };
  latency: null | {
    ttft: number;
    generation: number;
    total: number;
    /** When the first visible word appears: after the reasoning tokens. */
    firstVisible: number;
    phases: { name: "ttft" | "reasoning" | "answer"; from: number; to: number; seconds: number; percent: string }[];
    /** How long a reader takes for the visible answer (238 words a minute at 1.3 tokens a word). */
    reading: number;
    range?: { generation: Range<number>; total: Range<number>; firstVisible: Range<number> };
    trust: Trust;
  };
  /** Something of the request is not counted (Scenario.request.notCounted): its tokens and its cost are at least these. */
  atLeast?: boolean;
  /**
   * Counts of the request that were made for another model, whose tokenizer is another, and what they are taken as: a
   * range as wide as what is known of the two tokenizers.
   */
  recounted?: { name: string; countedFor: string; given: Interval; tokens: Interval }[];
  /** Within how long a batch is answered, as its vendor says: latency is null then. Absent for other services. */
  turnaround?: { hours: number; sourceURL: string };
  /**
   * The usage to expect back from one call: of the last call, where the conversation has several turns. input holds
   * what is read from and written to a cache, uncachedInput does not; output leaves reasoning out; total is input +
   * output + reasoning.
   */
  usage: {
    input: number;
    uncachedInput: number;
    cachedInput: number;
    cacheWrite: number;
    output: number;
    reasoning: number;
    outputWithReasoning: number;
    total: number;
  };
  working: WorkingStep[];
  notes: Note[];
}

export interface WorkingStep {
  /** The figure this explains: "context.input", "cost.perRequest", "latency.total" … */
  figure: string;
  label: string;
  formula: string;
  substituted: string;
  value: string;
  unit: string;
  source: string;
  sourceUrl?: string;
  checked?: string;
  /** Who says that it stands there, where nobody here has read the page: checked is the day they published it. */
  by?: string;
}

export interface Note {
  code: string;
  severity: "info" | "warning" | "error";
  message: string;
  field?: string;
}
