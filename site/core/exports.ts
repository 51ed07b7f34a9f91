/**
 * What the Go programs export, as TypeScript sees it: the one statement of the inner boundary on this side.
 * Each program registers exactly the names of its interface: tests hold what it registers against this file.
 *
 * Text crosses as UTF-8, token ids as little-endian 32-bit words, structures as JSON, each in one Uint8Array.
 * A failure is returned as { code, message, field }, never thrown.
 */
import type { PlainFailure } from "./errors";

type Bytes = Uint8Array<ArrayBuffer>;
/** A value, or why there is none. */
type Result<T> = T | PlainFailure;

export interface EngineExports {
  /** JSON of EncodingInfo[]. */
  encodings(): Result<Bytes>;
  /** JSON of Model[] with the prices of that day. */
  models(today: string): Result<Bytes>;
  /** The id of the model that a name stands for, "" for none. */
  resolveModel(name: string): Result<string>;
  /** The encoding a model is counted with; no-encoding where there is none. */
  encodingOf(model: string): Result<string>;
  /** The vocabulary file an encoding still needs, or "" when it can count. */
  vocabularyNeeded(encoding: string): Result<string>;
  loadVocabulary(encoding: string, file: Bytes): Result<null>;
  /** The models that money.wasm packed, in the place of those before; no bytes are none. */
  loadModels(packed: Bytes): Result<null>;
  /** Makes an encoding of a vocabulary file that convert.wasm made; forgetOwn drops it. */
  loadOwn(name: string, file: Bytes): Result<null>;
  forgetOwn(name: string): Result<null>;
  count(encoding: string, special: string, text: Bytes): Result<number>;
  /** Ids. */
  encode(encoding: string, special: string, text: Bytes): Result<Bytes>;
  /** UTF-8. */
  decode(encoding: string, ids: Bytes): Result<Bytes>;
  /** Ids, then as many ends in UTF-16 units. */
  segment(encoding: string, special: string, text: Bytes): Result<Bytes>;
  /** JSON of { tokens: Interval, trust: Trust }: the model's own tokens where its encoding counts so many. */
  measure(model: string, count: number): Result<Bytes>;
  /** JSON of TextStats. */
  describe(text: Bytes): Result<Bytes>;
  /** JSON of Estimate; fields is path NUL kind NUL text, for each leaf of the scenario, NUL between leaves. */
  estimate(fields: Bytes, today: string): Result<Bytes>;
  /** JSON of ChatOverhead; items is what NUL first NUL second for each of tokenize.ChatItem, NUL between them. */
  overhead(model: string, items: Bytes): Result<Bytes>;
  /** The exact sum of decimals, NUL between them. */
  sum(amounts: Bytes): Result<string>;
  /** JSON of the parts that a new total leaves: the new total, the old one and the parts, NUL between them. */
  rescale(numbers: Bytes): Result<Bytes>;
  /** JSON of the same amounts, each times the rate. */
  convert(amounts: Bytes, rate: string): Result<Bytes>;
  /**
   * JSON of TextComparison[] for each of subjects: model or "", USD for a million tokens or "". against: tokens, 0: the
   * first text's. Of lists: their number, and each text after its length, numbers of 32 bits.
   */
  compareTexts(encoding: string, against: number, subjects: Bytes, texts: Bytes): Result<Bytes>;
  /** from, to, tokens for each chunk. */
  chunk(encoding: string, special: string, maxTokens: number, overlap: number, text: Bytes): Result<Bytes>;
  /** The document's number, its tokens and its UTF-16 units. The text of documents is WTF-8: see wtf8 in bytes.ts. */
  documentOpen(encoding: string, special: string, text: Bytes): Result<Bytes>;
  /** The new number of tokens. */
  documentReplace(document: number, from: number, to: number, insert: Bytes): Result<number>;
  /** How many tokens come before, where the first begins, then ids, then as many ends. */
  documentSegment(document: number, from: number, to: number): Result<Bytes>;
  /** JSON of TextStats. */
  documentDescribe(document: number): Result<Bytes>;
  documentClose(document: number): Result<null>;
  /** The number of a counter for bytes that come in parts. */
  counterOpen(encoding: string, special: string): Result<number>;
  counterWrite(counter: number, part: Bytes): Result<null>;
  /** The number of tokens; the counter is closed. */
  counterFinish(counter: number): Result<number>;
  counterClose(counter: number): Result<null>;
}

