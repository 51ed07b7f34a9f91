/** A small language model, sampling, and reported log-probabilities. */
import type { TextOptions } from "./text";

/**
 * order: how many tokens the model's longest n-grams have; default: 3. upTo: how many tokens of the text it is trained
 * on, its fixed date; default: all. ends: whether the text ends where it ends, so that the model learns to end one;
 * default: true.
 */
export interface GeneratorOptions extends TextOptions {
  order?: 2 | 3 | 4 | 5;
  upTo?: number;
  ends?: boolean;
}

/**
 * tokens: of the whole text, of which it is trained on upTo, or percent. vocabulary: different tokens of these, and the
 * end.
 */
export interface TrainedState {
  tokens: number;
  upTo: number;
  percent: number;
  order: number;
  vocabulary: number;
}

/**
 * A model that was trained on a text. It lives in a program of its own: if its worker ends, the model is trained anew by
 * the next call; if the program itself fails, the generator is gone and every call fails with `engine-failed` or, later,
 * `closed`. After close() every call fails with `closed`.
 */
export interface TokenGenerator {
  readonly encoding: string;
  readonly state: TrainedState;
  /**
   * One turn of the loop: what can come after a context, which is the document so far, and the token that is drawn. The
   * last tokens of the context, as many as settings.generated says, are the answer so far.
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
  /**
   * The same seed draws the same again. step: which draw; default: generated, so that each token of an answer has its
   * own. Both default to 0.
   */
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
  /** Why the answer is complete with this token. */
  stop: GenerationStop | null;
  /** Why it was complete before it, as with a lower maxTokens than it has: then nothing is to be appended. */
  complete: GenerationStop | null;
}

/** text: the answer without the stop sequence. */
export interface GenerationStop {
  reason: "end" | "stop-sequence" | "max-tokens";
  sequence?: string;
  text: string;
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

/**
 * Tokens from..to of the text. bits: the mean of −log₂ p, and as so many equally probable choices; null where all are
 * unseen: not in its vocabulary.
 */
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
  /**
   * How little the model expected the tokens whose choice is known: together, and one on average, in bits and as so
   * many equally probable choices.
   */
  surprise: { tokens: number; bits: number; mean: number; choices: number } | null;
}

/**
 * candidates: by probability; missing: what all others have together. chosen: which of the candidates; null: the
 * response does not say. bits: how little it was expected, −log₂ of its probability.
 */
export interface LogprobStep {
  candidates: LogprobCandidate[];
  chosen: number | null;
  missing: number;
  bits: number | null;
}

/**
 * listed: among the most probable ones that were reported; a chosen one need not be. id: null where it is not reported.
 */
export interface LogprobCandidate {
  token: Token;
  logprob: number;
  probability: number;
  bar: number;
  from: number;
  to: number;
  listed: boolean;
}
