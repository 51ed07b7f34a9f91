/** The contract's ThreeLimits: checks what programs in JavaScript may get wrong, then asks the engine. */

import type {
  ChatFormat,
  ChatOverhead,
  Chunk,
  ChunkOptions,
  CompareOptions,
  CompareSubject,
  CutoffTimeline,
  DeckReport,
  ErrorCode,
  Estimate,
  ExerciseReport,
  GeneratorOptions,
  Grade,
  Inspection,
  InspectSubject,
  Interval,
  LessonOptions,
  LessonReport,
  LogprobSequence,
  MediaItem,
  MediaReport,
  Model,
  OwnEncodingOptions,
  PriceFormat,
  PriceImport,
  ReferenceCheck,
  SampledPart,
  SamplingOrder,
  SamplingSettings,
  Scenario,
  SeedOptions,
  StreamOptions,
  TextComparison,
  TextOptions,
  ThreeLimits,
  TokenDocument,
  TokenGenerator,
  Trust,
  UsageOptions,
  UsageReport,
  UsualMistake,
} from "../contract";
import { idBytes } from "./bytes";
import { chatItems } from "./chat-format";
import type { Connection } from "./connect";
import { OpenDocument } from "./document";
import type { Engine } from "./engine";
import { failure } from "./errors";
import { OpenGenerator, requireWhole, settingBytes } from "./generator";
import type { Learn } from "./learn";
import type { Money } from "./money";
import { type Converter, read } from "./own-tokenizer";
import { ReferenceWorker } from "./reference";
import { abortable, give, type Remote } from "./remote";
import { flatten } from "./scenario";
import { countStream } from "./stream";

/** An engine wherever it runs. */
export interface Backend {
  engine(): Promise<Remote<Engine>>;
  /** For one tokenizer that is brought; closed after it. */
  converter(): Promise<Connection<Converter>>;
  money(): Promise<Remote<Money>>;
  learn(): Promise<Remote<Learn>>;
  close(error: Error): void;
}

export class Client implements ThreeLimits {
  readonly version = VERSION;
  #backend: Backend;
  #reference: ReferenceWorker;
  #onClose: () => void;
  #closed = false;
  /** The imported models, packed, and the engine that has them: one that was started anew after it was lost has not. */
  #imported = { models: new Uint8Array(0), by: undefined as Remote<Engine> | undefined };

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

