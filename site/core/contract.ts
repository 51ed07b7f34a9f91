/**
 * The public contract of threelimits.js: the one statement, on the page's side, of what the engine takes and gives.
 * DESIGN.md fixes these names; they may be extended, never renamed. wasm/engine is held against this file by a test.
 *
 * Units: tokens are the model's own; money is a canonical decimal string in USD (no exponent, no trailing zeros);
 * prices are USD per 1,000,000 tokens; time is seconds; dates are YYYY-MM-DD unless said otherwise.
 */

export type Level = "exact" | "assumed" | "estimate";

/** A range with its typical value; low = typical = high where the figure is exact. */
export interface Interval { low: number; typical: number; high: number }

/** How far a figure can be trusted, and why. */
export interface Trust { level: Level; why: string; source?: string; checked?: string }

/** A number of tokens: plain, or a range that travels into every figure derived from it. */
export type Count = number | (Interval & { trust?: Level });

/**
 * baseURL: the directory that holds engine.wasm, vocab/ and the rest; default: the one threelimits.js came from.
 * worker: run the engine off this thread; default: true in a page, false in Node and inside a worker.
 */
export interface LoadOptions { baseURL?: string | URL; worker?: boolean }

/** "text" (default): a pasted <|endoftext|> is ordinary text. "tokens": it is the special token. */
export interface TextOptions { special?: "text" | "tokens" }

export interface ThreeLimits {
  readonly version: string;
  encodings(): Promise<EncodingInfo[]>;
  models(): Promise<Model[]>;
  /** The model's own tokens, the factor of an estimate applied. */
  measure(text: string, model: string): Promise<{ tokens: Interval; trust: Trust }>;
  count(text: string, encoding: string, options?: TextOptions): Promise<number>;
  encode(text: string, encoding: string, options?: TextOptions): Promise<Uint32Array>;
  decode(ids: ArrayLike<number>, encoding: string): Promise<string>;
  /** The bytes of tokens one after another: what decode cannot show where a token holds part of a character. */
  bytes(ids: ArrayLike<number>, encoding: string): Promise<Uint8Array>;
  /** ends: UTF-16 offsets into text, one per id; inside a character, the end of the last complete character. */
  segment(text: string, encoding: string, options?: TextOptions): Promise<{ ids: Uint32Array; ends: Uint32Array }>;
  /** Size of a text in the units people know. */
  describe(text: string): Promise<TextStats>;
  /** segment, measure and describe of one text in one call: what a page asks at each keystroke. */
  inspect(text: string, subject: InspectSubject): Promise<Inspection>;
  /**
   * A text that is edited: after each edit it is counted anew only around it, some 50 microseconds in a text of a megabyte.
   * It takes memory, in the engine, until it is closed.
   */
  document(text: string, encoding: string, options?: TextOptions): Promise<TokenDocument>;
  /**
   * Tokens of a file or stream of any size: UTF-8, read as `TextDecoder` with `ignoreBOM: true` does. A few megabytes are in
   * memory at a time; more only where a text has no place to be cut for long (a megabyte without a space), and with more than
   * 64 MB of that it fails with `unbroken-too-long`. Aborted, it fails with `aborted`; where the bytes cannot be read, with
   * `read-failed`. A stream is cancelled when counting it fails.
   */
  countStream(bytes: Blob | ReadableStream<Uint8Array>, encoding: string, options?: StreamOptions): Promise<number>;
  /**
   * Cuts a text into chunks of at most maxTokens tokens, each counted by itself, with at most `overlap` tokens of the one
   * before at the beginning of each. Cuts are between paragraphs, lines, sentences, words or else tokens, the best of these
   * in the second half of what fits; never inside a character. Together the chunks are the whole text.
   */
  chunk(text: string, encoding: string, options: ChunkOptions): Promise<Chunk[]>;
  /**
   * Texts that say the same, such as translations, each held against the first; for each subject a list with one of each text.
   * Each text is counted once with each encoding.
   */
  compareTexts(texts: readonly string[], subjects: readonly CompareSubject[], options?: CompareOptions): Promise<TextComparison[][]>;
  /** A model's own tokens where its encoding counts so many. */
  measureCount(count: number, model: string): Promise<{ tokens: Interval; trust: Trust }>;
  estimate(scenario: Scenario): Promise<Estimate>;
  /** What the chat format of a request adds to its texts, from what the model's vendor publishes. */
  overhead(format: ChatFormat, model: string): Promise<ChatOverhead>;
  /** Adds decimal texts exactly: amounts of an estimate, numbers of tokens. */
  sum(amounts: readonly string[]): Promise<string>;
  /**
   * Makes an encoding of a tokenizer of one's own: a Hugging Face tokenizer.json (byte-pair encoding), or a .tiktoken file
   * with its pattern. It counts exactly, and is there again on the next visit where the browser lets a page keep files.
   */
  addEncoding(file: Blob, options?: OwnEncodingOptions): Promise<EncodingInfo>;
  /** Forgets an encoding that addEncoding made. */
  removeEncoding(name: string): Promise<void>;
  /** Counts and compares with tiktoken-go itself, in a worker of its own; stop with the signal. */
  check(text: string, encoding: string, options?: { signal?: AbortSignal }): Promise<ReferenceCheck>;
  close(): void;
}

