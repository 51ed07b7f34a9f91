/**
 * Numbers as a reader sees them: two or three digits that matter, always with their unit; and the exact value beside
 * it. Figures come from the engine; what happens here is spelling, never arithmetic on them.
 */
import type { Interval, Range } from "../contract";

const locale = "en-US";
/** Intl formats a decimal string digit by digit, without passing through binary floating point. */
type Decimal = Intl.StringNumericLiteral;

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const thousandths = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const threeDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const every = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });

function amounts(currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...options });
}

/** The ways an amount is written, by its size. */
function sizes(currency: string) {
  return {
    whole: amounts(currency, { maximumFractionDigits: 0 }),
    cents: amounts(currency, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    tenths: amounts(currency, { minimumFractionDigits: 2, maximumFractionDigits: 3 }),
    fractions: amounts(currency, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }),
    every: amounts(currency, { minimumFractionDigits: 0, maximumFractionDigits: 20 }),
  };
}
const dollars = sizes("USD");
const others = new Map<string, ReturnType<typeof sizes>>();
const rate = amounts("USD", { minimumFractionDigits: 2, maximumFractionDigits: 20 });

/** 1050000 → 1,050,000. */
export function number(value: number): string {
  return minus(every.format(value));
}

/** Groups the digits of each number in a canonical text: "1029040 to 1035040" → "1,029,040 to 1,035,040". */
export function digits(canonical: string): string {
  return canonical.replace(/-?\d+(\.\d+)?/g, (found) => minus(every.format(found as Decimal)));
}

/** A typographic minus sign. */
function minus(text: string): string {
  return text.replace(/^-/, "−");
}

/** 1 → "1 token", 3260 → "3,260 tokens". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** An amount with the digits that matter: $0.0100, $0.50, $12.34, $100, $3,006. */
export function money(usd: string): string {
  return ofSize(usd, dollars);
}

/** The same in another currency, by its ISO 4217 code: €0.0092. */
export function moneyIn(amount: string, currency: string): string {
  let formats = others.get(currency);
  if (!formats) others.set(currency, (formats = sizes(currency)));
  return ofSize(amount, formats);
}

function ofSize(amount: string, { whole, cents, tenths, fractions }: ReturnType<typeof sizes>): string {
  const size = Math.abs(Number(amount));
  const format =
    size === 0 ? whole : size < 0.0995 ? fractions : size < 0.9995 ? tenths : size < 99.995 ? cents : whole;
  return format.format(amount as Decimal);
}

/** Every digit the engine gave: $0.01002. */
export function exactMoney(usd: string): string {
  return dollars.every.format(usd as Decimal);
}

/**
 * Amounts one above the other, every digit of them, all with the decimals of the longest: $0.000215 above $0.002400.
 */
export function aligned(all: readonly string[]): string[] {
  const decimals = Math.max(2, ...all.map((usd) => usd.split(".")[1]?.length ?? 0));
  const format = amounts("USD", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return all.map((usd) => format.format(usd as Decimal));
}

/** A price per million tokens: $2.50, $0.075; null is not published, never zero. */
export function price(usdPerMTok: string | null): string {
  return usdPerMTok === null ? "not published" : rate.format(usdPerMTok as Decimal);
}

/** A time with the digits that matter: 0.05 s, 0.6 s, 5.0 s, 42 s, 2 min 5 s, 1 h 5 min. */
export function seconds(value: number): string {
  if (value < 0.95) return `${tidy(value)} s`;
  if (value < 9.95) return `${value.toFixed(1)} s`;
  if (value < 59.5) return `${value.toFixed(0)} s`;
  if (value < 3599.5) return `${clock(Math.round(value), 60, "min", "s")}`;
  return clock(Math.round(value / 60), 60, "h", "min");
}

function tidy(value: number): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(value);
}

/** 125 units as "2 min 5 s". */
function clock(units: number, per: number, large: string, small: string): string {
  const rest = units % per;
  const first = `${whole.format((units - rest) / per)} ${large}`;
  return rest === 0 ? first : `${first} ${rest} ${small}`;
}

/** To the millisecond, and below one to three digits: 4.975 s. Nobody measures a wait more closely. */
export function exactSeconds(value: number): string {
  return `${(value < 1 ? threeDigits : thousandths).format(value)} s`;
}

const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });

/** A day, or only a month or a year: 2026-04-30 → April 30, 2026; 2026-04 → April 2026. */
export function date(text: string): string {
  const format = text.length === 10 ? day : month;
  const at = new Date(text);
  return text.length === 4 || Number.isNaN(at.getTime()) ? text : format.format(at);
}

/** "43" → 43%. The engine chose the digits. */
export function percent(text: string): string {
  return /%$/.test(text) ? text : `${text}%`;
}

/** Joins the ends of a range, the unit once: 4,100–6,200, $0.0091–$0.012; one figure where they read the same. */
export function between<T>(range: Range<T>, format: (value: T) => string): string {
  const [low, high] = [format(range.low), format(range.high)];
  if (low === high) return low;
  if (low.startsWith("−")) return `${low} to ${high}`;
  const one = /^\S+( [a-z]+)$/;
  const unit = one.exec(low)?.[1];
  return unit && unit === one.exec(high)?.[1] ? `${low.slice(0, -unit.length)}–${high}` : `${low}–${high}`;
}

/** Something is missing in a figure: it is said before it. */
export function atLeast(missing: boolean | undefined, text: string): string {
  return missing ? `at least ${text}` : text;
}

/** A range where there is one, else the figure itself. */
export function figure<T>(value: T, range: Range<T> | null | undefined, format: (value: T) => string): string {
  return range ? between(range, format) : format(value);
}

/** An interval of tokens: 3,260, or 4,100–6,200. */
export function tokens(interval: Interval): string {
  return between(interval, number);
}
