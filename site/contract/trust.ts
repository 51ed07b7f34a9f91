/** How far a figure can be trusted, and ranges. */

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

/**
 * A number of tokens: plain, or a range that travels into every figure derived from it. countedFor: the model whose
 * tokens they are, where that is not the scenario's; they are taken as a range of its own.
 */
export type Count = number | (Interval & { trust?: Level; countedFor?: string });

export interface Range<T> {
  low: T;
  high: T;
}