export interface EncodingInfo {
  name: string;
  /** Ordinary and special tokens together. */
  vocabularySize: number;
  licence: string;
  exactness: Level;
  loaded: boolean;
  /** Made by addEncoding. */
  own: boolean;
  /** What an own one takes where it is kept. */
  bytes?: number;
}

export interface OwnEncodingOptions {
  /** What the encoding is to be called; default: the file's name. None of the built-in names. */
  name?: string;
  /** For a .tiktoken file, how text is cut: o200k_base, cl100k_base, kimi, qwen … or the regular expression. */
  pattern?: string;
  /** For a .tiktoken file, its special tokens and their ids. */
  special?: Record<string, number>;
  /** Stops the reading and converting, a matter of seconds for the largest. */
  signal?: AbortSignal;
}

/** characters: what a reader sees as one (grapheme clusters); words: UAX #29 words with a letter or a digit. */
export interface TextStats { characters: number; codePoints: number; utf16: number; words: number; bytes: number }

/** A model, or an encoding by itself. tokens: false leaves ids and ends empty, for texts too long to draw. */
export type InspectSubject = ({ model: string } | { encoding: string }) & TextOptions & { tokens?: boolean };

/**
 * A text being edited, in UTF-16 units: what half of a surrogate pair is alone counts as U+FFFD, until it is joined again.
 * Calls are carried out in the order in which they are made; none need be awaited before the next.
 *
 * A document lives in the engine. If that stops (its worker is lost, memory runs out), the document is gone and every
 * call fails with `engine-failed` or, later, `closed`: open it again from the text you hold. After close() every call fails with
 * `closed`, and closing again throws it.
 */
export interface TokenDocument {
  readonly encoding: string;
  /** Tokens, and UTF-16 units, after the last replace() that was resolved. */
  readonly count: number;
  readonly length: number;
  /** Puts insert in the place of from..to; resolves to the new count. A range outside the text is a `bad-argument`. */
  replace(from: number, to: number, insert: string): Promise<number>;
  /** The tokens that cover from..to: for drawing what is visible. Costs what the range costs, not what the text does. */
  segment(from: number, to: number): Promise<DocumentSegment>;
  /** Size of the whole text as it stands. Costs what describe() of the module does. */
  describe(): Promise<TextStats>;
  close(): void;
}

export interface DocumentSegment {
  /** How many tokens come before these, and the UTF-16 offset where the first of these begins. */
  first: number;
  start: number;
  ids: Uint32Array;
  /** As of segment(): offsets into the whole text. */
  ends: Uint32Array;
}

export interface StreamOptions extends TextOptions {
  signal?: AbortSignal;
  /** Called as counting goes on: bytes counted, and of how many where that is known. */
  onProgress?(bytes: number, total?: number): void;
}

/** maxTokens: 16 or more. overlap: at most half of it; default: none. */
export interface ChunkOptions extends TextOptions { maxTokens: number; overlap?: number }

/** UTF-16 offsets into the text, and the tokens of what is between them. */
export interface Chunk { from: number; to: number; tokens: number }