  async cutoffs(): Promise<CutoffTimeline> {
    return (await this.#engine()).cutoffs(today());
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

  async countStream(
    bytes: Blob | ReadableStream<Uint8Array>,
    encoding: string,
    options: StreamOptions = {},
  ): Promise<number> {
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
      if (!Number.isSafeInteger(value))
        throw failure("bad-argument", `${name} is ${shown(value)}; a whole number is accepted.`, name);
    }
    return (await this.#engine()).chunk(text, encoding, special, maxTokens, overlap);
  }

  async compareTexts(
    texts: readonly string[],
    subjects: readonly CompareSubject[],
    { against = 0 }: CompareOptions = {},
  ): Promise<TextComparison[][]> {
    if (!Array.isArray(texts))
      throw failure("bad-argument", `texts is ${shown(texts)}; an array of strings is accepted.`);
    texts.forEach((text, i) => requireString(`texts[${i}]`, text));
    if (!Array.isArray(subjects))
      throw failure("bad-argument", `subjects is ${shown(subjects)}; an array of encodings and models is accepted.`);
    (subjects as readonly (CompareSubject | null | undefined)[]).forEach((subject, i) => {
      const {
        model,
        encoding,
        usdPerMTok = "",
      } = (subject ?? {}) as Partial<Record<"model" | "encoding" | "usdPerMTok", string>>;
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

  async convert(amounts: readonly string[], rate: string): Promise<string[]> {
    const joined = joinedAmounts(amounts);
    requireString("rate", rate);
    return (await this.#engine()).convert(joined, rate);
  }

  async explainUsage(text: string, options: UsageOptions = {}): Promise<UsageReport> {
    requireString("text", text);
    const { reprice = [] } = options ?? {};
    if (!Array.isArray(reprice))
      throw failure("bad-argument", `reprice is ${shown(reprice)}; an array of models is accepted.`, "reprice");
    reprice.forEach((model, i) => requireString(`reprice[${i}]`, model));
    for (const name of ["model", "service", "asOf"] as const) requireString(name, options?.[name] ?? "");
    return (await this.#money()).explainUsage(text, options ?? {}, this.#imported.models, today());
  }

  async importPrices(text: string, options: { format?: PriceFormat } = {}): Promise<PriceImport> {
    requireString("text", text);
    const format = options?.format ?? "";
    const formats: Record<PriceFormat | "", true> = {
      "": true,
      "models.dev": true,
      "genai-prices": true,
      litellm: true,
      threelimits: true,
    };
    if (!Object.hasOwn(formats, format)) {
      throw failure(
        "bad-argument",
        `format is ${shown(format)}; accepted are "models.dev", "genai-prices", "litellm" and "threelimits".`,
        "format",
      );
    }
    const { report, models } = await (await this.#money()).importPrices(text, format, today());
    if (models.length > 0) await this.#useModels(models);
    return report;
  }

  async exportPrices(models: readonly string[] = []): Promise<string> {
    if (!Array.isArray(models))
      throw failure("bad-argument", `models is ${shown(models)}; an array of models is accepted.`);
    models.forEach((model, i) => requireString(`models[${i}]`, model));
    return (await this.#money()).exportPrices(models, this.#imported.models);
  }

  async forgetPrices(): Promise<void> {
    await this.#useModels(new Uint8Array(0));
  }

  async media(items: readonly MediaItem[], model: string): Promise<MediaReport> {
    requireString("model", model);
    const lines = mediaLines(items);
    return (await this.#money()).countMedia(lines, model, this.#imported.models, today());
  }

  async generator(text: string, encoding: string, options: GeneratorOptions = {}): Promise<TokenGenerator> {
    const special = checkedText(text, encoding, options);
    const { order = 3, upTo, ends = true } = options;
    requireWhole("order", order);
    if (upTo !== undefined) requireCount("upTo", upTo);
    const { ids, texts } = await (await this.#engine()).training(text, encoding, special);
    const learn = await this.#learn();
    const opened = await learn.generatorOpen(give(idBytes(ids)), give(texts), order, upTo ?? -1, Boolean(ends));
    return new OpenGenerator(learn, encoding, opened, () => this.#requireOpen(), checkedIds);
  }

  async sample(
    logprobs: readonly number[] | { probabilities: readonly number[] },
    settings?: SamplingSettings,
  ): Promise<SampledPart> {
    const values = checkedLogprobs(logprobs);
    const crossing = settingBytes(settings);
    return (await this.#learn()).sample(values, crossing);
  }

  async samplingOrders(): Promise<SamplingOrder[]> {
    return (await this.#learn()).samplingOrders();
  }

  async logprobs(text: string): Promise<LogprobSequence[]> {
    requireString("text", text);
    return (await this.#learn()).logprobs(text);
  }

  async exercise(file: string, options?: SeedOptions): Promise<ExerciseReport> {
    requireString("file", file);
    const seed = checkedSeed(options);
    return (await this.#learn()).exercise(file, seed);
  }

  async grade(file: string, answer: string, options?: SeedOptions): Promise<Grade> {
    requireString("file", file);
    requireString("answer", answer);
    const seed = checkedSeed(options);
    return (await this.#learn()).grade(file, seed, answer);
  }

  async answerKey(file: string, options?: SeedOptions): Promise<Grade> {
    requireString("file", file);
    const seed = checkedSeed(options);
    return (await this.#learn()).answerKey(file, seed);
  }

  async deck(file: string): Promise<DeckReport> {
    requireString("file", file);
    return (await this.#learn()).deck(file);
  }

  async lesson(file: string, { done = [] }: LessonOptions = {}): Promise<LessonReport> {
    requireString("file", file);
    if (!Array.isArray(done))
      throw failure("bad-argument", `done is ${shown(done)}; an array of ids is accepted.`, "done");
    done.forEach((id, i) => requireString(`done[${i}]`, id));
    return (await this.#learn()).lesson(file, done, today());
  }

  async usualMistakes(): Promise<UsualMistake[]> {
    return (await this.#learn()).usualMistakes();
  }

  async #useModels(packed: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#imported = { models: packed, by: undefined };
    await (await this.#engine()).loadModels(packed);
  }

  async addEncoding(file: Blob, options: OwnEncodingOptions = {}) {
    if (!(file instanceof Blob)) throw failure("bad-argument", "file is no Blob or File; one is accepted.");
    const name = options.name ?? (file as File).name ?? "";
    if (typeof name !== "string" || name === "")
      throw failure("bad-argument", "The encoding needs a name: give options.name.", "name");
    const { pattern, special, signal } = options;
    const packed = await this.#convert(await read(file), { pattern, special }, signal);
    return (await this.#engine()).addEncoding(packed, name);
  }

  async #convert(
    content: Uint8Array<ArrayBuffer>,
    options: OwnEncodingOptions,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array<ArrayBuffer>> {
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
    const { name, version, ids, milliseconds, difference } = await this.#reference.compare(
      text,
      encoding,
      ours.ids,
      signal,
    );
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
    const engine = await this.#backend.engine();
    const imported = this.#imported;
    if (imported.by !== engine && imported.models.length > 0) {
      imported.by = engine;
      await engine.loadModels(imported.models);
    }
    return engine;
  }

  async #money(): Promise<Remote<Money>> {
    this.#requireOpen();
    return this.#backend.money();
  }

  async #learn(): Promise<Remote<Learn>> {
    this.#requireOpen();
    return this.#backend.learn();
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
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw failure("bad-argument", `${name} is ${shown(value)}; a whole number of tokens is accepted.`);
}

function checkedSeed(options: SeedOptions | undefined): string {
  const seed: unknown = options?.seed ?? "1";
  if (typeof seed !== "string" && !Number.isFinite(seed))
    throw failure("bad-argument", `seed is ${shown(seed)}; a text or a number is accepted.`, "seed");
  return String(seed);
}

/** NUL between them, as the engine takes them. */
function joinedAmounts(amounts: readonly string[]): string {
  if (!Array.isArray(amounts))
    throw failure("bad-argument", `amounts is ${shown(amounts)}; an array of decimal texts is accepted.`);
  amounts.forEach((amount, i) => requireString(`amounts[${i}]`, amount));
  return amounts.map((amount) => amount.replaceAll("\0", "?")).join("\0");
}

/** A line for each item, as media.CountJSON takes them; what a kind does not have is left empty, and refused there. */
function mediaLines(items: readonly MediaItem[]): string {
  if (!Array.isArray(items)) throw failure("bad-argument", `items is ${shown(items)}; an array is accepted.`, "items");
  return (items as readonly Partial<Record<string, unknown>>[])
    .map((item, i) => {
      const { kind, width, height, pages, seconds, detail = "" } = item ?? {};
      requireString(`items[${i}].kind`, kind);
      requireString(`items[${i}].detail`, detail);
      for (const [name, value] of Object.entries({ width, height, pages, seconds })) {
        if (value !== undefined && typeof value !== "number")
          throw failure(
            "bad-argument",
            `items[${i}].${name} is ${shown(value)}; a number is accepted.`,
            `items[${i}].${name}`,
          );
      }
      return `${[kind, width, height, kind === "pdf" ? pages : seconds, detail]
        .map((value) => String(value ?? "").replace(/[\t\n]/g, " "))
        .join("\t")}\n`;
    })
    .join("");
}

/** Ids as 32-bit words, in an array of their own. */
function checkedIds(ids: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  if (typeof ids !== "object" || ids === null || !Number.isInteger(ids.length)) {
    throw failure("bad-argument", `ids is ${shown(ids)}; an array of token ids is accepted.`);
  }
  const checked = Uint32Array.from(ids);
  const wrong = checked.findIndex((id, i) => id !== ids[i]);
  if (wrong >= 0)
    throw failure(
      "bad-token" satisfies ErrorCode,
      `ids[${wrong}] is ${shown(ids[wrong])}; a token id is a whole number from 0.`,
    );
  return checked;
}

/** Log-probabilities, or those of probabilities. */
function checkedLogprobs(given: readonly number[] | { probabilities: readonly number[] }): Float64Array<ArrayBuffer> {
  if (Array.isArray(given)) {
    given.forEach((value: unknown, i) => {
      if (typeof value !== "number")
        throw failure(
          "bad-argument",
          `logprobs[${i}] is ${shown(value)}; a log-probability is accepted.`,
          `logprobs[${i}]`,
        );
    });
    return Float64Array.from(given);
  }
  const probabilities: unknown = (given as { probabilities?: unknown } | null)?.probabilities;
  if (!Array.isArray(probabilities)) {
    throw failure(
      "bad-argument",
      `logprobs is ${shown(given)}; an array of log-probabilities is accepted, or { probabilities: [ … ] }.`,
      "logprobs",
    );
  }
  probabilities.forEach((value: unknown, i) => {
    if (typeof value === "number" && value >= 0 && value <= 1) return;
    throw failure(
      "bad-argument",
      `probabilities[${i}] is ${shown(value)}; a probability is a number from 0 to 1.`,
      `probabilities[${i}]`,
    );
  });
  return Float64Array.from(probabilities as number[], Math.log);
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : typeof value === "object" && value !== null
      ? "an object"
      : String(value);
}
