/** The contract's ThreeLimits: checks what programs in JavaScript may get wrong, then asks the engine. */
import type {
  ChatFormat, ChatOverhead, Chunk, ChunkOptions, CompareOptions, CompareSubject, ErrorCode, Estimate, InspectSubject, Inspection, Interval, Model,
  OwnEncodingOptions, ReferenceCheck, Scenario, StreamOptions, TextComparison, TextOptions, ThreeLimits, TokenDocument, Trust,
} from "./contract";
import type { Connection } from "./connect";
import { OpenDocument } from "./document";
import { failure } from "./errors";
import type { Engine } from "./engine";
import { read, type Converter } from "./own-tokenizer";
import { ReferenceWorker } from "./reference";
import { chatItems } from "./chat-format";
import { abortable, type Remote } from "./remote";
import { flatten } from "./scenario";
import { countStream } from "./stream";

/** An engine wherever it runs. */
export interface Backend {
  engine(): Promise<Remote<Engine>>;
  /** For one tokenizer that is brought; closed after it. */
  converter(): Promise<Connection<Converter>>;
  close(error: Error): void;
}

export class Client implements ThreeLimits {
  readonly version = VERSION;
  #backend: Backend;
  #reference: ReferenceWorker;
  #onClose: () => void;
  #closed = false;

  constructor(backend: Backend, baseURL: string, onClose: () => void) {
    this.#backend = backend;
    this.#reference = new ReferenceWorker(baseURL);
    this.#onClose = onClose;
  }

