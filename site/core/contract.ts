/**
 * The public contract of threelimits.js: the one statement, on the page's side, of what the engine takes and gives.
 * DESIGN.md fixes these names; they may be extended, never renamed. wasm/engine is held against this file by a test.
 *
 * Units: tokens are the model's own; money is a canonical decimal string in USD (no exponent, no trailing zeros);
 * prices are USD per 1,000,000 tokens; time is seconds; dates are YYYY-MM-DD unless said otherwise.
 */

export type Level = "exact" | "assumed" | "estimate";

/** A range with its typical value; low = typical = high where the figure is exact. */
export interface Interval {
  low: number;
  typical: number;
  high: number;
}

/** How far a figure can be trusted, and why. */
export interface Trust {
  level: Level;
  why: string;
  source?: string;
  checked?: string;
}

/** A number of tokens: plain, or a range that travels into every figure derived from it. */
export type Count = number | (Interval & { trust?: Level });

/**
 * baseURL: the directory that holds engine.wasm, vocab/ and the rest; default: the one threelimits.js came from.
 * worker: run the engine off this thread; default: true in a page, false in Node and inside a worker.
 */
export interface LoadOptions {
  baseURL?: string | URL;
  worker?: boolean;
}

/** "text" (default): a pasted <|endoftext|> is ordinary text. "tokens": it is the special token. */
export interface TextOptions {
  special?: "text" | "tokens";
}

