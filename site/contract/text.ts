/** Texts, their tokens, and what counts them. */
import type { Interval, Level, Range, Trust } from "./trust";

/** "text" (default): a pasted <|endoftext|> is ordinary text. "tokens": it is the special token. */
export interface TextOptions {
  special?: "text" | "tokens";
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
 * A text being edited, in UTF-16 units: what half of a surrogate pair is alone counts as U+FFFD, until it is joined
 * again. Calls are carried out in the order in which they are made; none need be awaited before the next.
 *
 * A document lives in the engine. If that stops (its worker is lost, memory runs out), the document is gone and every
 * call fails with `engine-failed` or, later, `closed`: open it again from the text you hold. After close() every call
 * fails with `closed`; closing again is harmless.
 */
export interface TokenDocument {
  readonly encoding: string;
  /** Tokens, and UTF-16 units, after the last replace() that was resolved. */
  readonly count: number;
  readonly length: number;
  /** Puts insert in the place of from..to; resolves to the new count. A range outside the text is a `bad-argument`. */
  replace(from: number, to: number, insert: string): Promise<number>;
  /**
   * The tokens that cover from..to: for drawing what is visible. Costs what the range costs, not what the text does.
   */
  segment(from: number, to: number): Promise<DocumentSegment>;
  /** Size of the whole text as it stands. Costs what describe() of the module does. */
  describe(): Promise<TextStats>;
  /** Gives its memory back. A second time it does nothing. */
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
  /**
   * Called as counting goes on: bytes counted, and of how many where that is known. Where it throws, counting ends with
   * `bad-argument`.
   */
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
