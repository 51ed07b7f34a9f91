/** Sizes as a reader sees them; KB is 1,000 bytes. */

const format = (unit: string): Intl.NumberFormat =>
  new Intl.NumberFormat("en-US", { style: "unit", unit, maximumSignificantDigits: 3 });
const units: readonly [from: number, format: Intl.NumberFormat][] = [
  [1e9, format("gigabyte")],
  [1e6, format("megabyte")],
  [1e3, format("kilobyte")],
];
const few = new Intl.NumberFormat("en-US", { style: "unit", unit: "byte", unitDisplay: "long" });

/** 33384568 → "33.4 MB". */
export function bytes(size: number): string {
  for (const [from, unit] of units) if (size >= from) return unit.format(size / from);
  return few.format(size);
}

const three = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

/** A decimal string with the digits that matter: "1.923076923077" → 1.92. */
export function ratio(decimal: string): string {
  return three.format(decimal as Intl.StringNumericLiteral);
}
