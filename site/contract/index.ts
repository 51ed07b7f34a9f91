/**
 * The public contract of threelimits.js: the one statement, on the page's side, of what the engine takes and gives.
 * These names are public: they may be extended, never renamed. The Go side is held against these files by a test.
 *
 * Units: tokens are the model's own; money is a canonical decimal string in USD (no exponent, no trailing zeros);
 * prices are USD per 1,000,000 tokens; time is seconds; dates are YYYY-MM-DD unless said otherwise.
 */

export type * from "./bills";
export type * from "./errors";
export type * from "./estimate";
export type * from "./generate";
export type * from "./learn";
export type * from "./models";
export type * from "./requests";
export type * from "./scenario";
export type * from "./text";
export type * from "./three-limits";
export type * from "./trust";
