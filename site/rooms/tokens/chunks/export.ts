/** Chunks as files: one JSON object a line (JSONL), one JSON document, or text to be read. */
import { counted } from "../../../kit/format";

/** from and to are UTF-16 offsets into the text, as JavaScript and most databases count them. */
interface Chunk {
  from: number;
  to: number;
  tokens: number;
}

export interface Made {
  name: string;
  encoding: string;
  maxTokens: number;
  overlap: number;
  text: string;
  chunks: readonly Chunk[];
}

function object({ name, text }: Made, { from, to, tokens }: Chunk, index: number): Record<string, unknown> {
  return { index, source: name, from, to, tokens, text: text.slice(from, to) };
}

export function asJSONL(made: Made): Blob {
  return new Blob(
    made.chunks.map((chunk, i) => `${JSON.stringify(object(made, chunk, i))}\n`),
    { type: "application/jsonl" },
  );
}

export function asJSON(made: Made): Blob {
  const { name, encoding, maxTokens, overlap, chunks } = made;
  const whole = {
    source: name,
    encoding,
    maxTokens,
    overlap,
    chunks: chunks.map((chunk, i) => object(made, chunk, i)),
  };
  return new Blob([`${JSON.stringify(whole, null, 2)}\n`], { type: "application/json" });
}

/** For people: each chunk under a line with its number and tokens. */
export function asText({ chunks, text }: Made): Blob {
  const head = (tokens: number, i: number): string =>
    `----- ${i + 1} of ${chunks.length}, ${counted(tokens, "token")} -----\n`;
  return new Blob(
    chunks.map(({ from, to, tokens }, i) => `${head(tokens, i)}${text.slice(from, to).replace(/\n*$/, "")}\n\n`),
    { type: "text/plain" },
  );
}

/** notes.md → notes.chunks.jsonl */
export function fileName(name: string, ending: string): string {
  return `${name.replace(/\.[^.]{1,8}$/, "").replace(/[\\/:*?"<>|\p{Cc}]+/gu, "-") || "text"}.chunks.${ending}`;
}
