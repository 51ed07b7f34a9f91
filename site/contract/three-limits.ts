/** The module: what load() gives. */
import type { MediaItem, MediaReport, UsageOptions, UsageReport } from "./bills";
import type { Estimate } from "./estimate";
import type {
  GeneratorOptions,
  LogprobSequence,
  SampledPart,
  SamplingOrder,
  SamplingSettings,
  TokenGenerator,
} from "./generate";
import type {
  DeckReport,
  ExerciseReport,
  Grade,
  LessonOptions,
  LessonReport,
  SeedOptions,
  UsualMistake,
} from "./learn";
import type { CutoffTimeline, Model, PriceFormat, PriceImport } from "./models";
import type { ReadRequest, RequestOptions } from "./requests";
import type { ChatFormat, ChatOverhead, Scenario } from "./scenario";
import type {
  Chunk,
  ChunkOptions,
  CompareOptions,
  CompareSubject,
  EncodingInfo,
  Inspection,
  InspectSubject,
  OwnEncodingOptions,
  ReferenceCheck,
  StreamOptions,
  TextComparison,
  TextOptions,
  TextStats,
  TokenDocument,
} from "./text";
import type { Interval, Trust } from "./trust";

/**
 * baseURL: the directory that holds engine.wasm, vocab/ and the rest; default: the one threelimits.js came from.
 * worker: run the engine off this thread; default: true in a page, false in Node and inside a worker.
 */
export interface LoadOptions {
  baseURL?: string | URL;
  worker?: boolean;
}

