/** Chunks as files: one JSON object a line (JSONL), or one JSON document. */

/** from and to are UTF-16 offsets into the text, as JavaScript and most databases count them. */
export interface Chunk { from: number; to: number; tokens: number }

export interface Made { name: string; encoding: string; maxTokens: number; overlap: number; text: string; chunks: readonly Chunk[] }

function object({ name, text }: Made, { from, to, tokens }: Chunk, index: number): Record<string, unknown> {
  return { index, source: name, from, to, tokens, text: text.slice(from, to) };
}

export function asJSONL(made: Made): Blob {
  return new Blob(made.chunks.map((chunk, i) => JSON.stringify(object(made, chunk, i)) + "\n"), { type: "application/jsonl" });
}

export function asJSON(made: Made): Blob {
  const { name, encoding, maxTokens, overlap, chunks } = made;
  const whole = { source: name, encoding, maxTokens, overlap, chunks: chunks.map((chunk, i) => object(made, chunk, i)) };
  return new Blob([JSON.stringify(whole, null, 2) + "\n"], { type: "application/json" });
}

/** notes.md → notes.chunks.jsonl */
export function fileName(name: string, ending: string): string {
  return `${name.replace(/\.[^.]{1,8}$/, "").replace(/[\\/:*?"<>|\p{Cc}]+/gu, "-") || "text"}.chunks.${ending}`;
}