  async encodings() {
    return (await this.#engine()).encodings();
  }

  async models(): Promise<Model[]> {
    return (await this.#engine()).models(today());
  }

  async measure(text: string, model: string) {
    requireString("text", text);
    requireString("model", model);
    return (await this.#engine()).measure(text, model);
  }

  async count(text: string, encoding: string, options?: TextOptions) {
    const special = checkedText(text, encoding, options);
    return (await this.#engine()).count(text, encoding, special);
  }

  async encode(text: string, encoding: string, options?: TextOptions) {
    const special = checkedText(text, encoding, options);
    return (await this.#engine()).encode(text, encoding, special);
  }

  async decode(ids: ArrayLike<number>, encoding: string) {
    requireString("encoding", encoding);
    const checked = checkedIds(ids);
    return (await this.#engine()).decode(checked, encoding);
  }

  async bytes(ids: ArrayLike<number>, encoding: string) {
    requireString("encoding", encoding);
    const checked = checkedIds(ids);
    return (await this.#engine()).bytes(checked, encoding);
  }

  async segment(text: string, encoding: string, options?: TextOptions) {
    const special = checkedText(text, encoding, options);
    return (await this.#engine()).segment(text, encoding, special);
  }

  async describe(text: string) {
    requireString("text", text);
    return (await this.#engine()).describe(text);
  }

  async inspect(text: string, subject: InspectSubject): Promise<Inspection> {
    const { model = null, encoding = "" } = (subject ?? {}) as { model?: string; encoding?: string };
    if (model !== null) requireString("model", model);
    const special = checkedText(text, encoding, subject);
    return (await this.#engine()).inspect(text, { model, encoding, special, tokens: subject.tokens !== false });
  }

  async document(text: string, encoding: string, options?: TextOptions): Promise<TokenDocument> {
    const special = checkedText(text, encoding, options);
    const engine = await this.#engine();
    const opened = await engine.documentOpen(text, encoding, special);
    return new OpenDocument(engine, encoding, opened, () => this.#requireOpen());
  }

  async countStream(bytes: Blob | ReadableStream<Uint8Array>, encoding: string, options: StreamOptions = {}): Promise<number> {
    if (!(bytes instanceof Blob) && typeof (bytes as Partial<ReadableStream> | null)?.getReader !== "function") {
      throw failure("bad-argument", `bytes is ${shown(bytes)}; a Blob, a File or a ReadableStream is accepted.`);
    }
    const special = checkedText("", encoding, options);
    return countStream(this.#engine(), bytes, encoding, special, options);
  }

  async chunk(text: string, encoding: string, options: ChunkOptions): Promise<Chunk[]> {
    const special = checkedText(text, encoding, options);
    const { maxTokens, overlap = 0 } = options ?? {};
    for (const [name, value] of Object.entries({ maxTokens, overlap })) {
      if (!Number.isSafeInteger(value)) throw failure("bad-argument", `${name} is ${shown(value)}; a whole number is accepted.`, name);
    }
    return (await this.#engine()).chunk(text, encoding, special, maxTokens, overlap);
  }

  async compareTexts(texts: readonly string[], subjects: readonly CompareSubject[], { against = 0 }: CompareOptions = {}): Promise<TextComparison[][]> {
    if (!Array.isArray(texts)) throw failure("bad-argument", `texts is ${shown(texts)}; an array of strings is accepted.`);
    texts.forEach((text, i) => requireString(`texts[${i}]`, text));
    if (!Array.isArray(subjects)) throw failure("bad-argument", `subjects is ${shown(subjects)}; an array of encodings and models is accepted.`);
    (subjects as readonly (CompareSubject | null | undefined)[]).forEach((subject, i) => {
      const { model, encoding, usdPerMTok = "" } = (subject ?? {}) as Partial<Record<"model" | "encoding" | "usdPerMTok", string>>;
      requireString(`subjects[${i}].${model === undefined ? "encoding" : "model"}`, model ?? encoding);
      requireString(`subjects[${i}].usdPerMTok`, usdPerMTok);
    });
    requireCount("against", against);
    return (await this.#engine()).compareTexts(texts, subjects, against);
  }

  async measureCount(count: number, model: string): Promise<{ tokens: Interval; trust: Trust }> {
    requireCount("count", count);
    requireString("model", model);
    return (await this.#engine()).measureCount(count, model);
  }

  async estimate(scenario: Scenario): Promise<Estimate> {
    const fields = flatten(scenario);
    return (await this.#engine()).estimate(fields, today());
  }

  async overhead(format: ChatFormat, model: string): Promise<ChatOverhead> {
    requireString("model", model);
    const items = chatItems(format);
    return (await this.#engine()).overhead(model, items);
  }

  async sum(amounts: readonly string[]): Promise<string> {
    const joined = joinedAmounts(amounts);
    return (await this.#engine()).sum(joined);
  }

  async addEncoding(file: Blob, options: OwnEncodingOptions = {}) {
    if (!(file instanceof Blob)) throw failure("bad-argument", "file is no Blob or File; one is accepted.");
    const name = options.name ?? (file as File).name ?? "";
    if (typeof name !== "string" || name === "") throw failure("bad-argument", "The encoding needs a name: give options.name.", "name");
    const { pattern, special, signal } = options;
    const packed = await this.#convert(await read(file), { pattern, special }, signal);
    return (await this.#engine()).addEncoding(packed, name);
  }

  async #convert(content: Uint8Array<ArrayBuffer>, options: OwnEncodingOptions, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#closed) throw closed();
    const stopped = failure("aborted", "Reading the tokenizer was stopped. Nothing of it is kept.");
    const { remote, close } = await this.#backend.converter();
    try {
      return await abortable(remote.convert(content, options), signal, stopped);
    } finally {
      close(stopped);
    }
  }

  async removeEncoding(name: string) {
    requireString("name", name);
    return (await this.#engine()).removeEncoding(name);
  }

  async check(text: string, encoding: string, { signal }: { signal?: AbortSignal } = {}): Promise<ReferenceCheck> {
    checkedText(text, encoding);
    const engine = await this.#engine();
    const ours = await engine.time(text, encoding);
    const { name, version, ids, milliseconds, difference } = await this.#reference.compare(text, encoding, ours.ids, signal);
    return {
      encoding,
      ours: { tokens: ours.ids.length, milliseconds: ours.milliseconds },
      reference: { name, version, tokens: ids.length, milliseconds },
      equal: !difference,
      ...(difference ? { difference } : {}),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
    this.#reference.close(closed());
    this.#backend.close(closed());
  }

  async #engine(): Promise<Remote<Engine>> {
    this.#requireOpen();
    return this.#backend.engine();
  }

  #requireOpen(): void {
    if (this.#closed) throw closed();
  }
}

/** The person's own date: it chooses the day's prices. */
function today(): string {
  const now = new Date();
  const digits = (n: number, length: number) => String(n).padStart(length, "0");
  return `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1, 2)}-${digits(now.getDate(), 2)}`;
}

function closed(): Error {
  return failure("closed", "This engine was closed. Call load() for a new one.");
}

function checkedText(text: string, encoding: string, options?: TextOptions): "text" | "tokens" {
  requireString("text", text);
  requireString("encoding", encoding);
  const special = options?.special ?? "text";
  if (special !== "text" && special !== "tokens") {
    throw failure("bad-argument", `special is ${shown(special)}; accepted are "text" and "tokens".`);
  }
  return special;
}

function requireString(name: string, value: unknown): void {
  if (typeof value !== "string") throw failure("bad-argument", `${name} is ${shown(value)}; a string is accepted.`);
}

function requireCount(name: string, value: unknown): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw failure("bad-argument", `${name} is ${shown(value)}; a whole number of tokens is accepted.`);
}

/** NUL between them, as the engine takes them. */
function joinedAmounts(amounts: readonly string[]): string {
  if (!Array.isArray(amounts)) throw failure("bad-argument", `amounts is ${shown(amounts)}; an array of decimal texts is accepted.`);
  amounts.forEach((amount, i) => requireString(`amounts[${i}]`, amount));
  return amounts.map((amount) => amount.replaceAll("\0", "?")).join("\0");
}

/** Ids as 32-bit words, in an array of their own. */
function checkedIds(ids: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  if (typeof ids !== "object" || ids === null || !Number.isInteger(ids.length)) {
    throw failure("bad-argument", `ids is ${shown(ids)}; an array of token ids is accepted.`);
  }
  const checked = Uint32Array.from(ids);
  const wrong = checked.findIndex((id, i) => id !== ids[i]);
  if (wrong >= 0) throw failure("bad-token" satisfies ErrorCode, `ids[${wrong}] is ${shown(ids[wrong])}; a token id is a whole number from 0.`);
  return checked;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : typeof value === "object" && value !== null ? "an object" : String(value);
}