export interface ThreeLimits {
  readonly version: string;
  encodings(): Promise<EncodingInfo[]>;
  models(): Promise<Model[]>;
  /** When each model stops to know, against today. */
  cutoffs(): Promise<CutoffTimeline>;
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
  compareTexts(
    texts: readonly string[],
    subjects: readonly CompareSubject[],
    options?: CompareOptions,
  ): Promise<TextComparison[][]>;
  /** A model's own tokens where its encoding counts so many. */
  measureCount(count: number, model: string): Promise<{ tokens: Interval; trust: Trust }>;
  estimate(scenario: Scenario): Promise<Estimate>;
  /** What the chat format of a request adds to its texts, from what the model's vendor publishes. */
  overhead(format: ChatFormat, model: string): Promise<ChatOverhead>;
  /**
   * Prices usage objects as APIs report them: a response, its usage alone, an array of either, or one a line. Where the text is none of these it
   * fails with `bad-usage`; what is wrong with one record is in the report's problems, and leaves that record out.
   */
  explainUsage(text: string, options?: UsageOptions): Promise<UsageReport>;
  /**
   * Takes the models of a price file in the place of those imported before: from then on they stand before the built-in ones of the same id, in
   * every call. Where something is wrong with the file, its problems say what, and nothing is taken. What is no JSON fails with `bad-prices`.
   */
  importPrices(text: string, options?: { format?: PriceFormat }): Promise<PriceImport>;
  /** Models with their price history as a file that importPrices takes; without models, or with none, all of them. */
  exportPrices(models?: readonly string[]): Promise<string>;
  /** Drops the imported models. */
  forgetPrices(): Promise<void>;
  /** Tokens and price of pictures, pages, sound and film, by the rule that the model's vendor publishes; at most 1,000 of them. */
  media(items: readonly MediaItem[], model: string): Promise<MediaReport>;
  /**
   * A small real language model (interpolated modified Kneser–Ney) trained, here and now, on a text of at most a million tokens: about half a second for 400 KB. It
   * predicts from the last tokens of a context, one less than its order. It takes memory until it is closed.
   */
  generator(text: string, encoding: string, options?: GeneratorOptions): Promise<TokenGenerator>;
  /** Chooses from log-probabilities, or probabilities: all of a vocabulary's, or the most probable ones, such as those of a logprobs() step that are `listed`. */
  sample(
    logprobs: readonly number[] | { probabilities: readonly number[] },
    settings?: SamplingSettings,
  ): Promise<SampledPart>;
  /** In which order libraries and APIs take the steps of sampling, as far as they publish it. The first is the default. */
  samplingOrders(): Promise<SamplingOrder[]>;
  /**
   * Reads the log-probabilities in a response as JSON: OpenAI's chat, Responses and older completions, Gemini's, vLLM's own; every answer and prompt that has some.
   * Where there are none, or they are no log-probabilities, it fails with `bad-logprobs` and the path of the field.
   */
  logprobs(text: string): Promise<LogprobSequence[]>;
  /**
   * An exercise with numbers for a seed, without its answer. file: the text of an exercise file, JSON as schema/exercise.schema.json says. What is wrong with
   * it is in the report's problems, with line and field.
   */
  exercise(file: string, options?: SeedOptions): Promise<ExerciseReport>;
  /**
   * Grades an answer as a person types it ("$1.2k", "about 90 s"), or the id of a choice, to the exercise that exercise() gives for the same file and seed.
   * What is not clear is asked about and not graded: `unread`. A file with problems fails with `bad-exercise` and the field.
   */
  grade(file: string, answer: string, options?: SeedOptions): Promise<Grade>;
  /** The answer itself, with all that is known about it: a grade with the verdict `shown`. It fails as grade() does. */
  answerKey(file: string, options?: SeedOptions): Promise<Grade>;
  /** Flashcards. file: the text of a deck file, JSON as schema/deck.schema.json says; problems as of exercise(). */
  deck(file: string): Promise<DeckReport>;
  /**
   * A lesson with its figures worked out, at today's prices where it names no day. file: the text of a lesson file, JSON as schema/lesson.schema.json says;
   * problems as of exercise().
   */
  lesson(file: string, options?: LessonOptions): Promise<LessonReport>;
  /** The mistakes that every exercise is looked through for. */
  usualMistakes(): Promise<UsualMistake[]>;
  /** Adds decimal texts exactly: amounts of an estimate, numbers of tokens. */
  sum(amounts: readonly string[]): Promise<string>;
  /** Amounts in US dollars in another currency, exactly: rate is what one dollar costs in it, as a decimal text the person gives. */
  convert(amounts: readonly string[], rate: string): Promise<string[]>;
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
export interface TextStats {
  characters: number;
  codePoints: number;
  utf16: number;
  words: number;
  bytes: number;
}

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
export interface ChunkOptions extends TextOptions {
  maxTokens: number;
  overlap?: number;
}

/** UTF-16 offsets into the text, and the tokens of what is between them. */
export interface Chunk {
  from: number;
  to: number;
  tokens: number;
}

/** A model, or an encoding by itself. usdPerMTok: what a million of its input tokens cost, as a decimal string. */
export type CompareSubject = ({ model: string } | { encoding: string }) & { usdPerMTok?: string };

/** against: tokens of an encoding that `relative` is held against; default: the first text's own. */
export interface CompareOptions {
  against?: number;
}

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
  /** The model's own tokens for each, where they are a range. */
  perWordRange?: Range<string>;
  perCharacterRange?: Range<string>;
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
  /** First day without service; left out while it is served. */
  retired?: string;
  openWeights?: boolean;
  /** Imported by the person; in the place of a built-in model of the same id. */
  own?: boolean;
  /** What it reads, and answers in, beside text. */
  takes?: ("image" | "audio" | "video" | "pdf")[];
  gives?: ("image" | "audio")[];
  /** The day the prices were last seen at their source, and the last day they are promised for, where they are to pass. */
  pricesChecked?: string;
  pricesUntil?: string;
  /** Where prices and window stand. pricesStale: that is more than 60 days ago. */
  pricesStale?: boolean;
  pricesSource?: Source;
  windowSource?: Source;
  /** What a reader of the prices should know: introductory prices, sources that disagree. */
  notes?: { text: string; source: string; checked: string }[];
  /** When, by UTC, other prices hold, and today's base rates there; weekdays: Monday to Friday only. */
  peakHours?: { windows: string[]; weekdays: boolean; input: string; output: string; source: string; checked: string };
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
  }[];
  /** Today's base rates in the services that have prices of their own. */
  services?: {
    name: Service;
    input: string;
    output: string;
    cachedInput: string | null;
    source: string;
    checked: string;
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
  sources: { url: string; checked: string; what?: string }[];
}

