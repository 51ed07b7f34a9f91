/** What there is to know about the token one points at. */
import { number } from "../../kit/format";
import type { Pointed } from "./drawing";

export interface TokenDetail {
  /** "Token 17" or "Tokens 17 to 19". */
  place: string;
  /** The text, with what is invisible in it spelled out. */
  text: string;
  /** bytes: in hexadecimal. holds: the characters it holds only a part of, as "bytes 1–3 of 4 of 😀". */
  parts: { id: number; bytes: string; holds: string[] }[];
  /** The tokens spell something else than the text: the tokenizer rewrites it before it counts. */
  rewritten: boolean;
}

/** Bytes shown of one token; the longest token of the encodings has 128. */
const bytesShown = 24;

/** `bytesOf` gives the bytes of one token. */
export async function describePointed(
  { span, segments, text, next }: Pointed,
  bytesOf: (id: number) => Promise<Uint8Array>,
): Promise<TokenDetail> {
  const { first, after } = span;
  const before = segments.first;
  const ids = [...segments.ids.subarray(first, after)];
  const bytes = await Promise.all(ids.map(bytesOf));
  const held = heldParts([...(text + next)], bytes);
  return {
    place:
      ids.length === 1
        ? `Token ${number(before + after)}`
        : `Tokens ${number(before + first + 1)} to ${number(before + after)}`,
    text: spelled(text),
    parts: ids.map((id, i) => ({ id, bytes: hex(bytes[i]!), holds: held?.[i] ?? [] })),
    rewritten: held === null,
  };
}

/**
 * For each token the characters it holds only a part of. The first token may begin inside the first character; the last
 * may end inside the last one, which follows the tokens' text. null: these tokens do not spell these characters.
 */
function heldParts(characters: readonly string[], tokens: readonly Uint8Array[]): string[][] | null {
  const encoder = new TextEncoder();
  const encoded = characters.map((character) => encoder.encode(character));
  const text = encoded.flatMap((bytes) => [...bytes]);
  const spelt = tokens.flatMap((bytes) => [...bytes]);
  const begin = encoded[0]?.findIndex((_, at) => spelt.every((byte, i) => text[at + i] === byte)) ?? -1;
  if (begin < 0) return null;
  let from = begin;
  return tokens.map((bytes) => {
    const to = from + bytes.length;
    const holds: string[] = [];
    let at = 0;
    encoded.forEach(({ length }, i) => {
      const [first, last] = [Math.max(from, at), Math.min(to, at + length)];
      if (first < last && last - first < length)
        holds.push(`${byteRange(first - at + 1, last - at)} of ${length} of ${spelled(characters[i]!)}`);
      at += length;
    });
    from = to;
    return holds;
  });
}

function byteRange(first: number, last: number): string {
  return first === last ? `byte ${first}` : `bytes ${first}–${last}`;
}

export function hex(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, bytesShown)]
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"))
    .join(" ");
  return bytes.length > bytesShown ? `${shown} …` : shown;
}

const invisible: Record<string, string> = {
  " ": "·",
  "\t": "→",
  "\n": "↵",
  "\r": "␍",
  "\u00a0": "⍽",
  "\ufeff": "BOM",
  "\0": "␀",
};

/** Whitespace and control characters made visible. */
export function spelled(text: string): string {
  return text.replace(/[ \t\n\r\u00a0\ufeff\0]/g, (character) => invisible[character] ?? character);
}