export interface ThreeLimits {
  readonly version: string;
  encodings(): Promise<EncodingInfo[]>;
  models(): Promise<Model[]>;
  /**
   * The id of the model that a name stands for as requests, records, gateways and price files write it:
   * "us.anthropic.claude-opus-4-8-v1:0", "models/gemini-2.5-pro", "openrouter/…", "…:free", "ft:gpt-4o:org::id",
   * "…[1m]". null: it stands for none. Every call that takes a model takes these names too.
   */
  resolveModel(name: string): Promise<string | null>;
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
   * A text that is edited: after each edit it is counted anew only around it, some 50 microseconds in a text of a
   * megabyte. It takes memory, in the engine, until it is closed.
   */
  document(text: string, encoding: string, options?: TextOptions): Promise<TokenDocument>;
  /**
   * Tokens of a file or stream of any size: UTF-8, read as `TextDecoder` with `ignoreBOM: true` does. A few megabytes
   * are in memory at a time; more only where a text has no place to be cut for long (a megabyte without a space), and
   * with more than 64 MB of that it fails with `unbroken-too-long`. Aborted, it fails with `aborted`; where the bytes
   * cannot be read, with `read-failed`. A stream is cancelled when counting it fails.
   */
  countStream(bytes: Blob | ReadableStream<Uint8Array>, encoding: string, options?: StreamOptions): Promise<number>;
  /**
   * Cuts a text into chunks of at most maxTokens tokens, each counted by itself, with at most `overlap` tokens of the
   * one before at the beginning of each. Cuts are between paragraphs, lines, sentences, words or else tokens, the best
   * of these in the second half of what fits; never inside a character. Together the chunks are the whole text.
   */
  chunk(text: string, encoding: string, options: ChunkOptions): Promise<Chunk[]>;
  /**
   * Texts that say the same, such as translations, each held against the first; for each subject a list with one of
   * each text. Each text is counted once with each encoding.
   */
  compareTexts(
    texts: readonly string[],
    subjects: readonly CompareSubject[],
    options?: CompareOptions,
  ): Promise<TextComparison[][]>;
  /** A model's own tokens where its encoding counts so many. */
  measureCount(count: number, model: string): Promise<{ tokens: Interval; trust: Trust }>;
  estimate(scenario: Scenario): Promise<Estimate>;
  /**
   * Reads a request to an API as JSON: OpenAI's Responses or Chat Completions, Anthropic's Messages, Gemini's
   * generateContent, Amazon Bedrock's Converse, or a line of a batch of these; and counts it. What is no request, or holds
   * several, fails with `bad-request`; what one block of it holds that is not known is among notCounted.
   */
  request(text: string, options?: RequestOptions): Promise<ReadRequest>;
  /** What the chat format of a request adds to its texts, from what the model's vendor publishes. */
  overhead(format: ChatFormat, model: string): Promise<ChatOverhead>;
  /**
   * Prices usage objects as APIs report them: a response, its usage alone, an array of either, or one a line. Where the
   * text is none of these it fails with `bad-usage`; what is wrong with one record is in the report's problems, and
   * leaves that record out.
   */
  explainUsage(text: string, options?: UsageOptions): Promise<UsageReport>;
  /**
   * Takes the models of a price file in the place of those imported before: from then on they stand before the built-in
   * ones of the same id, in every call. Where something is wrong with the file, its problems say what, and nothing is
   * taken. What is no JSON fails with `bad-prices`.
   */
  importPrices(text: string, options?: { format?: PriceFormat }): Promise<PriceImport>;
  /** Models with their price history as a file that importPrices takes; without models, or with none, all of them. */
  exportPrices(models?: readonly string[]): Promise<string>;
  /** Drops the imported models. */
  forgetPrices(): Promise<void>;
  /**
   * Tokens and price of pictures, pages, sound and film, by the rule that the model's vendor publishes; at most 1,000
   * of them. asOf: the day whose prices hold, YYYY-MM-DD; today without it.
   */
  media(items: readonly MediaItem[], model: string, options?: { asOf?: string }): Promise<MediaReport>;
  /**
   * A small real language model (interpolated modified Kneser–Ney) trained, here and now, on a text of at most a
   * million tokens: about half a second for 400 KB. It predicts from the last tokens of a context, one less than its
   * order. It takes memory until it is closed.
   */
  generator(text: string, encoding: string, options?: GeneratorOptions): Promise<TokenGenerator>;
  /**
   * Chooses from log-probabilities, or probabilities: all of a vocabulary's, or the most probable ones, such as those
   * of a logprobs() step that are `listed`.
   */
  sample(
    logprobs: readonly number[] | { probabilities: readonly number[] },
    settings?: SamplingSettings,
  ): Promise<SampledPart>;
  /**
   * In which order libraries and APIs take the steps of sampling, as far as they publish it. The first is the default.
   */
  samplingOrders(): Promise<SamplingOrder[]>;
  /**
   * Reads the log-probabilities in a response as JSON: OpenAI's chat, Responses and older completions, Gemini's, vLLM's
   * own; every answer and prompt that has some. Where there are none, or they are no log-probabilities, it fails with
   * `bad-logprobs` and the path of the field.
   */
  logprobs(text: string): Promise<LogprobSequence[]>;
  /**
   * An exercise with numbers for a seed, without its answer. file: the text of an exercise file, JSON as
   * schema/exercise.schema.json says. What is wrong with it is in the report's problems, with line and field.
   */
  exercise(file: string, options?: SeedOptions): Promise<ExerciseReport>;
  /**
   * Grades an answer as a person types it ("$1.2k", "about 90 s"), or the id of a choice, to the exercise that
   * exercise() gives for the same file and seed. What is not clear is asked about and not graded: `unread`. A file with
   * problems fails with `bad-exercise` and the field.
   */
  grade(file: string, answer: string, options?: SeedOptions): Promise<Grade>;
  /** The answer itself, with all that is known about it: a grade with the verdict `shown`. It fails as grade() does. */
  answerKey(file: string, options?: SeedOptions): Promise<Grade>;
  /** Flashcards. file: the text of a deck file, JSON as schema/deck.schema.json says; problems as of exercise(). */
  deck(file: string): Promise<DeckReport>;
  /**
   * A lesson with its figures worked out, at today's prices where it names no day. file: the text of a lesson file,
   * JSON as schema/lesson.schema.json says; problems as of exercise().
   */
  lesson(file: string, options?: LessonOptions): Promise<LessonReport>;
  /** The mistakes that every exercise is looked through for. */
  usualMistakes(): Promise<UsualMistake[]>;
  /** Adds decimal texts exactly: amounts of an estimate, numbers of tokens. */
  sum(amounts: readonly string[]): Promise<string>;
  /**
   * Shares a new total out among parts in proportion to what they were, by largest remainders: [8100, 8060, [800, 7260]] gives parts
   * that sum up to 8,100. What the old total held beside the parts stays.
   */
  rescale(total: number, was: number, parts: readonly number[]): Promise<number[]>;
  /**
   * Amounts in US dollars in another currency, exactly: rate is what one dollar costs in it, as a decimal text the
   * person gives.
   */
  convert(amounts: readonly string[], rate: string): Promise<string[]>;
  /**
   * Makes an encoding of a tokenizer of one's own: a Hugging Face tokenizer.json (byte-pair encoding), or a .tiktoken
   * file with its pattern. It counts exactly, and is there again on the next visit where the browser lets a page keep
   * files.
   */
  addEncoding(file: Blob, options?: OwnEncodingOptions): Promise<EncodingInfo>;
  /** Forgets an encoding that addEncoding made. */
  removeEncoding(name: string): Promise<void>;
  /** Counts and compares with tiktoken-go itself, in a worker of its own; stop with the signal. */
  check(text: string, encoding: string, options?: { signal?: AbortSignal }): Promise<ReferenceCheck>;
  close(): void;
}
