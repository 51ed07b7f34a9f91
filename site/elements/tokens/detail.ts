/** What there is to know about the token one points at. */
import { number } from "../format";
import type { Pointed } from "./drawing";

export interface TokenDetail {
  /** "Token 17" or "Tokens 17 to 19". */
  place: string;
  /** The text, with what is invisible in it spelled out. */
  text: string;
  /** bytes: in hexadecimal. */
  parts: { id: number; bytes: string }[];
  /** Said where a token does not end with a character. */
  partly: string | null;
}

/** Bytes shown of one token; the longest token of the encodings has 128. */
const bytesShown = 24;

/** `bytesOf` gives the bytes of one token. */
export async function describePointed({ span, segments, text }: Pointed, bytesOf: (id: number) => Promise<Uint8Array>): Promise<TokenDetail> {
  const { first, after } = span;
  const before = segments.first;
  const ids = [...segments.ids.subarray(first, after)];
  const bytes = await Promise.all(ids.map(bytesOf));
  const alone = ids.length === 1;
  return {
    place: alone ? `Token ${number(before + after)}` : `Tokens ${number(before + first + 1)} to ${number(before + after)}`,
    text: spelled(text),
    parts: ids.map((id, i) => ({ id, bytes: hex(bytes[i] ?? new Uint8Array()) })),
    partly: whole(text, bytes) ? (alone ? null : "together whole characters") : "cut inside a character",
  };
}

/** True if the tokens are just the bytes of the text: they begin and end with its characters. */
function whole(text: string, bytes: Uint8Array[]): boolean {
  const expected = new TextEncoder().encode(text);
  const found = bytes.flatMap((part) => [...part]);
  return found.length === expected.length && found.every((byte, i) => byte === expected[i]);
}

export function hex(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, bytesShown)].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
  return bytes.length > bytesShown ? shown + " …" : shown;
}

const invisible: Record<string, string> = { " ": "·", "\t": "→", "\n": "↵", "\r": "␍", "\u00a0": "⍽", "\ufeff": "BOM", "\0": "␀" };

/** Whitespace and control characters made visible. */
export function spelled(text: string): string {
  return text.replace(/[ \t\n\r\u00a0\ufeff\0]/g, (character) => invisible[character] ?? character);
}
