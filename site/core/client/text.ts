/** Texts and their tokens, in an engine's encodings or in one of one's own. */
import type {
  Chunk,
  ChunkOptions,
  CompareOptions,
  CompareSubject,
  Inspection,
  InspectSubject,
  Interval,
  OwnEncodingOptions,
  ReferenceCheck,
  StreamOptions,
  TextComparison,
  TextOptions,
  ThreeLimits,
  TokenDocument,
  Trust,
} from "../../contract";
import { final } from "../again";
import { OpenDocument } from "../document";
import { failure } from "../errors";
import { read } from "../own-tokenizer";
import { abortable } from "../remote";
import { countStream } from "../stream";
import {
  checkedIds,
  checkedText,
  requireCount,
  requireOptions,
  requireSignal,
  requireString,
  shown,
} from "./arguments";
import type { Programs } from "./programs";

type Calls = Pick<
  ThreeLimits,
  | "encodings"
  | "measure"
  | "measureCount"
  | "count"
  | "encode"
  | "decode"
  | "bytes"
  | "segment"
  | "describe"
  | "inspect"
  | "document"
  | "countStream"
  | "chunk"
  | "compareTexts"
  | "addEncoding"
  | "removeEncoding"
  | "check"
>;

export function textCalls(programs: Programs): Calls {
  return {
    async encodings() {
      return (await programs.engine()).encodings();
    },

    async measure(text: string, model: string) {
      requireString("text", text);
      requireString("model", model);
      return (await programs.engine()).measure(text, model);
    },

    async measureCount(count: number, model: string): Promise<{ tokens: Interval; trust: Trust }> {
      requireCount("count", count);
      requireString("model", model);
      return (await programs.engine()).measureCount(count, model);
    },

    async count(text: string, encoding: string, options?: TextOptions) {
      const special = checkedText(text, encoding, options);
      return (await programs.engine()).count(text, encoding, special);
    },

    async encode(text: string, encoding: string, options?: TextOptions) {
      const special = checkedText(text, encoding, options);
      return (await programs.engine()).encode(text, encoding, special);
    },

    async decode(ids: ArrayLike<number>, encoding: string) {
      requireString("encoding", encoding);
      const checked = checkedIds(ids);
      return (await programs.engine()).decode(checked, encoding);
    },

    async bytes(ids: ArrayLike<number>, encoding: string) {
      requireString("encoding", encoding);
      const checked = checkedIds(ids);
      return (await programs.engine()).bytes(checked, encoding);
    },

    async segment(text: string, encoding: string, options?: TextOptions) {
      const special = checkedText(text, encoding, options);
      return (await programs.engine()).segment(text, encoding, special);
    },

    async describe(text: string) {
      requireString("text", text);
      return (await programs.engine()).describe(text);
    },

    async inspect(text: string, subject: InspectSubject): Promise<Inspection> {
      requireOptions("subject", subject);
      const { model = null, encoding = "" } = subject as { model?: string; encoding?: string };
      if (model !== null) requireString("model", model);
      const special = checkedText(text, encoding, subject);
      return (await programs.engine()).inspect(text, { model, encoding, special, tokens: subject.tokens !== false });
    },

    async document(text: string, encoding: string, options?: TextOptions): Promise<TokenDocument> {
      const special = checkedText(text, encoding, options);
      const engine = await programs.engine();
      const opened = await engine.documentOpen(text, encoding, special);
      return new OpenDocument(engine, encoding, opened, () => programs.requireOpen());
    },

    async countStream(
      bytes: Blob | ReadableStream<Uint8Array>,
      encoding: string,
      options: StreamOptions = {},
    ): Promise<number> {
      if (!(bytes instanceof Blob) && typeof (bytes as Partial<ReadableStream> | null)?.getReader !== "function") {
        throw failure("bad-argument", `bytes is ${shown(bytes)}; a Blob, a File or a ReadableStream is accepted.`);
      }
      const special = checkedText("", encoding, options);
      requireOptions("options", options);
      requireSignal(options.signal);
      if (options.onProgress !== undefined && typeof options.onProgress !== "function")
        throw failure(
          "bad-argument",
          `onProgress is ${shown(options.onProgress)}; a function is accepted.`,
          "onProgress",
        );
      const counting = countStream(programs.engine(), bytes, encoding, special, options);
      return bytes instanceof Blob ? counting : counting.catch((error: unknown) => Promise.reject(final(error)));
    },

    async chunk(text: string, encoding: string, options: ChunkOptions): Promise<Chunk[]> {
      const special = checkedText(text, encoding, options);
      const { maxTokens, overlap = 0 } = options ?? {};
      for (const [name, value] of Object.entries({ maxTokens, overlap })) {
        if (!Number.isSafeInteger(value))
          throw failure("bad-argument", `${name} is ${shown(value)}; a whole number is accepted.`, name);
      }
      return (await programs.engine()).chunk(text, encoding, special, maxTokens, overlap);
    },

    async compareTexts(
      texts: readonly string[],
      subjects: readonly CompareSubject[],
      options: CompareOptions = {},
    ): Promise<TextComparison[][]> {
      requireOptions("options", options);
      const { against = 0 } = options;
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
      return (await programs.engine()).compareTexts(texts, subjects, against);
    },

    async addEncoding(file: Blob, options: OwnEncodingOptions = {}) {
      if (!(file instanceof Blob)) throw failure("bad-argument", "file is no Blob or File; one is accepted.");
      requireOptions("options", options);
      requireSignal(options.signal);
      const name = options.name ?? (file as File).name ?? "";
      if (typeof name !== "string" || name === "")
        throw failure("bad-argument", "The encoding needs a name: give options.name.", "name");
      const { pattern, special, signal } = options;
      if (pattern !== undefined) requireString("pattern", pattern);
      if (special !== undefined) requireOptions("special", special);
      for (const [text, id] of Object.entries(special ?? {})) requireCount(`special[${JSON.stringify(text)}]`, id);
      const packed = await convert(programs, await read(file), { pattern, special }, signal);
      return (await programs.engine()).addEncoding(packed, name);
    },

    async removeEncoding(name: string) {
      requireString("name", name);
      return (await programs.engine()).removeEncoding(name);
    },

    async check(text: string, encoding: string, options: { signal?: AbortSignal } = {}): Promise<ReferenceCheck> {
      checkedText(text, encoding);
      requireOptions("options", options);
      const { signal } = options;
      requireSignal(signal);
      const engine = await programs.engine();
      const ours = await engine.time(text, encoding);
      const { name, version, ids, milliseconds, difference } = await programs.reference.compare(
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
    },
  };
}

async function convert(
  programs: Programs,
  content: Uint8Array<ArrayBuffer>,
  options: OwnEncodingOptions,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const stopped = failure("aborted", "Reading the tokenizer was stopped. Nothing of it is kept.");
  const { remote, close } = await programs.converter();
  try {
    return await abortable(remote.convert(content, options), signal, stopped);
  } finally {
    close(stopped);
  }
}
