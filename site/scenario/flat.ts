/**
 * The flat names of a scenario: the one table behind the address fragment, the elements' attributes (in kebab case)
 * and the page's controls (docs/link.md).
 *
 * Each name stands for one field of Scenario (`path`) and has a kind, which says how its text is read and written.
 * Reading is strict about meaning and lenient about spelling ("10,000", "10k" and "1e4" are ten thousand); a text that is
 * not accepted becomes a Problem with a sentence for the person and never disturbs the other fields. What needs
 * knowledge (is there such a model, do these limits fit) is the engine's to judge.
 */
import type { Count, Level, Scenario } from "../contract";
import { readTyped } from "./typed-number";

/** How a flat name's text is read. `orNone`: may also be "none": not published, or no limit. */
export type Kind =
  | { is: "text" }
  | { is: "date" }
  /** Of the day, HH:MM. */
  | { is: "time" }
  | { is: "choice"; of: readonly string[] }
  /** USD per 1,000,000 tokens, kept as the decimal text it is. */
  | { is: "money"; orNone: boolean }
  | { is: "whole"; min: number; orNone: boolean }
  /**
   * A whole number of tokens, or a range low..typical..high; behind it, where it says so, how far it can be trusted
   * (12:estimate) and the model whose tokens they are (800@openai/gpt-5.4).
   */
  | { is: "count" }
  /** Zero or more, decimals allowed; `positive`: more than zero. */
  | { is: "number"; positive: boolean }
  /** A currency by its three letters (ISO 4217). */
  | { is: "currency" }
  /** More than zero, kept as the decimal text it is. */
  | { is: "rate" };

export interface FlatName {
  readonly name: string;
  /** Where the value stands in Scenario; null: not a field of it (a text, another currency to show). */
  readonly path: readonly [string, string?] | null;
  readonly kind: Kind;
  /** The name in a sentence. */
  readonly label: string;
}

const text: Kind = { is: "text" };
const count: Kind = { is: "count" };
const limit: Kind = { is: "whole", min: 1, orNone: true };
const perDay: Kind = { is: "number", positive: false };
/** Numbers that may have decimals and are mostly of thousands: see readTyped. */
const many = new Set(["requestsPerDay", "conversationsPerDay"]);

function flat(name: string, path: FlatName["path"], kind: Kind, label: string): FlatName {
  return { name, path, kind, label };
}