/** A model, or an encoding by itself. usdPerMTok: what a million of its input tokens cost, as a decimal string. */
export type CompareSubject = ({ model: string } | { encoding: string }) & { usdPerMTok?: string };

/** against: tokens of an encoding that `relative` is held against; default: the first text's own. */
export interface CompareOptions { against?: number }

/** Ratios and amounts are decimal strings; null: nothing to divide by, or no price. */
export interface TextComparison {
  /** Tokens of the encoding; tokens and trust are the model's own, the factor of an estimate applied. */
  count: number;
  tokens: Interval;
  trust: Trust;
  stats: TextStats;
  /** Tokens of the encoding for each word, and for each character. */
  perWord: string | null;
  perCharacter: string | null;
  /** Tokens of the encoding for each token of the first text. */
  relative: string | null;
  /** What as much text costs as says what the first says in a million words. */
  usdPerMillionWords: string | null;
  usdRange?: Range<string>;
}

export interface Inspection {
  encoding: string;
  /** Tokens of the encoding; tokens and trust are the model's own, the factor of an estimate applied. */
  count: number;
  tokens: Interval;
  trust: Trust;
  ids: Uint32Array;
  ends: Uint32Array;
  stats: TextStats;
}

export interface ReferenceCheck {
  encoding: string;
  ours: { tokens: number; milliseconds: number };
  reference: { name: string; version: string; tokens: number; milliseconds: number };
  equal: boolean;
  /** Where the sequences first differ, in UTF-16 units of the text; and the known reason, if it is one. */
  difference?: { at: number; text: string; known: boolean; reason: string };
}

export interface Prices { input: string; output: string; cachedInput: string | null; cacheWrite: string | null }

export interface Model {
  id: string; vendor: string; name: string;
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
  sources: { url: string; checked: string; what?: string }[];
}

export type PartName = "system" | "tools" | "documents" | "history" | "user";

export interface Scenario {
  model?: string;
  /** What the request's tokens were counted with, where that is not the model's own tokenizer: an encoding's name. */
  encoding?: string;
  asOf?: string;
  prices?: { input?: string; cachedInput?: string | null; cacheWrite?: string | null; output?: string };
  window?: { context?: number; maxInput?: number | null; maxOutput?: number | null };
  request?: {
    system?: Count; tools?: Count; documents?: Count; history?: Count; user?: Count;
    /** What the vendor's chat format adds to the texts: input like them, sent with every call. */
    overhead?: Count;
    output?: Count; reasoning?: Count; maxTokens?: number;
  };
  conversation?: { turns?: number };
  cache?: { policy?: "none" | "prefix" | "incremental"; start?: "cold" | "warm" };
  traffic?: { requestsPerDay?: number; conversationsPerDay?: number; daysPerMonth?: number };
  speed?: { ttft?: number; tokensPerSecond?: number };
}

/** The form of a request without its texts: the messages in order, the tools, and whether the model has to use one. */
export interface ChatFormat {
  messages: { part: PartName; role: string; name?: string }[];
  tools?: ToolFunction[];
  /** What in the tools is more than name, description, and properties with type, description and enum: then they stay counted as their JSON. */
  otherTools?: string;
  toolChoice?: "auto" | "none" | "any" | "tool";
}

export interface ToolFunction {
  name: string;
  description: string;
  properties: { name: string; type: string; description: string; enum: string[] }[];
}

export interface ChatOverhead {
  /** All that the format adds, for Scenario.request.overhead; null: nothing is published, so nothing is claimed. */
  tokens: Interval | null;
  /** Its pieces at their typical counts: what the messages of a part add, the opening of the answer, the vendor's own prompt for tools. */
  parts: { name: PartName | "reply" | "toolUse"; tokens: number }[];
  /** The tools in the form the vendor gives them, to be counted in the place of their JSON; null: no rule is published for them. */
  tools: Interval | null;
  trust: Trust;
}

export interface Range<T> { low: T; high: T }

