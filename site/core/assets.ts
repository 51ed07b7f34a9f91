/**
 * Where the programs and vocabularies come from: a directory on the web, a directory on disk (Node), the data blocks
 * of the one file, or, in a worker without either, the page that started it.
 */
import { failure, reason } from "./errors";
import { inflate } from "./inflate";

export type ProgramName = "engine" | "reference" | "convert" | "money" | "learn";

export interface Assets {
  /** The program's wasm: a response to compile while it arrives, or its bytes. */
  program(name: ProgramName): Promise<Response | ArrayBuffer>;
  /** A vocabulary file, inflated. again: an earlier try failed, so nothing kept from it is trusted. */
  vocabulary(file: string, again: boolean): Promise<ArrayBuffer>;
}

/** A server from which nothing more comes for so long is not waited for any longer. In milliseconds. */
const patience = 20_000;

/** Files of dist/site under a base URL. silence: how long a server may send nothing, in milliseconds. */
export class SiteAssets implements Assets {
  constructor(
    readonly baseURL: string,
    readonly silence = patience,
  ) {}

  async program(name: ProgramName): Promise<Response | ArrayBuffer> {
    const url = new URL(`${name}.wasm`, this.baseURL);
    try {
      return url.protocol === "file:" ? await readFile(url) : await this.#get(url, "default");
    } catch (error) {
      throw failure(
        name === "reference" ? "reference-failed" : "engine-failed",
        `${name}.wasm could not be loaded (${reason(error)}). Try again, or reload the page.`,
      );
    }
  }

  async vocabulary(file: string, again: boolean): Promise<ArrayBuffer> {
    const url = new URL(`vocab/${file}.vocab.gz`, this.baseURL);
    let body: ArrayBuffer;
    try {
      body =
        url.protocol === "file:"
          ? await readFile(url)
          : await (await this.#get(url, again ? "reload" : "default")).arrayBuffer();
    } catch (error) {
      throw failure(
        "vocabulary-missing",
        `The vocabulary ${file} could not be loaded (${reason(error)}). It is tried again with the next count.`,
      );
    }
    return inflateVocabulary(file, body);
  }

  /** An answer whose body fails where the server falls silent in the middle of it. */
  async #get(url: URL, cache: RequestCache): Promise<Response> {
    const silent = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      const why = new Error(`nothing came from the server for ${this.silence / 1000} seconds`);
      timer = setTimeout(() => silent.abort(why), this.silence);
    };
    wait();
    try {
      const response = await fetch(url, { cache, signal: silent.signal });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      void follow(response.clone(), wait).finally(() => clearTimeout(timer));
      return response;
    } catch (error) {
      clearTimeout(timer);
      throw error;
    }
  }
}

/** Tells of each part of an answer's body as it arrives. The answer itself stays for the browser to compile from. */
async function follow(response: Response, arrived: () => void): Promise<void> {
  const reader = response.body?.getReader();
  try {
    while (reader && !(await reader.read()).done) arrived();
  } catch {
    // Who reads the answer itself is told.
  }
}

/** The one file's data blocks. */
export class EmbeddedAssets implements Assets {
  async program(name: ProgramName): Promise<ArrayBuffer> {
    const block = await readBlock(`${name}.wasm`);
    if (block) return block;
    if (name === "engine" || name === "money" || name === "learn")
      throw failure("engine-failed", `This file is damaged: ${name}.wasm inside it is missing. Get the file again.`);
    if (name === "convert") {
      throw failure(
        "engine-failed",
        "This one-file version leaves the reader of tokenizers out to stay small. It is on the page itself, served " +
          "from dist/site.",
      );
    }
    throw failure(
      "reference-failed",
      "This one-file version leaves tiktoken-go out to stay small. The check works on the page itself, served from " +
        "dist/site.",
    );
  }

  async vocabulary(file: string): Promise<ArrayBuffer> {
    let block: ArrayBuffer | null;
    try {
      block = await readBlock(`vocab/${file}.vocab`);
    } catch {
      throw corrupt(file);
    }
    if (block) return block;
    throw failure(
      "vocabulary-missing",
      `This one-file version carries the vocabularies of today's models only, not ${file}. The page served from dist/site has them all.`,
    );
  }
}

/** The text of a script carried inside the one file. */
export async function embeddedText(name: string): Promise<string> {
  const block = await readBlock(name);
  if (!block) throw new Error(`the block ${name} is missing`);
  return new TextDecoder().decode(block);
}

/** Inflates a fetched vocabulary unless a server's Content-Encoding did already. */
async function inflateVocabulary(file: string, body: ArrayBuffer): Promise<ArrayBuffer> {
  const head = new Uint8Array(body, 0, Math.min(2, body.byteLength));
  if (head[0] !== 0x1f || head[1] !== 0x8b) return body;
  try {
    return await inflate(body);
  } catch {
    throw corrupt(file);
  }
}

function corrupt(file: string): Error {
  return failure(
    "vocabulary-corrupt",
    `The vocabulary ${file} arrived damaged. It is loaded anew with the next count.`,
  );
}

async function readFile(url: URL): Promise<ArrayBuffer> {
  const { readFile } = await import("node:fs/promises");
  const { buffer, byteOffset, byteLength } = await readFile(url);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}

async function readBlock(name: string): Promise<ArrayBuffer | null> {
  const block = document.getElementById(`threelimits:${name}`);
  return block ? inflate(fromBase64(block.textContent ?? "")) : null;
}

function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}