/** In the order a link writes them. */
export const flatNames: readonly FlatName[] = [
  flat("model", ["model"], text, "Model"),
  flat("encoding", ["encoding"], text, "Encoding"),
  flat("asOf", ["asOf"], { is: "date" }, "Prices as of"),
  flat("atTime", ["atTime"], { is: "time" }, "At time (UTC)"),
  flat("service", ["service"], { is: "choice", of: ["standard", "batch", "flex", "priority"] }, "Service"),
  flat("priceInput", ["prices", "input"], { is: "money", orNone: false }, "Input price"),
  flat("priceCachedInput", ["prices", "cachedInput"], { is: "money", orNone: true }, "Cached input price"),
  flat("priceCacheWrite", ["prices", "cacheWrite"], { is: "money", orNone: true }, "Cache write price"),
  flat("priceOutput", ["prices", "output"], { is: "money", orNone: false }, "Output price"),
  flat("contextWindow", ["window", "context"], { is: "whole", min: 1, orNone: false }, "Context window"),
  flat("maxInput", ["window", "maxInput"], limit, "Maximum input"),
  flat("maxOutput", ["window", "maxOutput"], limit, "Maximum output"),
  flat("system", ["request", "system"], count, "System"),
  flat("tools", ["request", "tools"], count, "Tools"),
  flat("documents", ["request", "documents"], count, "Documents"),
  flat("history", ["request", "history"], count, "History"),
  flat("user", ["request", "user"], count, "User"),
  flat("overhead", ["request", "overhead"], count, "Chat format"),
  flat("audio", ["request", "audio"], count, "Audio"),
  flat("images", ["request", "images"], count, "Images"),
  flat("notCounted", ["request", "notCounted"], { is: "whole", min: 0, orNone: false }, "Not counted"),
  flat("output", ["request", "output"], count, "Output"),
  flat("reasoning", ["request", "reasoning"], count, "Reasoning"),
  flat("maxTokens", ["request", "maxTokens"], { is: "whole", min: 0, orNone: false }, "max_tokens"),
  flat("toolUse", ["request", "toolUse"], { is: "choice", of: ["none", "auto", "any"] }, "Tool use"),
  flat("webSearches", ["request", "webSearches"], { is: "number", positive: false }, "Web searches a request"),
  flat("turns", ["conversation", "turns"], { is: "whole", min: 1, orNone: false }, "Turns"),
  flat("cachePolicy", ["cache", "policy"], { is: "choice", of: ["none", "prefix", "incremental"] }, "Cache policy"),
  flat("cacheStart", ["cache", "start"], { is: "choice", of: ["cold", "warm", "traffic"] }, "Cache start"),
  flat("cacheLife", ["cache", "life"], { is: "choice", of: ["5m", "30m", "1h"] }, "Cache life"),
  flat("cacheStoredHours", ["cache", "storedHours"], { is: "number", positive: false }, "Hours a cache is stored"),
  flat("requestsPerDay", ["traffic", "requestsPerDay"], perDay, "Requests a day"),
  flat("conversationsPerDay", ["traffic", "conversationsPerDay"], perDay, "Conversations a day"),
  flat("daysPerMonth", ["traffic", "daysPerMonth"], perDay, "Days a month"),
  flat("ttft", ["speed", "ttft"], { is: "number", positive: false }, "Time to first token"),
  flat("tokensPerSecond", ["speed", "tokensPerSecond"], { is: "number", positive: true }, "Tokens per second"),
  flat("currency", null, { is: "currency" }, "Currency"),
  flat("currencyRate", null, { is: "rate" }, "Rate"),
  flat("text", null, text, "Text"),
];

const byName = new Map(flatNames.map((entry) => [entry.name, entry]));

export function flatName(name: string): FlatName | undefined {
  return byName.get(name);
}

/** requestsPerDay → requests-per-day: the same name as an attribute. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A text that was not accepted, kept as typed, with a sentence that says what is. */
export interface Problem {
  name: string;
  text: string;
  message: string;
}

/** What a flat text means: a value for the scenario, nothing (empty), or why it is not accepted. */
type Read = { value: unknown } | { empty: true } | { message: string };

const largest = Number.MAX_SAFE_INTEGER;
/** How a text came about, where that says more about it: see readTyped. */
export interface Typing {
  grouped?: boolean;
}

function readWhole(label: string, typed: string, min: number, typing?: Typing): Read {
  const least = min === 0 ? "0 or more" : `${min} or more`;
  if (/^[-−]/.test(typed)) return { message: `${label} cannot be negative: ${typed}. Use a whole number, ${least}.` };
  const read = readTyped(typed, { whole: true, ...typing });
  if (read && "unclear" in read) return { message: `${label}: ${read.unclear}. Write it without a separator.` };
  if (!read) return { message: `${label} is not a number: “${typed}”. Use a whole number, ${least}.` };
  const value = Number(read.plain);
  if (/\.\d/.test(read.plain)) return { message: `${label} must be a whole number, without decimals: ${typed}.` };
  if (value > largest) return { message: `${label} is too large: ${typed}.` };
  return value < min ? { message: `${label} must be ${least}.` } : { value };
}

const levels: readonly Level[] = ["exact", "assumed", "estimate"];

/** The tokens, and what is said of them. */
function readCount(label: string, typed: string, typing?: Typing): Read {
  const at = typed.indexOf("@");
  const counted = at < 0 ? typed : typed.slice(0, at).trim();
  const countedFor = at < 0 ? undefined : typed.slice(at + 1).trim();
  if (countedFor === "")
    return { message: `${label}: behind the @ stands a model, as in 800@openai/gpt-5.4: “${typed}”.` };
  const trust = levels.find((level) => counted.endsWith(`:${level}`));
  const read = readTokens(label, trust ? counted.slice(0, -trust.length - 1).trim() : counted, typing);
  if (!("value" in read) || (!trust && !countedFor)) return read;
  return { value: { ...rangeOf(read.value as Count), ...(trust && { trust }), ...(countedFor && { countedFor }) } };
}

