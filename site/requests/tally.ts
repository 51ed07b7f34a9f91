/**
 * Many requests, a line each: what every one takes, whether it fits and what it costs. All figures are the engine's;
 * here they are asked for, put into rows, ordered and written out.
 */
import type { Count, Estimate, Interval, Model, PartName, Range, ThreeLimits } from "../contract";
import { broughtBy } from "./counted";
import { chatFormat } from "./format";
import type { Imported, Shape } from "./imported";
import type { Line } from "./lines";
import { readRequest, textsOf } from "./read";

export const columns = ["system", "tools", "documents", "history", "user"] as const satisfies readonly PartName[];

/** What no line says. */
export interface Assumptions {
  models: readonly Model[];
  /** For lines that name none, or one the catalogue does not have. */
  model: Model;
  asOf?: string | undefined;
  output: Count;
  reasoning: Count;
  /** The chat format is counted in. */
  format: boolean;
}

type Verdict = "fits" | "may not fit" | "does not fit" | "not known";

interface Place {
  line: number;
  from: number;
  to: number;
  id: string | null;
}

export interface Row extends Place {
  shape: Shape;
  /** The name in the line; null: none. */
  given: string | null;
  /** What it is counted as: the catalogue's model for that name, or, where there is none (not `known`), the page's. */
  model: Model;
  known: boolean;
  parts: Partial<Record<PartName, Interval>>;
  format: Interval | null;
  total: Interval;
  /** So many things in it are not counted: its figures are at least what they say. */
  notCounted: number;
  fits: Verdict;
  /** null: no price is published. */
  usd: string | null;
  usdRange: Range<string> | null;
}

export interface BadLine extends Place {
  message: string;
}

/** A line's row, or what is wrong with it. */
export async function readLine(engine: ThreeLimits, line: Line, assumed: Assumptions): Promise<Row | BadLine> {
  const place = { line: line.number, from: line.from, to: line.to, id: null };
  if (line.text === null) return { ...place, message: line.problem };
  const read = readRequest(line.text, "");
  if ("message" in read) return { ...place, message: read.message };
  const { request } = read;
  const named = request.model === null ? null : await engine.resolveModel(request.model);
  const own = assumed.models.find(({ id }) => id === named);
  const model = own ?? assumed.model;
  try {
    return {
      ...place,
      id: request.id,
      shape: request.shape,
      given: request.model,
      model,
      known: own !== undefined,
      ...(await figures(engine, request, model, assumed)),
    };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code === "closed" || error.code === "engine-failed")
      throw error;
    return { ...place, id: request.id, message: error.message };
  }
}

type Figures = Pick<Row, "parts" | "format" | "total" | "notCounted" | "fits" | "usd" | "usdRange">;

async function figures(engine: ThreeLimits, request: Imported, model: Model, assumed: Assumptions): Promise<Figures> {
  const texts = textsOf(request);
  const parts: Figures["parts"] = {};
  const counts: Partial<Record<PartName | "overhead", Count>> = {};
  await Promise.all(
    columns.map(async (part) => {
      if (!texts[part]) return;
      const { tokens, trust } = await engine.measure(texts[part], model.id);
      parts[part] = tokens;
      counts[part] = { ...tokens, trust: trust.level };
    }),
  );
  const format = assumed.format ? await engine.overhead(chatFormat(contents(texts), request), model.id) : null;
  if (format?.tokens) counts.overhead = { ...format.tokens, trust: format.trust.level };
  if (format?.tools) counts.tools = { ...(parts.tools = format.tools), trust: format.trust.level };
  const brought = await broughtBy(engine, request, model);
  const notCounted = brought.notCounted.length;
  const { output, reasoning, asOf } = assumed;
  const maxTokens = request.maxTokens ?? undefined;
  const estimate = await engine.estimate({
    model: model.id,
    ...(asOf ? { asOf } : {}),
    request: { ...counts, images: brought.images, notCounted, output, reasoning, maxTokens },
  });
  return { parts, format: format?.tokens ?? null, notCounted, ...outcome(estimate) };
}

function contents(texts: ReturnType<typeof textsOf>): Parameters<typeof chatFormat>[0] {
  const of = (part: PartName) => ({ text: texts[part] ?? "", count: 0 });
  return {
    system: of("system"),
    tools: of("tools"),
    documents: of("documents"),
    history: of("history"),
    user: of("user"),
  };
}

