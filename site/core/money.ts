/**
 * Usage records and price files: a program of its own (money.wasm), loaded with the first of them. JSON is parsed here
 * and passed on as leaves; what they mean, and whether they fit together, the program decides (calc/usage,
 * calc/catalog/exchange.go).
 */

import type { MediaReport, PriceFormat, PriceImport, UsageOptions, UsageReport } from "../contract";
import { parseWithDuplicate } from "../json/duplicates";
import { parseJson } from "../json/read";
import type { Assets } from "./assets";
import { fromJSON, fromUTF8, utf8 } from "./bytes";
import { failure, reason } from "./errors";
import type { MoneyExports } from "./exports";
import { gather, readAs, writeLeaves } from "./leaves";
import { OnRequest } from "./on-request";
import { FieldWriter } from "./own-tokenizer";

type Bytes = Uint8Array<ArrayBuffer>;

/** The largest text that is read: a month of a busy service's records, or LiteLLM's whole list fifty times. */
const maxTextLength = 100_000_000;
const maxLeaves = 2_000;
const maxText = 200;

export class Money {
  #go: OnRequest<MoneyExports>;

  constructor(assets: Assets) {
    this.#go = new OnRequest(assets, "money", "prices and usage");
  }

  /** Resolves once the program runs; gives the names it exports. */
  start(): Promise<string[]> {
    return this.#go.use((program) => program.names);
  }

  /** own: the models of the last import, packed; no bytes are none. */
  async explainUsage(text: string, options: UsageOptions, own: Bytes, today: string): Promise<UsageReport> {
    const records = parseRecords(text);
    const out = new FieldWriter().number(records.length);
    for (const record of records) writeRecord(out, record);
    return this.#go.use((program) =>
      fromJSON<UsageReport>(program.call("explainUsage", out.bytes(), utf8(optionLines(options)), own, today)),
    );
  }

  /** The report, and the models for the engine: none where something is wrong with the file. */
  async importPrices(
    text: string,
    format: PriceFormat | "",
    today: string,
  ): Promise<{ report: PriceImport; models: Bytes }> {
    const leaves = gather(parse(text, "bad-prices"), {
      tooDeep: (path) =>
        failure("bad-prices", `The file nests more deeply than any price list: at ${path.slice(0, 4).join(".")}.`),
    });
    const out = writeLeaves(new FieldWriter(), leaves);
    const answer = await this.#go.use((program): Bytes => program.call("importPrices", format, out.bytes(), today));
    const length = new DataView(answer.buffer, answer.byteOffset).getUint32(0, true);
    const report = fromJSON<PriceImport>(answer.slice(4, 4 + length));
    return { report, models: answer.slice(4 + length) };
  }

  exportPrices(models: readonly string[], own: Bytes): Promise<string> {
    return this.#go.use((program) =>
      fromUTF8(program.call("exportPrices", models.map((id) => id.replace(/\s/g, "?")).join("\n"), own)),
    );
  }

  /** items: one a line, as media.CountJSON takes them. */
  countMedia(items: string, model: string, own: Bytes, today: string): Promise<MediaReport> {
    return this.#go.use((program) => fromJSON<MediaReport>(program.call("countMedia", items, model, own, today)));
  }
}

function optionLines({ model, service, asOf, reprice = [] }: UsageOptions): string {
  const lines: [string, string | undefined][] = [
    ["model", model],
    ["service", service],
    ["asOf", asOf],
    ...reprice.map((id): [string, string] => ["reprice", id]),
  ];
  return lines
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `${name}\t${String(value).replace(/[\t\n]/g, " ")}\n`)
    .join("");
}

function parse(text: string, code: "bad-usage" | "bad-prices"): unknown {
  const { value, twice } = readAs(code, text, maxTextLength, parseWithDuplicate);
  if (twice !== undefined)
    throw failure(
      code,
      `${twice.slice(0, maxText)} stands there twice: which one holds is not clear.`,
      twice.slice(0, maxText),
    );
  return value;
}

/** A line that is no JSON, told to the program in its place among the records. */
class Invalid {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {}
}

/** One object, an array of them, or a line each. */
function parseRecords(text: string): unknown[] {
  let whole: unknown;
  try {
    whole = parse(text, "bad-usage");
  } catch (error) {
    const lines = text
      .split("\n")
      .map((line, i): [string, number] => [line.trim(), i + 1])
      .filter(([line]) => line !== "");
    if (text.length > maxTextLength || lines.length < 2 || isWhole(text)) throw error;
    return lines.map(([line, number]) => {
      try {
        return parse(line, "bad-usage");
      } catch (wrong) {
        return new Invalid(number, reason(wrong));
      }
    });
  }
  return Array.isArray(whole) ? whole : [whole];
}

/** Whether a text that was refused is JSON nonetheless: then it is no text of lines. */
function isWhole(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

function writeRecord(out: FieldWriter, record: unknown): void {
  if (record instanceof Invalid) {
    out.number(1).text(`line ${record.line}`).text("invalid").text(record.reason);
    return;
  }
  const leaves = gather(record, {
    without: (name, value, gathered) => gathered >= maxLeaves || (content.has(name) && Array.isArray(value)),
  });
  out.number(leaves.length);
  for (const { path, kind, text } of leaves) out.text(path.join(".")).text(kind).text(text);
}

/** What a response holds beside its usage, often at length. */
const content = new Set(["choices", "content", "messages", "output", "candidates", "input", "tools"]);
