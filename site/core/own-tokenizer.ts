/**
 * A tokenizer that a person brings: a Hugging Face tokenizer.json, or a .tiktoken file with a pattern. It is converted
 * once, by a program of its own (convert.wasm) that is dropped afterwards; what comes out is a vocabulary file like the
 * built-in ones, kept in IndexedDB for the next visit where there is one.
 *
 * The page parses the JSON and passes fields; what they mean, and whether they can be counted with, the program decides
 * (calc/bpe/own.go).
 */

import type { EncodingInfo, OwnEncodingOptions } from "../contract";
import { parseJson } from "../json/read";
import type { Assets } from "./assets";
import { failure, isFailure, reason } from "./errors";
import type { ConvertExports } from "./exports";
import { Program } from "./program";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The largest file that is read. Gemma 3's tokenizer.json, the largest in use, has 33 MB; parsed it takes ten times the
 * memory, so that a larger file is refused before it is read.
 */
const maxFileBytes = 64_000_000;

/**
 * Converts in a worker of its own where there are workers: counting goes on meanwhile, stopping ends it, and its memory
 * goes with it.
 */
export class Converter {
  #assets: Assets;

  constructor(assets: Assets) {
    this.#assets = assets;
  }

  convert(content: Bytes, options: OwnEncodingOptions): Promise<Bytes> {
    return convert(this.#assets, content, options);
  }
}

/** The vocabulary file of a tokenizer, given as its file's bytes. */
async function convert(assets: Assets, content: Bytes, options: OwnEncodingOptions): Promise<Bytes> {
  const program = await Program.start<ConvertExports>(await assets.program("convert"));
  try {
    if (looksLikeJSON(content)) return program.call("convertTokenizer", await fieldsOfFile(content));
    if (options.pattern === undefined) {
      throw failure(
        "unknown-pretokenizer",
        "A .tiktoken file does not say how text is cut: give the pattern too, by name (o200k_base, cl100k_base, " +
          "kimi, …) or as the regular expression.",
      );
    }
    const special = new FieldWriter();
    const specials = Object.entries(options.special ?? {});
    special.number(specials.length);
    for (const [text, id] of specials) special.text(text).id(id, text).number(1);
    return program.call("convertRanks", content, options.pattern, special.bytes());
  } catch (error) {
    if (isFailure(error)) throw error;
    throw failure("bad-tokenizer", `The file cannot be used: ${reason(error)}.`);
  }
}

/** The file's bytes. Read where the file was given: Node's files on disk cannot be sent to a worker. */
export async function read(file: Blob): Promise<Bytes> {
  if (file.size > maxFileBytes) {
    throw failure(
      "tokenizer-too-large",
      `The file has ${megabytes(file.size)} MB; accepted are tokenizers of at most ${megabytes(maxFileBytes)} MB.`,
    );
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw failure("bad-tokenizer", `The file could not be read: ${reason(error)}.`);
  }
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / 1e5) / 10);
}

/** The first character that is no whitespace is a brace; lines of a .tiktoken file are base64. */
function looksLikeJSON(content: Bytes): boolean {
  let at = content[0] === 0xef ? 3 : 0;
  while (at < content.length && content[at]! <= 0x20) at++;
  return content[at] === 0x7b;
}

function parse(content: Bytes): Record<string, unknown> {
  try {
    return parseJson(new TextDecoder().decode(content)) as Record<string, unknown>;
  } catch (error) {
    throw failure("bad-tokenizer", `${reason(error)} Get the file again.`);
  }
}

/**
 * A function of its own, so that what was parsed is garbage when it returns: a frame that held it kept 60 MB alive
 * while the program ran, and V8 collects anew each time a program's memory grows (Gemma 3 in Node, on a loaded machine:
 * 18 s, and 8 s this way).
 */
async function fieldsOfFile(content: Bytes): Promise<Bytes> {
  return fieldsOf(parse(content));
}

/** What tokenize.ConvertTokenizer reads. In slices: where there can be no worker this is the page's thread. */
async function fieldsOf(json: Record<string, unknown>): Promise<Bytes> {
  const { added_tokens: added, model, ...rest } = json;
  const { vocab, merges, ...settings } = isObject(model) ? model : {};
  const out = new FieldWriter();
  const leaves = leavesOf({ ...rest, ...(isObject(model) ? { model: settings } : {}) });
  out.number(leaves.length);
  for (const leaf of leaves) for (const text of leaf) out.text(text);

  if (Array.isArray(vocab)) throw failure("not-bpe", "Its vocabulary is a list, as Unigram's is; accepted is BPE.");
  const entries = isObject(vocab) ? Object.entries(vocab) : [];
  out.number(entries.length);
  await inSlices(entries, ([text, id]) => out.text(text).id(id, text));

  const pairs = Array.isArray(merges) ? merges : [];
  out.number(pairs.length);
  await inSlices(pairs, (pair) => {
    const [left, right] = sides(pair);
    out.text(left).text(right);
  });

  const tokens = (Array.isArray(added) ? added : []).filter(isObject);
  out.number(tokens.length);
  const flags = ["special", "normalized", "lstrip", "rstrip", "single_word"];
  await inSlices(tokens, (token) => {
    const text = String(token["content"] ?? "");
    out
      .text(text)
      .id(token["id"], text)
      .number(flags.reduce((sum, flag, i) => sum + (token[flag] === true ? 1 << i : 0), 0));
  });
  return out.bytes();
}