/** What wasm/convert registers. */
export interface ConvertExports {
  /** A vocabulary file of a tokenizer.json's fields: bpe.ConvertTokenizer. */
  convertTokenizer(fields: Bytes): Result<Bytes>;
  /** A vocabulary file of a .tiktoken file, its pattern and its special tokens. */
  convertRanks(file: Bytes, pattern: string, special: Bytes): Result<Bytes>;
}

/** What wasm/money registers. own: the models that loadModels takes. */
export interface MoneyExports {
  /** JSON of UsageReport: bills.Explain. */
  explainUsage(records: Bytes, options: Bytes, own: Bytes, today: string): Result<Bytes>;
  /** The length of a JSON of PriceImport, that JSON, and the models packed: models.ImportPrices. */
  importPrices(format: string, leaves: Bytes, today: string): Result<Bytes>;
  /** JSON of MediaReport: media.Count. */
  countMedia(items: string, model: string, own: Bytes, today: string): Result<Bytes>;
  /** JSON of a price file: models.ExportPrices. */
  exportPrices(ids: string, own: Bytes): Result<Bytes>;
}

/**
 * What wasm/learn registers. settings: the number of leaves; of each path, kind and text after their lengths.
 */
export interface LearnExports {
  /**
   * Trains on token ids, and gives the generator's number. texts: the number of different tokens; of each its id, the
   * length of its bytes, and these.
   */
  generatorOpen(ids: Bytes, texts: Bytes, order: number, upTo: number, ends: number): Result<number>;
  generatorTrainTo(generator: number, upTo: number): Result<null>;
  /** JSON of TrainedState. */
  generatorState(generator: number): Result<Bytes>;
  /** JSON of GenerationStep. */
  generatorStep(generator: number, context: Bytes, settings: Bytes): Result<Bytes>;
  /** JSON of DrawReport. */
  generatorDraws(generator: number, context: Bytes, settings: Bytes, draws: number): Result<Bytes>;
  /** JSON of SurpriseReport. */
  generatorSurprise(generator: number, blocks: number): Result<Bytes>;
  generatorClose(generator: number): Result<null>;
  /** JSON of SampledPart; logprobs are numbers of 64 bits, little-endian. */
  sample(logprobs: Bytes, settings: Bytes): Result<Bytes>;
  /** JSON of SamplingOrder[]. */
  samplingOrders(): Result<Bytes>;
  /** JSON of LogprobSequence[]: generate.ReadLogprobs. */
  parseLogprobs(leaves: Bytes): Result<Bytes>;
  /** JSON of ExerciseReport. file: a file's leaves with their lines. */
  exercise(file: Bytes, seed: string): Result<Bytes>;
  /** JSON of Grade. */
  grade(file: Bytes, seed: string, answer: string): Result<Bytes>;
  /** JSON of Grade. */
  answerKey(file: Bytes, seed: string): Result<Bytes>;
  /** JSON of DeckReport. */
  deck(file: Bytes): Result<Bytes>;
  /** JSON of LessonReport. done: ids of steps, a line each. */
  lesson(file: Bytes, done: string, today: string): Result<Bytes>;
  /** JSON of UsualMistake[]. */
  usualMistakes(): Result<Bytes>;
  /** JSON of CutoffTimeline; own as explainUsage takes it. */
  cutoffs(today: string, own: Bytes): Result<Bytes>;
}

export interface ReferenceExports {
  /** JSON of { name, version }. */
  about(): Result<Bytes>;
  vocabularyNeeded(encoding: string): Result<string>;
  loadVocabulary(encoding: string, file: Bytes): Result<null>;
  /** Ids. */
  encode(encoding: string, text: Bytes): Result<Bytes>;
  /** JSON of ReferenceCheck.difference: where our ids of the text and these part; null where they do not. */
  explain(encoding: string, text: Bytes, ours: Bytes, theirs: Bytes): Result<Bytes | null>;
}