function outcome({ context, cost, usage, notes }: Estimate): Pick<Row, "total" | "fits" | "usd" | "usdRange"> {
  const { low, high } = context?.range?.input ?? { low: usage.input, high: usage.input };
  const mayNot = notes.some(({ code }) => code === "may-not-fit");
  return {
    total: { low, typical: usage.input, high },
    fits: !context ? "not known" : !context.fits ? "does not fit" : mayNot ? "may not fit" : "fits",
    usd: cost?.perRequest ?? null,
    usdRange: cost?.range?.perRequest ?? null,
  };
}

export interface Totals {
  parts: Partial<Record<PartName, string>>;
  format: string;
  total: Record<"low" | "typical" | "high", string>;
  usd: Record<"low" | "typical" | "high", string>;
}

/** The sums of the rows, worked out by the engine. Where nothing was counted for a column, it has none. */
export async function totalsOf(engine: ThreeLimits, rows: readonly Row[]): Promise<Totals> {
  const sum = (of: (row: Row) => string | number | null | undefined): Promise<string> =>
    engine.sum(
      rows.flatMap((row) => {
        const value = of(row);
        return value === null || value === undefined ? [] : [String(value)];
      }),
    );
  const parts: Totals["parts"] = {};
  for (const part of columns)
    if (rows.some((row) => row.parts[part])) parts[part] = await sum((row) => row.parts[part]?.typical);
  const [format, low, typical, high, usdLow, usd, usdHigh] = await Promise.all([
    sum((row) => row.format?.typical),
    sum((row) => row.total.low),
    sum((row) => row.total.typical),
    sum((row) => row.total.high),
    sum((row) => row.usdRange?.low ?? row.usd),
    sum((row) => row.usd),
    sum((row) => row.usdRange?.high ?? row.usd),
  ]);
  return { parts, format, total: { low, typical, high }, usd: { low: usdLow, typical: usd, high: usdHigh } };
}

export type SortKey = "worst" | "line" | "model" | "format" | "total" | "usd" | PartName;
export interface Sort {
  by: SortKey;
  descending: boolean;
}

const severity: Record<Verdict, number> = { "does not fit": 3, "may not fit": 2, "not known": 1, fits: 0 };

/** worst: what does not fit first, then the most tokens; by line where they are equal. */
export function sortRows(rows: readonly Row[], { by, descending }: Sort): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b, by) || a.line - b.line);
}

function compare(a: Row, b: Row, by: SortKey): number {
  switch (by) {
    case "worst":
      return severity[a.fits] - severity[b.fits] || a.total.typical - b.total.typical;
    case "line":
      return a.line - b.line;
    case "model":
      return a.model.id < b.model.id ? -1 : a.model.id > b.model.id ? 1 : 0;
    case "format":
      return (a.format?.typical ?? 0) - (b.format?.typical ?? 0);
    case "total":
      return a.total.typical - b.total.typical;
    case "usd":
      return Number(a.usd ?? 0) - Number(b.usd ?? 0);
    default:
      return (a.parts[by]?.typical ?? 0) - (b.parts[by]?.typical ?? 0);
  }
}

const csvColumns = [
  "line",
  "id",
  "model",
  "model_in_line",
  ...columns,
  "chat_format",
  "tokens",
  "tokens_low",
  "tokens_high",
  "not_counted",
  "fits",
  "usd",
  "usd_low",
  "usd_high",
  "problem",
];

/** The table for a spreadsheet: RFC 4180. A text that one would take for a formula gets an apostrophe in front. */
export function toCsv(rows: readonly Row[], bad: readonly BadLine[]): string {
  const lines = [
    csvColumns,
    ...rows.map(csvRow),
    ...bad.map(({ line, id, message }) => [line, id, ...Array<null>(csvColumns.length - 3).fill(null), message]),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvRow(row: Row): (string | number | null)[] {
  const { total, usd, usdRange } = row;
  return [
    row.line,
    row.id,
    row.model.id,
    row.given,
    ...columns.map((part) => row.parts[part]?.typical ?? 0),
    row.format?.typical ?? null,
    total.typical,
    total.low,
    total.high,
    row.notCounted,
    row.fits,
    usd,
    usdRange?.low ?? usd,
    usdRange?.high ?? usd,
    null,
  ];
}

function csvCell(value: string | number | null): string {
  if (typeof value === "number" || value === null) return value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table for a program. */
export function toJson(rows: readonly Row[], bad: readonly BadLine[]): string {
  const lines = rows.map(({ line, id, given, model, parts, format, total, notCounted, fits, usd, usdRange }) => ({
    line,
    id,
    model: model.id,
    modelInLine: given,
    parts,
    chatFormat: format,
    tokens: total,
    notCounted,
    fits,
    usd,
    ...(usdRange ? { usdRange } : {}),
  }));
  return JSON.stringify({ lines, problems: bad.map(({ line, id, message }) => ({ line, id, message })) }, null, 1);
}
