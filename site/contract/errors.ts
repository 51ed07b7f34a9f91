/** How calls fail. */

/**
 * Of the engine and what it loads: `vocabulary-missing`, `vocabulary-corrupt`, `engine-failed` (it stopped, as did
 * two that were started after it for this call; the next call starts it anew), `reference-failed` (tiktoken-go did). Of arguments: `unknown-encoding`, `unknown-model`,
 * `no-encoding` (none is known for the model), `bad-scenario`, `bad-token`, `bad-argument`. Of what takes long:
 * `aborted` (by the signal), `closed` (a document, or the whole engine, was closed), `read-failed` (the bytes of a file
 * or stream could not be read), `unbroken-too-long` (a stream has more than 64 MB without a place where it could be
 * cut). Of a file that is given: `bad-request`, `bad-usage`, `bad-prices`, `bad-logprobs`, `bad-exercise`. Of a tokenizer of one's
 * own: the rest.
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
  | "bad-request"
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
