/**
 * Usage records and price files: a program of its own (money.wasm), loaded with the first of them. JSON is parsed here
 * and passed on as leaves; what they mean, and whether they fit together, the program decides (calc/usage,
 * calc/catalog/exchange.go).
 */

import type { MediaReport, PriceFormat, PriceImport, UsageOptions, UsageReport } from "../contract";
import type { Assets } from "./assets";
import { fromJSON, fromUTF8, utf8 } from "./bytes";
import { failure } from "./errors";
import type { MoneyExports } from "./exports";
import { gather, writeLeaves } from "./leaves";
import { OnRequest } from "./on-request";
import { FieldWriter } from "./own-tokenizer";
import { parseOnce, parseRecords, writeRecord } from "./records";

type Bytes = Uint8Array<ArrayBuffer>;

/** The largest text that is read: a month of a busy service's records, or LiteLLM's whole list fifty times. */
const maxTextLength = 100_000_000;

export class Money {
  #go: OnRequest<MoneyExports>;

  constructor(assets: Assets) {
    this.#go = new OnRequest(assets, "money", "prices and usage");
  }

  /** own: the models of the last import, packed; no bytes are none. */
  async explainUsage(text: string, options: UsageOptions, own: Bytes, today: string): Promise<UsageReport> {
    const records = parseRecords(text, maxTextLength);
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
    const leaves = gather(parseOnce(text, maxTextLength, "bad-prices"), {
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