/** A line from the January before the oldest cutoff, 0, to today, 100. */
export interface CutoffTimeline {
  today: string;
  /** Where each January is. */
  years: { year: number; at: number }[];
  /**
   * Those that publish a cutoff, the latest first. It lies between from and to: where only a month or a year is published, its first and last day.
   * monthsBehind: calendar months from the cutoff's to today's; a range where only a year is published.
   */
  models: { id: string; cutoff: string; from: number; to: number; monthsBehind: Range<number> }[];
  /** The ids of those that publish none. */
  unpublished: string[];
}

/** A page, the day it was last seen, and what it is. */
export type Source = Model["sources"][number];

export type PartName = "system" | "tools" | "documents" | "history" | "user";

/** A way of being served at prices of its own: batch within a day, flex when there is room, priority before the others. */
export type Service = "standard" | "batch" | "flex" | "priority";

export interface Scenario {
  model?: string;
  /** What the request's tokens were counted with, where that is not the model's own tokenizer: an encoding's name. */
  encoding?: string;
  asOf?: string;
  /** UTC, HH:MM: for models with peak hours. Default: outside them. */
  atTime?: string;
  /** Where no price of it is published, the standard price holds, with a note. */
  service?: Service;
  prices?: { input?: string; cachedInput?: string | null; cacheWrite?: string | null; output?: string };
  window?: { context?: number; maxInput?: number | null; maxOutput?: number | null };
  request?: {
    system?: Count;
    tools?: Count;
    documents?: Count;
    history?: Count;
    user?: Count;
    /** What the vendor's chat format adds to the texts, its prompt for tools among it: input like them, sent with every call. */
    overhead?: Count;
    output?: Count;
    reasoning?: Count;
    maxTokens?: number;
    /** Tokens of audio and images sent with the user's text in each message. */
    audio?: Count;
    images?: Count;
    /** Adds what the model's vendor sends along with tools: where the model chooses (auto), or must call one (any). Where overhead is given it adds nothing. */
    toolUse?: "none" | "auto" | "any";
    /** Of one request, on average. */
    webSearches?: number;
  };
  conversation?: { turns?: number };
  cache?: {
    policy?: "none" | "prefix" | "incremental";
    start?: "cold" | "warm";
    /** How long a write is kept, where that has a price of its own. */
    life?: "5m" | "1h";
    /** How long a cache that is charged by the hour is kept for each conversation. */
    storedHours?: number;
  };
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

/** Sums that hold one another: input holds cachedInput and both cache writes, output holds reasoning; audio and images are of both. */
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

/** Pixels, pages, seconds. detail: one of those the model's vendor knows; without it "auto" holds. The sound of a film counts apart. */
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

/** One item. tokens is null where no rule is published, or no source says that the model takes such; trust says which. */
export interface MediaCount {
  kind: MediaItem["kind"];
  tokens: number | null;
  /** The level of detail that was used, and those the model knows. */
  detail: string | null;
  details: string[];
  /** A picture as the model sees it, in pixels, and how it is cut: x and y are where the lines inside lie, percent of its width and height. */
  resized?: { width: number; height: number };
  grid?: { columns: number; rows: number; cell: number; x: number[]; y: number[] };
  /** At today's base rate; null: no price is known. */
  usdPerMTok: string | null;
  usd: string | null;
  formula: string;
  substituted: string;
  trust: Trust;
}

/**
 * order: how many tokens the model's longest n-grams have; default: 3. upTo: how many tokens of the text it is trained on, its fixed date; default: all.
 * ends: whether the text ends where it ends, so that the model learns to end one; default: true.
 */
export interface GeneratorOptions extends TextOptions {
  order?: 2 | 3 | 4 | 5;
  upTo?: number;
  ends?: boolean;
}

/** tokens: of the whole text, of which it is trained on upTo, or percent. vocabulary: different tokens of these, and the end. */
export interface TrainedState {
  tokens: number;
  upTo: number;
  percent: number;
  order: number;
  vocabulary: number;
}

/**
 * A model that was trained on a text. It lives in a program of its own: if that stops, the generator is gone and every call fails with `engine-failed` or,
 * later, `closed`. After close() every call fails with `closed`.
 */
export interface TokenGenerator {
  readonly encoding: string;
  readonly state: TrainedState;
  /**
   * One turn of the loop: what can come after a context, which is the document so far, and the token that is drawn. The last tokens of the context, as many as
   * settings.generated says, are the answer so far.
   */
  step(context: ArrayLike<number>, settings?: SamplingSettings): Promise<GenerationStep>;
  /** Draws many times instead of once, at most a million times, and compares with theory. */
  draws(context: ArrayLike<number>, draws: number, settings?: SamplingSettings): Promise<DrawReport>;
  /** How little it expected the text, in so many equal stretches; default: 40. */
  surprise(blocks?: number): Promise<SurpriseReport>;
  /** Moves the point up to which it is trained. */
  trainTo(upTo: number): Promise<TrainedState>;
  close(): void;
}

export type SamplingStep = "temperature" | "topK" | "topP" | "minP";

export interface SamplingSettings {
  /** Probabilities are raised to the power of 1 ÷ temperature. 0 keeps the most probable token alone; default: 1. */
  temperature?: number;
  /** Keeps so many; 0, the default: all. */
  topK?: number;
  /** Keeps the fewest that have together at least so much; default: 1, all. */
  topP?: number;
  /** Keeps those that have at least so much of what the most probable one has; default: 0. */
  minP?: number;
  /** A step that is left out is not done. Default: that of the first of samplingOrders(). */
  order?: readonly SamplingStep[];
  /** The same seed draws the same again. step: which draw; default: generated, so that each token of an answer has its own. Both default to 0. */
  seed?: number;
  step?: number;
  /** How many candidates are listed; default: 50. */
  shown?: number;
  /** Of generator.step() only: how many of the context's last tokens are the answer, and where it stops. */
  generated?: number;
  maxTokens?: number;
  stop?: readonly string[];
}

export interface SamplingOrder {
  id: string;
  name: string;
  steps: SamplingStep[];
  source: string;
  checked: string;
}

/** bytes: hexadecimal, where they are not whole characters. end: the end of a text, which has no id. */
export interface Token {
  id: number | null;
  text: string;
  bytes?: string;
  end?: boolean;
}

/** A figure of the distribution as it was, and after the steps. */
export interface BeforeAfter {
  before: number;
  after: number;
}

/** A choice. Probabilities are 0 to 1; bars, and from and to on the cumulative line, percent. */
export interface Sampled {
  /** How many could come next; none is left out of any figure. */
  count: number;
  /** The most probable ones. */
  candidates: Candidate[];
  /** All others together. */
  rest: (BeforeAfter & { count: number; kept: number; from: number; to: number }) | null;
  /** What was done, in order: how many tokens each step left, and how much of what it was given they had. */
  steps: { name: SamplingStep; kept: number; mass: number }[];
  kept: number;
  /** Bits; and how many equally probable choices are as uncertain. */
  entropy: BeforeAfter;
  choices: BeforeAfter;
  /** Where the draw fell on the line, and whose stretch that is. */
  draw: { seed: number; step: number; at: number; candidate: Candidate };
}

export interface Candidate extends BeforeAfter {
  /** Left out by sample(). */
  token?: Token;
  /** Its place among what was given, and by probability, from 0. */
  place: number;
  rank: number;
  bar: BeforeAfter;
  from: number;
  to: number;
  /** null: kept. */
  cutBy: SamplingStep | null;
}

export interface SampledPart extends Sampled {
  /** What the probabilities lack to 1: that of all tokens that were not given. */
  missing: number;
  /** Whether none of those could have been chosen. */
  exact: boolean;
}

export interface GenerationStep extends Sampled {
  /** known: how many of its last tokens the prediction rests on, the start of a text counting as one. */
  context: { tokens: number; generated: number; known: number };
  vocabulary: number;
  /** Why the answer is complete with this token, and its text, without the stop sequence. */
  stop: { reason: "end" | "stop-sequence" | "max-tokens"; sequence?: string; text: string } | null;
}

export interface DrawReport {
  draws: number;
  /** By probability; those that were cut have none. Bars are percent of the longest. */
  bars: DrawnBar[];
  rest: Omit<DrawnBar, "token"> | null;
  /** Pearson's, with cells of at least 5 expected draws; p: how often chance alone makes it at least as large. */
  chiSquared: number;
  degrees: number;
  p: number;
}

export interface DrawnBar {
  token: Token;
  place: number;
  count: number;
  expected: number;
  bar: { count: number; expected: number };
}

export interface SurpriseReport {
  blocks: Surprise[];
  /** What it is trained on, and what comes after; null: nothing. */
  before: Surprise | null;
  after: Surprise | null;
}

/** Tokens from..to of the text. bits: the mean of −log₂ p, and as so many equally probable choices; null where all are unseen: not in its vocabulary. */
export interface Surprise {
  from: number;
  to: number;
  unseen: number;
  bits: number | null;
  choices: number | null;
  bar: number;
}

/** The tokens of an answer, or of a prompt, as a model reported them. */
export interface LogprobSequence {
  path: string;
  format: "openai-chat" | "openai-completions" | "gemini" | "vllm";
  prompt: boolean;
  steps: LogprobStep[];
  /** How little the model expected the tokens whose choice is known: together, and one on average, in bits and as so many equally probable choices. */
  surprise: { tokens: number; bits: number; mean: number; choices: number } | null;
}

/**
 * candidates: by probability; missing: what all others have together. chosen: which of the candidates; null: the response does not say. bits: how little it was
 * expected, −log₂ of its probability.
 */
export interface LogprobStep {
  candidates: LogprobCandidate[];
  chosen: number | null;
  missing: number;
  bits: number | null;
}

/** listed: among the most probable ones that were reported; a chosen one need not be. id: null where it is not reported. */
export interface LogprobCandidate {
  token: Token;
  logprob: number;
  probability: number;
  bar: number;
  from: number;
  to: number;
  listed: boolean;
}

/** seed: any text or number; the same one gives the same numbers; default: 1. A file that has its own keeps to that. */
export interface SeedOptions {
  seed?: string | number;
}

/** What is wrong with a file, as a sentence that begins with line and field; line is null where it is not known. */
export interface FileProblem {
  line: number | null;
  field: string;
  message: string;
}

/** exercise is null where the file has problems. */
export interface ExerciseReport {
  problems: FileProblem[];
  exercise: PosedExercise | null;
}

/** An exercise with its numbers. ask is null for a choice question, and choices are empty for any other. */
export interface PosedExercise {
  id: string;
  kind: "cost" | "latency" | "context" | "conversation" | "choice";
  title: string;
  text: TextPiece[];
  /** The figure of an estimate, what it is called, and the unit the answer is given in; tolerance in words: "within 5%". */
  ask: { figure: string; label: string; unit: string; tolerance: string } | null;
  choices: { id: string; text: TextPiece[] }[];
  hints: TextPiece[][];
  /** Leaves of the scenario that is worked out: path, type and text. */
  scenario: { path: string; kind: "number" | "string" | "boolean" | "null"; text: string }[];
  /** Of these paths, those that may not be changed, and not be shown. */
  locked: string[];
  hidden: string[];
  /** The file's own; null: each student has one. */
  seed: string | null;
}

/** A stretch of a text; what stands for a name of the file has the name, and its value where it is a number. */
export interface TextPiece {
  text: string;
  name?: string;
  value?: string;
}

/** What an answer came to. near: not within the tolerance, but within three times of it. */
export interface Grade {
  verdict: "right" | "near" | "wrong" | "unread" | "shown";
  /** How the answer was understood: "90 seconds"; and the number in the unit asked for. Of a choice, both are its id. */
  read: string | null;
  value: string | null;
  message: string;
  /** Null for a choice question, and where the answer is unread. */
  answer: { value: string; unit: string; text: string; tolerance: string } | null;
  /** Usual mistakes that give this answer; of answerKey(), all that are looked for. code is "own" for a mistake of the file's. */
  mistakes: { code: string; name: string; formula: string | null; message: TextPiece[]; value: string; text: string }[];
  working: WorkingStep[];
  choices: { id: string; text: TextPiece[]; why: TextPiece[]; right: boolean; chosen: boolean }[];
}

/** deck is null where the file has problems. A card keeps its id when its words change. */
export interface DeckReport {
  problems: FileProblem[];
  deck: Deck | null;
}
export interface Deck {
  id: string;
  title: string;
  cards: FlashCard[];
}
/** source: where it can be read; url: that page, or null. */
export interface FlashCard {
  id: string;
  front: string;
  back: string;
  source: string;
  url: string | null;
}

/** done: ids of the steps that are done. */
export interface LessonOptions {
  done?: readonly string[];
}

/** lesson is null where the file has problems. */
export interface LessonReport {
  problems: FileProblem[];
  lesson: PosedLesson | null;
}

/** minutes are those of all steps, left those of the steps that are not done; done: how many are. */
export interface PosedLesson {
  id: string;
  title: string;
  about: string | null;
  goals: string[];
  minutes: Minutes;
  left: Minutes;
  done: number;
  steps: PosedStep[];
}

export interface Minutes {
  reading: number;
  practice: number;
  total: number;
}

export interface PosedStep {
  id: string;
  title: string;
  minutes: Minutes;
  done: boolean;
  /** texts: one of a paragraph or a formula, several of a list. The order of steps matters. */
  text: { kind: "paragraph" | "formula" | "list" | "steps"; texts: TextPiece[][] }[];
  takeAway: TextPiece[][];
  /** Places of the room Learn; ids of exercises and of flashcards. */
  do: string[];
  practise: string[];
  cards: string[];
  sources: { title: string; url: string; checked: string | null }[];
  /** How the figures in the texts come about. */
  working: WorkingStep[];
}

export interface UsualMistake {
  code: string;
  name: string;
  message: string;
}

/** models.dev's api.json, genai-prices' data.json, LiteLLM's model_prices_and_context_window.json, and our own. */
export type PriceFormat = "models.dev" | "genai-prices" | "litellm" | "threelimits";

export interface PriceImport {
  /** null: not recognised. */
  format: PriceFormat | null;
  models: Model[];
  /** Models of the file that were left out, and why. */
  skipped: { name: string; why: string }[];
  /** Why nothing was taken; empty when the file was. At most 50. */
  problems: { field: string; message: string }[];
}

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

export interface Range<T> {
  low: T;
  high: T;
}

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
      /** Share of the conversation's tokens; and the line's place, 0 to 100, on a strip of all tokens and of all money. */
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
  /**
   * The usage to expect back from one call: of the last call, where the conversation has several turns. input holds what is
   * read from and written to a cache, uncachedInput does not; output leaves reasoning out; total is input + output + reasoning.
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
}

export interface Note {
  code: string;
  severity: "info" | "warning" | "error";
  message: string;
  field?: string;
}

/**
 * Of the engine and what it loads: `vocabulary-missing`, `vocabulary-corrupt`, `engine-failed` (it stopped; the next call starts it anew),
 * `reference-failed` (tiktoken-go did). Of arguments: `unknown-encoding`, `unknown-model`, `no-encoding` (none is known for the model),
 * `bad-scenario`, `bad-token`, `bad-argument`. Of what takes long: `aborted` (by the signal), `closed` (a document, or the whole engine, was
 * closed), `read-failed` (the bytes of a file or stream could not be read), `unbroken-too-long` (a stream has more than 64 MB without a place
 * where it could be cut). Of a file that is given: `bad-usage`, `bad-prices`, `bad-logprobs`, `bad-exercise`. Of a tokenizer of one's own: the rest.
 */
export type ErrorCode =
  | "unknown-encoding"
  | "unknown-model"
  | "bad-scenario"
  | "bad-token"
  | "bad-argument"
  | "vocabulary-missing"
  | "vocabulary-corrupt"
  | "engine-failed"
  | "reference-failed"
  | "no-encoding"
  | "aborted"
  | "closed"
  | "read-failed"
  | "unbroken-too-long"
  | "bad-usage"
  | "bad-prices"
  | "bad-logprobs"
  | "bad-exercise"
  | "not-bpe"
  | "unknown-pretokenizer"
  | "unknown-normalizer"
  | "unsupported-tokenizer"
  | "bad-tokenizer"
  | "tokenizer-too-large";

/** What every rejected promise carries: a documented code, and for a scenario the path of the field. */
export interface ThreeLimitsError extends Error {
  code: ErrorCode;
  field?: string;
}
