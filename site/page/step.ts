/** The next value of a field under the arrow keys. */

/**
 * The typed number moved by `count` steps, as a text; null where what stands there is no number. A step is the second
 * digit that matters: 10,000 goes by 1,000, 350 by 10, 0.6 by 0.1. Never below zero.
 */
export function stepped(typed: string, count: number, kind: string): string | null {
  const plain = typed.replace(/[,_ \u00a0\u202f$]/g, "") || "0";
  if (!/^\d*\.?\d*$/.test(plain)) return null;
  const value = Number(plain);
  const fractions = kind === "money" || kind === "number";
  const magnitude = value > 0 ? Math.floor(Math.log10(value)) : 0;
  const exponent = fractions && value < 10 ? Math.max(Math.min(magnitude, -1), -4) : Math.max(magnitude - 1, 0);
  const decimals = Math.max(-exponent, decimalsOf(plain));
  const next = Math.max(value + count * 10 ** exponent, 0);
  return decimals > 0 ? trim(next.toFixed(Math.min(decimals, 12))) : String(Math.round(next));
}

function decimalsOf(plain: string): number {
  return plain.includes(".") ? plain.length - plain.indexOf(".") - 1 : 0;
}

function trim(decimal: string): string {
  return decimal.replace(/\.?0+$/, "") || "0";
}
