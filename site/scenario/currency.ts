/** A currency that amounts are shown in beside US dollars. */
export interface Currency {
  /** ISO 4217. */
  code: string;
  /** What one US dollar costs in it, as a decimal text that the person gives; "": not given yet. */
  rate: string;
}