/** Some ten milliseconds' worth of entries. */
const slice = 20_000;

/** Does each, and lets others have the thread between slices. */
async function inSlices<T>(all: readonly T[], each: (one: T) => void): Promise<void> {
  for (let i = 0; i < all.length; i += slice) {
    if (i > 0) await new Promise((resolve) => setTimeout(resolve));
    for (const one of all.slice(i, i + slice)) each(one);
  }
}

/** "a b" or ["a", "b"]. */
function sides(merge: unknown): [string, string] {
  if (Array.isArray(merge) && merge.length === 2) return [String(merge[0]), String(merge[1])];
  const at = typeof merge === "string" ? merge.indexOf(" ") : -1;
  if (at < 0)
    throw failure("bad-tokenizer", `A merge is ${JSON.stringify(merge)?.slice(0, 60)}; accepted are two texts.`);
  return [(merge as string).slice(0, at), (merge as string).slice(at + 1)];
}

type Leaf = [path: string, kind: string, text: string];

/** The leaves of an object, as scenario.ts has them: empty objects and arrays are leaves too. */
function leavesOf(value: unknown, path = "", leaves: Leaf[] = []): Leaf[] {
  if (path.split(".").length > 16 || leaves.length > 10_000) {
    throw failure("bad-tokenizer", "The file has more settings than any tokenizer, or nests them more deeply.");
  }
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const entries = kind === "object" || kind === "array" ? Object.entries(value as object) : [];
  if (entries.length === 0 && path)
    leaves.push([path, kind, kind === "object" || kind === "array" || value === null ? "" : String(value)]);
  for (const [name, inner] of entries) leavesOf(inner, path ? `${path}.${name}` : name, leaves);
  return leaves;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Numbers of 32 bits, little-endian; texts as their length and UTF-8. */
export class FieldWriter {
  #buffer: Bytes = new Uint8Array(1 << 20);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;
  #encoder = new TextEncoder();

  number(value: number): this {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  /** A token's id, which must be one. */
  id(value: unknown, text: string): this {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw failure(
        "bad-tokenizer",
        `The id of ${JSON.stringify(text.slice(0, 60))} is ${String(value)}; accepted are whole numbers.`,
      );
    }
    return this.number(value);
  }

  text(value: string): this {
    this.#reserve(4 + 3 * value.length);
    const { written } = this.#encoder.encodeInto(value, this.#buffer.subarray(this.#length + 4));
    this.number(written);
    this.#length += written;
    return this;
  }

  /** Bytes after their length. */
  data(value: Uint8Array): this {
    this.#reserve(4 + value.length);
    this.number(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  bytes(): Bytes {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = new Uint8Array(2 * (this.#length + more));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** A tokenizer as it is kept, under its name. */
interface Kept {
  info: EncodingInfo;
  file: Bytes;
}

/**
 * The tokenizers that were brought; kept in IndexedDB where it can be had (not in Node, a sandbox, some private
 * windows).
 */
export class OwnTokenizers {
  #here = new Map<string, Kept>();

  /** All of them, those of earlier visits among them. */
  async kept(): Promise<EncodingInfo[]> {
    const all = new Map(
      ((await inStore<Kept[]>("readonly", (store) => store.getAll())) ?? []).map((kept) => [kept.info.name, kept]),
    );
    for (const [name, kept] of this.#here) all.set(name, kept);
    return [...all.values()].map(({ info }) => info);
  }

  async file(name: string): Promise<Bytes | undefined> {
    return (this.#here.get(name) ?? (await inStore<Kept | undefined>("readonly", (store) => store.get(name))))?.file;
  }

  async keep(info: EncodingInfo, file: Bytes): Promise<void> {
    this.#here.set(info.name, { info, file });
    await inStore("readwrite", (store) => store.put({ info, file }, info.name));
  }

  async forget(name: string): Promise<void> {
    this.#here.delete(name);
    await inStore("readwrite", (store) => store.delete(name));
  }
}

/** WebKit leaves a request unanswered for good where a page that was left had one under way. In milliseconds. */
const patience = 5_000;
let unanswered = false;

/** Runs one request on the object store; undefined where there is no storage, or it refuses, or does not answer. */
async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  if (unanswered) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      unanswered = true;
      resolve(undefined);
    }, patience);
  });
  try {
    return await Promise.race([late, request(mode, work)]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function request<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open("threelimits", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("tokenizers");
  };
  const database = await settled(opening);
  try {
    return await settled(work(database.transaction("tokenizers", mode).objectStore("tokenizers")));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
