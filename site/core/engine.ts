/**
 * The engine's calls as they can cross to a worker: plain values in, plain values out. Runs in the worker, or on the
 * caller's thread. Text arrives as a string and becomes bytes here, off the page's thread.
 */
import type { Assets } from "./assets";
import { fromJSON, fromUTF8, idBytes, listed, utf8, words } from "./bytes";
import type {
  EncodingInfo, Estimate, Inspection, Interval, Model, ReferenceCheck, TextComparison, TextStats, Trust,
} from "./contract";
import type { EngineExports, ReferenceExports } from "./exports";
import { OwnTokenizers } from "./own-tokenizer";
import { Runner } from "./runner";

type Ids = Uint32Array<ArrayBuffer>;
type Special = "text" | "tokens";

export interface Measured { tokens: Interval; trust: Trust }
export interface Timed { ids: Ids; milliseconds: number }
export interface Segments { ids: Ids; ends: Ids }

export class Engine {
  #go: Runner<EngineExports>;
  #own = new OwnTokenizers();

  constructor(assets: Assets) {
    this.#go = new Runner<EngineExports>("engine", assets, (name) => this.#own.file(name));
  }

  /** Resolves once the program runs; gives the names it exports. */
  start(): Promise<string[]> {
    return this.#go.use((go) => go.names);
  }

  async encodings(): Promise<EncodingInfo[]> {
    const known = await this.#go.use((go) => fromJSON<EncodingInfo[]>(go.call("encodings")));
    const loaded = new Set(known.map(({ name }) => name));
    const own = (await this.#own.kept()).map((info) => ({ ...info, loaded: loaded.has(info.name) }));
    return [...known.filter(({ own }) => !own), ...own];
  }

  /** packed: what Converter made. */
  async addEncoding(packed: Uint8Array<ArrayBuffer>, name: string): Promise<EncodingInfo> {
    const infos = await this.#go.use((go) => {
      go.call("loadOwn", name, packed);
      return fromJSON<EncodingInfo[]>(go.call("encodings"));
    });
    const info = { ...infos.find((one) => one.name === name)!, bytes: packed.length };
    await this.#own.keep(info, packed);
    return info;
  }

  async removeEncoding(name: string): Promise<void> {
    await this.#go.use((go) => go.call("forgetOwn", name));
    await this.#own.forget(name);
    this.#go.forget(name);
  }

  models(today: string): Promise<Model[]> {
    return this.#go.use((go) => fromJSON(go.call("models", today)));
  }

  async measure(text: string, model: string): Promise<Measured> {
    const encoding = await this.#go.use((go) => go.call("encodingOf", model));
    return this.#go.useEncoding(encoding, (go) =>
      fromJSON<Measured>(go.call("measure", model, go.call("count", encoding, "text", utf8(text)))));
  }

  count(text: string, encoding: string, special: Special): Promise<number> {
    return this.#go.useEncoding(encoding, (go) => go.call("count", encoding, special, utf8(text)));
  }

  encode(text: string, encoding: string, special: Special): Promise<Ids> {
    return this.#go.useEncoding(encoding, (go) => words(go.call("encode", encoding, special, utf8(text))));
  }

  decode(ids: Ids, encoding: string): Promise<string> {
    return this.#go.useEncoding(encoding, (go) => fromUTF8(go.call("decode", encoding, idBytes(ids))));
  }

  bytes(ids: Ids, encoding: string): Promise<Uint8Array> {
    return this.#go.useEncoding(encoding, (go) => go.call("decode", encoding, idBytes(ids)));
  }

  segment(text: string, encoding: string, special: Special): Promise<Segments> {
    return this.#go.useEncoding(encoding, (go) => halves(words(go.call("segment", encoding, special, utf8(text)))));
  }

  describe(text: string): Promise<TextStats> {
    return this.#go.use((go) => fromJSON(go.call("describe", utf8(text))));
  }

  async inspect(text: string, subject: { model: string | null; encoding: string; special: Special; tokens: boolean }):
      Promise<Inspection> {
    const { model, special, tokens } = subject;
    const encoding = model === null ? subject.encoding : await this.#go.use((go) => go.call("encodingOf", model));
    return this.#go.useEncoding(encoding, (go) => {
      const bytes = utf8(text);
      const { ids, ends } = tokens ? halves(words(go.call("segment", encoding, special, bytes))) : nothing();
      const count = tokens ? ids.length : go.call("count", encoding, special, bytes);
      const measured = model === null ? exactly(count, encoding) : fromJSON<Measured>(go.call("measure", model, count));
      return { encoding, count, ...measured, ids, ends, stats: fromJSON<TextStats>(go.call("describe", bytes)) };
    });
  }

  async compareTexts(texts: readonly string[], model: string | null, encodingGiven: string, usdPerMTok: string): Promise<TextComparison[]> {
    const encoding = model === null ? encodingGiven : await this.#go.use((go) => go.call("encodingOf", model));
    return this.#go.useEncoding(encoding, (go) => fromJSON(go.call("compareTexts", encoding, model ?? "", usdPerMTok, listed(texts))));
  }

  measureCount(count: number, model: string): Promise<Measured> {
    return this.#go.use((go) => fromJSON(go.call("measure", model, count)));
  }

  estimate(fields: string, today: string): Promise<Estimate> {
    return this.#go.use((go) => fromJSON(go.call("estimate", utf8(fields), today)));
  }

  /** Our side of the reference check: ids, and how long they took. */
  time(text: string, encoding: string): Promise<Timed> {
    return this.#go.useEncoding(encoding, (go) => timed(() => words(go.call("encode", encoding, "text", utf8(text)))));
  }

  /** Whether the reference's ids are ours, and if not, where and why. */
  compare(text: string, encoding: string, ids: Ids): Promise<Pick<ReferenceCheck, "equal" | "difference">> {
    return this.#go.useEncoding(encoding, (go) => fromJSON(go.call("compare", encoding, utf8(text), idBytes(ids))));
  }
}

/** tiktoken-go itself, for the check. */
export class Reference {
  #go: Runner<ReferenceExports>;

  constructor(assets: Assets) {
    this.#go = new Runner<ReferenceExports>("reference", assets);
  }

  start(): Promise<string[]> {
    return this.#go.use((go) => go.names);
  }

  about(): Promise<{ name: string; version: string }> {
    return this.#go.use((go) => fromJSON(go.call("about")));
  }

  time(text: string, encoding: string): Promise<Timed> {
    return this.#go.useEncoding(encoding, (go) => timed(() => words(go.call("encode", encoding, utf8(text)))));
  }
}

function timed(work: () => Ids): Timed {
  const start = performance.now();
  const ids = work();
  return { ids, milliseconds: performance.now() - start };
}

/** Ids and ends from one array; copies, so that each can be transferred by itself. */
function halves(both: Ids): Segments {
  const n = both.length / 2;
  return { ids: both.slice(0, n), ends: both.slice(n) };
}

function nothing(): Segments {
  return { ids: new Uint32Array(0), ends: new Uint32Array(0) };
}

function exactly(count: number, encoding: string): Measured {
  return {
    tokens: { low: count, typical: count, high: count },
    trust: { level: "exact", why: `Counted with ${encoding} itself.` },
  };
}
