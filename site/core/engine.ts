/**
 * The engine's calls as they can cross to a worker: plain values in, plain values out. Runs in the worker, or on the
 * caller's thread. Text arrives as a string and becomes bytes here, off the page's thread.
 */

import type {
  ChatOverhead,
  Chunk,
  CompareSubject,
  DocumentSegment,
  EncodingInfo,
  Estimate,
  Inspection,
  Interval,
  Model,
  ReferenceCheck,
  TextComparison,
  TextStats,
  Trust,
} from "../contract";
import type { Assets } from "./assets";
import { fromJSON, fromUTF8, idBytes, listed, utf8, words, wtf8 } from "./bytes";
import { failure } from "./errors";
import type { EngineExports, ReferenceExports } from "./exports";
import { FieldWriter, OwnTokenizers } from "./own-tokenizer";
import type { Program } from "./program";
import { Runner } from "./runner";

type Ids = Uint32Array<ArrayBuffer>;
type Special = "text" | "tokens";

interface Measured {
  tokens: Interval;
  trust: Trust;
}
export interface Timed {
  ids: Ids;
  milliseconds: number;
}
interface Training {
  ids: Ids;
  texts: Uint8Array<ArrayBuffer>;
}
interface Segments {
  ids: Ids;
  ends: Ids;
}

export class Engine {
  #go: Runner<EngineExports>;
  #own = new OwnTokenizers();
  /** Documents and counters, by numbers that are never used again: the programs' own begin anew with each program. */
  #held = new Map<number, { go: Program<EngineExports>; number: number }>();
  #lastHeld = 0;
  #models = new Uint8Array(0);

  constructor(assets: Assets) {
    this.#go = new Runner<EngineExports>(
      "engine",
      assets,
      (name) => this.#own.file(name),
      (go) => {
        if (this.#models.length > 0) go.call("loadModels", this.#models);
      },
    );
  }

  /** Resolves once the program runs. */
  start(): Promise<void> {
    return this.#go.use(() => {});
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

  /**
   * packed: what Money made of a price file; no bytes are no models. A program that is started anew is given them
   * again.
   */
  async loadModels(packed: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#go.use((go) => go.call("loadModels", packed));
    this.#models = packed;
  }

  models(today: string): Promise<Model[]> {
    return this.#go.use((go) => fromJSON(go.call("models", today)));
  }

  async resolveModel(name: string): Promise<string | null> {
    return (await this.#go.use((go) => go.call("resolveModel", name))) || null;
  }

  async measure(text: string, model: string): Promise<Measured> {
    const encoding = await this.#go.use((go) => go.call("encodingOf", model));
    return this.#go.useEncoding(encoding, (go) =>
      fromJSON<Measured>(go.call("measure", model, go.call("count", encoding, "text", utf8(text)))),
    );
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

  /**
   * What a generator is trained on: the ids of a text; and the number of different ones, with id, length of its bytes,
   * and these of each.
   */
  training(text: string, encoding: string, special: Special): Promise<Training> {
    return this.#go.useEncoding(encoding, (go) => {
      const ids = words(go.call("encode", encoding, special, utf8(text)));
      const different = new Uint32Array(new Set(ids));
      const out = new FieldWriter().number(different.length);
      different.forEach((id, i) =>
        out.number(id).data(go.call("decode", encoding, idBytes(different.subarray(i, i + 1)))),
      );
      return { ids, texts: out.bytes().slice() };
    });
  }

  segment(text: string, encoding: string, special: Special): Promise<Segments> {
    return this.#go.useEncoding(encoding, (go) => halves(words(go.call("segment", encoding, special, utf8(text)))));
  }

  describe(text: string): Promise<TextStats> {
    return this.#go.use((go) => fromJSON(go.call("describe", utf8(text))));
  }

  async inspect(
    text: string,
    subject: { model: string | null; encoding: string; special: Special; tokens: boolean },
  ): Promise<Inspection> {
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

  documentOpen(
    text: string,
    encoding: string,
    special: Special,
  ): Promise<{ document: number; count: number; length: number }> {
    return this.#go.useEncoding(encoding, (go) => {
      const [number = 0, count = 0, length = 0] = words(go.call("documentOpen", encoding, special, wtf8(text)));
      return { document: this.#hold(go, number), count, length };
    });
  }

  // Neither these nor a counter's wait for anything: they are carried out in the order in which they are called.

  documentReplace(document: number, from: number, to: number, insert: string): number {
    return this.#useHeld(document, (go, number) => go.call("documentReplace", number, from, to, wtf8(insert)));
  }

