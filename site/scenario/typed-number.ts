/**
 * A number as people type it, as a plain decimal: "10,000", "1 234 567.89", "50k", "1.2M", "1e3" and a zero typed behind
 * "10,000". What could mean two numbers ("1,5", "1.000" tokens) is asked about and not guessed. The digits stay those that
 * were typed: nothing passes through binary floating point.
 */

/** A plain decimal without exponent, or why it is none. */
type Typed = { plain: string } | { unclear: string } | null;

const separators = /[,_ \u00a0\u202f'’]/g;
const regular = /^\d{1,3}(?:([,_ \u00a0\u202f'’])\d{3})(?:\1\d{3})*(\.\d*)?$/;
/** Digits typed behind a number that was grouped: 10,0000. */
const behind = /^\d{1,3}(?:,\d{3})*,\d{4,}(\.\d*)?$/;
const decimal = /^(\d+\.?\d*|\.\d+)$/;
const powers: Record<string, number> = { k: 3, thousand: 3, m: 6, mio: 6, million: 6, b: 9, bn: 9, billion: 9 };
const scaled = /^(.*?\d\.?)\s*(k|thousand|m|mio|million|bn?|billion)$/i;
const exponent = /^(.*?)e\+?(\d{1,3})$/i;

/**
 * Reads what was typed, without a sign. whole: only whole numbers have a meaning there, so that a point before three digits
 * may be a separator; many: it is mostly of thousands, so that it may be one there, too. grouped: the text comes of one that
 * was grouped in threes by commas, which an edit has put out of place.
 */
export function readTyped(text: string, { whole = false, many = false, grouped = false } = {}): Typed {
  const typed = text.trim();
  const power = scaled.exec(typed);
  if (power) return shifted(readTyped(power[1]!, { grouped }), powers[power[2]!.toLowerCase()]!);
  const scientific = exponent.exec(typed);
  if (scientific) return shifted(readTyped(scientific[1]!), Number(scientific[2]));
  if (regular.test(typed) || behind.test(typed) || (grouped && /^[\d,]*\d[\d,]*(\.\d*)?$/.test(typed))) {
    const plain = typed.replace(separators, "");
    return decimal.test(plain) ? { plain } : null;
  }
  const comma = /^(\d+),(\d{1,2})$/.exec(typed);
  if (comma) return { unclear: `“${typed}” can be ${comma[1]}.${comma[2]} or ${comma[1]}${comma[2]}` };
  if ((whole || many) && /^[1-9]\d{0,2}(\.\d{3})+$/.test(typed)) {
    const [first] = typed.split(".");
    const clear = typed.split(".").length > 2;
    const digits = typed.replaceAll(".", "");
    const small = whole ? first : String(Number(typed));
    return clear ? { plain: digits } : { unclear: `“${typed}” can be ${small} or ${digits}` };
  }
  return decimal.test(typed) ? { plain: typed } : null;
}

/** What is said while a field cannot be read; shown: what stood in it before. */
export function until(shown: string): string {
  return shown ? `Until then the figures are those of ${shown}.` : "Until then the figures are those from before.";
}

/** Whether an edit put a comma in the place of something: it is then the person's own, and none of those the number was shown with. */
export function bringsComma(before: string, after: string): boolean {
  let start = 0;
  while (start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return before.length > start + end && after.slice(start, after.length - end).includes(",");
}

/** The number times a power of ten, by moving its point. */
function shifted(read: Typed, power: number): Typed {
  if (!read || "unclear" in read) return read;
  const [whole = "", fraction = ""] = read.plain.split(".");
  const digits = whole + fraction.padEnd(power, "0");
  const at = whole.length + power;
  const rest = digits.slice(at).replace(/0+$/, "");
  const plain = digits.slice(0, at).replace(/^0+(?=\d)/, "") || "0";
  return { plain: rest ? `${plain}.${rest}` : plain };
}