export interface Estimate {
  model: { id: string; name: string; vendor: string } | null;
  /** The day whose prices were used. */
  asOf: string;
  context: null | {
    window: number; input: number; reserved: number; free: number; fits: boolean;
    maxInput: number | null; maxOutput: number | null;
    /** Stacked along the window, in drawing order; from and to are tokens. The reservation is the last one. */
    parts: { name: PartName | "overhead" | "conversation" | "reserved"; from: number; to: number; tokens: number; percent: string;
             /** Share of what is sent; the reservation has none. */
             inputPercent?: string }[];
    /** Share of the window used by input and reservation, as a percentage with sensible digits. */
    usedPercent: string;
    range?: { input: Range<number>; reserved: Range<number>; free: Range<number> };
    trust: Trust;
  };
  cost: null | {
    perRequest: string; perConversation: string; perDay: string | null; perMonth: string | null;
    /** One conversation's bill (one request when turns is 1); lines sum to perConversation. percent: of that sum. */
    lines: { name: "input" | "cachedInput" | "cacheWrite" | "output" | "reasoning"; tokens: number;
             usdPerMTok: string; usd: string; percent: string;
             /** Share of the conversation's tokens; and the line's place, 0 to 100, on a strip of all tokens and of all money. */
             tokensPercent: string; share: { tokens: { from: number; to: number }; usd: { from: number; to: number } } }[];
    /** The rates used, after tier and overrides. */
    rates: Prices & { from: string | null; overridden: boolean; inputTokensFrom: number | null };
    range?: { perRequest: Range<string>; perConversation: Range<string>;
              perDay: Range<string> | null; perMonth: Range<string> | null };
    trust: Trust;
  };
  latency: null | {
    ttft: number; generation: number; total: number;
    /** When the first visible word appears: after the reasoning tokens. */
    firstVisible: number;
    phases: { name: "ttft" | "reasoning" | "answer"; from: number; to: number; seconds: number; percent: string }[];
    /** How long a reader takes for the visible answer (238 words a minute at 1.3 tokens a word). */
    reading: number;
    range?: { generation: Range<number>; total: Range<number>; firstVisible: Range<number> };
    trust: Trust;
  };
  /**
   * The usage to expect back from one call: of the last call, where the conversation has several turns. input holds what is
   * read from and written to a cache, uncachedInput does not; output leaves reasoning out; total is input + output + reasoning.
   */
  usage: {
    input: number; uncachedInput: number; cachedInput: number; cacheWrite: number;
    output: number; reasoning: number; outputWithReasoning: number; total: number;
  };
  working: WorkingStep[];
  notes: Note[];
}

export interface WorkingStep {
  /** The figure this explains: "context.input", "cost.perRequest", "latency.total" … */
  figure: string;
  label: string; formula: string; substituted: string; value: string; unit: string; source: string;
  sourceUrl?: string; checked?: string;
}

export interface Note { code: string; severity: "info" | "warning" | "error"; message: string; field?: string }

/**
 * Of the engine and what it loads: `vocabulary-missing`, `vocabulary-corrupt`, `engine-failed` (it stopped; the next call starts it anew),
 * `reference-failed` (tiktoken-go did). Of arguments: `unknown-encoding`, `unknown-model`, `no-encoding` (none is known for the model),
 * `bad-scenario`, `bad-token`, `bad-argument`. Of what takes long: `aborted` (by the signal), `closed` (a document, or the whole engine, was
 * closed), `read-failed` (the bytes of a file or stream could not be read), `unbroken-too-long` (a stream has more than 64 MB without a place
 * where it could be cut). Of a tokenizer of one's own: the rest.
 */
export type ErrorCode =
  | "unknown-encoding" | "unknown-model" | "bad-scenario" | "bad-token" | "bad-argument"
  | "vocabulary-missing" | "vocabulary-corrupt" | "engine-failed" | "reference-failed" | "no-encoding"
  | "aborted" | "closed" | "read-failed" | "unbroken-too-long"
  | "not-bpe" | "unknown-pretokenizer" | "unknown-normalizer" | "unsupported-tokenizer" | "bad-tokenizer" | "tokenizer-too-large";

/** What every rejected promise carries: a documented code, and for a scenario the path of the field. */
export interface ThreeLimitsError extends Error { code: ErrorCode; field?: string }