  documentSegment(document: number, from: number, to: number): DocumentSegment {
    return this.#useHeld(document, (go, number) => {
      const [first = 0, start = 0, ...rest] = words(go.call("documentSegment", number, from, to));
      return { first, start, ...halves(Uint32Array.from(rest)) };
    });
  }

  documentDescribe(document: number): TextStats {
    return this.#useHeld(document, (go, number) => fromJSON(go.call("documentDescribe", number)));
  }

  documentClose(document: number): null {
    return this.#drop(document, (go, number) => go.call("documentClose", number));
  }

  counterOpen(encoding: string, special: Special): Promise<number> {
    return this.#go.useEncoding(encoding, (go) => this.#hold(go, go.call("counterOpen", encoding, special)));
  }

  counterWrite(counter: number, part: Uint8Array<ArrayBuffer>): null {
    return this.#useHeld(counter, (go, number) => go.call("counterWrite", number, part));
  }

  counterFinish(counter: number): number {
    return this.#drop(counter, (go, number) => go.call("counterFinish", number));
  }

  counterClose(counter: number): null {
    return this.#drop(counter, (go, number) => go.call("counterClose", number));
  }

  #hold(go: Program<EngineExports>, number: number): number {
    this.#held.set(++this.#lastHeld, { go, number });
    return this.#lastHeld;
  }

  #useHeld<T>(held: number, work: (go: Program<EngineExports>, number: number) => T): T {
    const found = this.#held.get(held);
    if (!found) throw failure("closed", "It was closed. Open a new one.");
    return this.#go.useAgain(found.go, (go) => work(go, found.number));
  }

  #drop<T>(held: number, work: (go: Program<EngineExports>, number: number) => T): T {
    try {
      return this.#useHeld(held, work);
    } finally {
      this.#held.delete(held);
    }
  }

  chunk(text: string, encoding: string, special: Special, maxTokens: number, overlap: number): Promise<Chunk[]> {
    return this.#go.useEncoding(encoding, (go) => {
      const numbers = words(go.call("chunk", encoding, special, maxTokens, overlap, utf8(text)));
      return Array.from({ length: numbers.length / 3 }, (_, i) => ({
        from: numbers[3 * i]!,
        to: numbers[3 * i + 1]!,
        tokens: numbers[3 * i + 2]!,
      }));
    });
  }

  async compareTexts(
    texts: readonly string[],
    subjects: readonly CompareSubject[],
    against: number,
  ): Promise<TextComparison[][]> {
    const asked = await Promise.all(
      subjects.map(async ({ usdPerMTok = "", ...by }) => {
        const model = "model" in by ? by.model : "";
        return {
          model,
          usdPerMTok,
          encoding: "model" in by ? await this.#go.use((go) => go.call("encodingOf", model)) : by.encoding,
        };
      }),
    );
    const list = listed(texts.map((text) => [text]));
    const compared = new Map(
      await Promise.all(
        [...new Set(asked.map(({ encoding }) => encoding))].map(async (encoding) => {
          const of = listed(
            asked.filter((one) => one.encoding === encoding).map(({ model, usdPerMTok }) => [model, usdPerMTok]),
          );
          const results = await this.#go.useEncoding(encoding, (go) =>
            fromJSON<TextComparison[][]>(go.call("compareTexts", encoding, against, of, list)),
          );
          return [encoding, results.values()] as const;
        }),
      ),
    );
    return asked.map(({ encoding }) => compared.get(encoding)!.next().value ?? []);
  }

  measureCount(count: number, model: string): Promise<Measured> {
    return this.#go.use((go) => fromJSON(go.call("measure", model, count)));
  }

  estimate(fields: string, today: string): Promise<Estimate> {
    return this.#go.use((go) => fromJSON(go.call("estimate", utf8(fields), today)));
  }

  async overhead(model: string, items: string): Promise<ChatOverhead> {
    const encoding = await this.#go.use((go) => go.call("encodingOf", model));
    return this.#go.useEncoding(encoding, (go) => fromJSON<ChatOverhead>(go.call("overhead", model, utf8(items))));
  }

  sum(amounts: string): Promise<string> {
    return this.#go.use((go) => go.call("sum", utf8(amounts)));
  }

  rescale(numbers: string): Promise<number[]> {
    return this.#go.use((go) => fromJSON(go.call("rescale", utf8(numbers))));
  }

  convert(amounts: string, rate: string): Promise<string[]> {
    return this.#go.use((go) => fromJSON(go.call("convert", utf8(amounts), rate)));
  }

  /** Our side of the reference check: ids, and how long they took. */
  time(text: string, encoding: string): Promise<Timed> {
    return this.#go.useEncoding(encoding, (go) => timed(() => words(go.call("encode", encoding, "text", utf8(text)))));
  }
}

/** tiktoken-go itself, for the check. */
export class Reference {
  #go: Runner<ReferenceExports>;

  constructor(assets: Assets) {
    this.#go = new Runner<ReferenceExports>("reference", assets);
  }

  about(): Promise<{ name: string; version: string }> {
    return this.#go.use((go) => fromJSON(go.call("about")));
  }

  time(text: string, encoding: string): Promise<Timed> {
    return this.#go.useEncoding(encoding, (go) => timed(() => words(go.call("encode", encoding, utf8(text)))));
  }

  /** Where its ids of the text and ours part, and why; null where they do not. */
  explain(text: string, encoding: string, ours: Ids, theirs: Ids): Promise<ReferenceCheck["difference"] | null> {
    return this.#go.useEncoding(encoding, (go) => {
      const found = go.call("explain", encoding, utf8(text), idBytes(ours), idBytes(theirs));
      return found && fromJSON<ReferenceCheck["difference"]>(found);
    });
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