/** A count as a range. */
export function rangeOf(count: Count): Exclude<Count, number> {
  return typeof count === "number" ? { low: count, typical: count, high: count } : count;
}

function readTokens(label: string, typed: string, typing?: Typing): Read {
  if (!typed.includes("..")) return readWhole(label, typed, 0, typing);
  const ends = typed.split("..");
  const shape = `${label} is a range of three, low..typical..high, for example 880..944..1040: “${typed}”.`;
  if (ends.length !== 3) return { message: shape };
  const [low, typical, high] = ends.map((end) => readWhole(label, end.trim(), 0));
  for (const end of [low, typical, high])
    if (!end || !("value" in end)) return end && "message" in end ? end : { message: shape };
  const range = { low: numberOf(low), typical: numberOf(typical), high: numberOf(high) };
  return range.low <= range.typical && range.typical <= range.high ? { value: range } : { message: shape };
}

function numberOf(read: Read | undefined): number {
  return read && "value" in read ? (read.value as number) : Number.NaN;
}

function readNumber(label: string, typed: string, positive: boolean, typing?: Typing & { many?: boolean }): Read {
  const least = positive ? "more than 0" : "0 or more";
  if (/^[-−]\d/.test(typed)) return { message: `${label} cannot be negative: ${typed}. Use a number, ${least}.` };
  const read = readTyped(typed, typing);
  if (read && "unclear" in read) {
    const how = typed.includes(",") ? "Use a point for decimals" : "Write it without a separator";
    return { message: `${label}: ${read.unclear}. ${how}.` };
  }
  if (!read)
    return { message: `${label} is not a number: “${typed}”. Use a number, ${least}, with a point for decimals.` };
  const value = Number(read.plain);
  if (value > largest) return { message: `${label} is too large: ${typed}.` };
  return positive && value === 0 ? { message: `${label} must be more than 0.` } : { value };
}

/** A decimal kept as its text, or why not. */
function readDecimal(label: string, typed: string, shape: string, what: string, typing?: Typing): Read {
  const read = readTyped(typed, typing);
  if (read && "unclear" in read) return { message: `${label}: ${read.unclear}. Use a point for decimals.` };
  if (!read) return { message: shape };
  if (Number(read.plain) > largest) return { message: `${label} is too large: ${typed}.` };
  if (read.plain.length > 40) return { message: `${label} has more digits than ${what} has: ${typed}.` };
  return { value: read.plain.replace(/^\./, "0.").replace(/\.$/, "") };
}

function readMoney(label: string, typed: string, typing?: Typing): Read {
  const amount = typed.replace(/^\$\s*/, "");
  if (/^[-−]/.test(amount)) return { message: `${label} cannot be negative: ${typed}.` };
  const shape = `${label} is not an amount: “${typed}”. Use US dollars per million tokens, for example 2.50.`;
  return readDecimal(label, amount, shape, "a price", typing);
}

function readCurrency(label: string, typed: string): Read {
  const code = typed.toUpperCase();
  return Intl.supportedValuesOf("currency").includes(code)
    ? { value: code }
    : { message: `${label} is three letters such as EUR or JPY: “${typed}” is none that is known.` };
}

function readRate(label: string, typed: string): Read {
  const shape = `${label} is what one US dollar costs, a number above 0 such as 0.92: “${typed}”.`;
  const read = readDecimal(label, typed, shape, "a rate");
  return "value" in read && !/[1-9]/.test(read.value as string) ? { message: shape } : read;
}

function readDate(label: string, typed: string): Read {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  const real = day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed);
  return real ? { value: typed } : { message: `${label} is not a date: “${typed}”. Write it as 2026-11-01.` };
}

function readTime(label: string, typed: string): Read {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(typed)
    ? { value: typed }
    : { message: `${label} is not a time of day: “${typed}”. Write it as 14:30.` };
}

/** Reads one flat text. Empty (or only blanks) means: not given. */
export function readFlat(entry: FlatName, given: string, typing?: Typing): Read {
  const { kind, label } = entry;
  if (kind.is === "text") return given === "" ? { empty: true } : { value: entry.path ? given.trim() : given };
  const typed = given.trim();
  if (typed === "") return { empty: true };
  if ("orNone" in kind && kind.orNone && typed === "none") return { value: null };
  switch (kind.is) {
    case "date":
      return readDate(label, typed);
    case "time":
      return readTime(label, typed);
    case "choice":
      return kind.of.includes(typed)
        ? { value: typed }
        : { message: `${label} is one of ${kind.of.join(", ")}: “${typed}” is none of them.` };
    case "money":
      return readMoney(label, typed, typing);
    case "whole":
      return readWhole(label, typed, kind.min, typing);
    case "count":
      return readCount(label, typed, typing);
    case "number":
      return readNumber(label, typed, kind.positive, typing && { ...typing, many: many.has(entry.name) });
    case "currency":
      return readCurrency(label, typed);
    case "rate":
      return readRate(label, typed);
  }
}

function isRange(value: unknown): value is Exclude<Count, number> {
  return typeof value === "object" && value !== null && "typical" in value;
}

/**
 * The flat text of a value: readFlat reads it back. A range without width is written as its one number; that a range is
 * an estimate is not written.
 */
export function writeFlat(value: unknown): string {
  if (value === null) return "none";
  if (!isRange(value)) return typeof value === "number" ? plainNumber(value) : String(value);
  const { low, typical, high, trust, countedFor } = value;
  const tokens = low === high ? plainNumber(typical) : [low, typical, high].map(plainNumber).join("..");
  const level = trust === undefined || (trust === "estimate" && low < high) ? "" : `:${trust}`;
  return `${tokens}${level}${countedFor === undefined ? "" : `@${countedFor}`}`;
}

/** A number without exponent: 1e-7 is written 0.0000001. */
function plainNumber(value: number): string {
  const short = String(value);
  return short.includes("e") ? value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : short;
}

type Group = Record<string, unknown>;

/** The value at a path of a scenario; undefined where it is not given. */
export function valueAt(scenario: Scenario, path: readonly [string, string?]): unknown {
  const [first, second] = path;
  const group = (scenario as Group)[first];
  return second === undefined ? group : (group as Group | undefined)?.[second];
}

/** A scenario with the value at path set, or taken out where it is undefined; the given one is left as it is. */
export function withValue(scenario: Scenario, path: readonly [string, string?], value: unknown): Scenario {
  const [first, second] = path;
  const next: Group = { ...scenario };
  if (second === undefined) next[first] = value;
  else next[first] = { ...(next[first] as Group | undefined), [second]: value };
  return prune(next) as Scenario;
}

/** Takes out what is undefined, and groups with nothing in them. */
function prune(value: Group): Group {
  const entries = Object.entries(value)
    .map(([name, inner]): [string, unknown] => [name, isGroup(inner) ? prune(inner) : inner])
    .filter(([, inner]) => inner !== undefined && !(isGroup(inner) && Object.keys(inner).length === 0));
  return Object.fromEntries(entries);
}

function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface FlatScenario {
  scenario: Scenario;
  /** The names that are not fields of a scenario: text. */
  beside: Record<string, string>;
  problems: Problem[];
}

/** Reads flat texts by name; names it does not know are passed over, for others to read. */
export function scenarioFromFlat(entries: Iterable<readonly [string, string]>): FlatScenario {
  const result: FlatScenario = { scenario: {}, beside: {}, problems: [] };
  for (const [name, given] of entries) {
    const entry = byName.get(name);
    if (!entry) continue;
    const read = readFlat(entry, given);
    if ("message" in read) result.problems.push({ name, text: given, message: read.message });
    else if ("value" in read && entry.path) result.scenario = withValue(result.scenario, entry.path, read.value);
    else if ("value" in read) result.beside[name] = given;
  }
  return result;
}

/** The flat texts of a scenario, in the table's order. */
export function flatFromScenario(scenario: Scenario): [string, string][] {
  const entries: [string, string][] = [];
  for (const { name, path } of flatNames) {
    const value = path && valueAt(scenario, path);
    if (path && value !== undefined) entries.push([name, writeFlat(value)]);
  }
  return entries;
}
