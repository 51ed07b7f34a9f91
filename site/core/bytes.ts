/** Text and ids as the one byte array in which they cross into Go. */

const encoder = new TextEncoder();
/** A byte order mark is part of the text. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Above this many bytes the buffer is not kept for the next text. */
const keptBytes = 1 << 22;

let buffer = new Uint8Array(1 << 16);

/**
 * UTF-8 of a text, a lone surrogate as U+FFFD. The array is valid until the next call: texts follow one another at each
 * keystroke, and a new megabyte for each would be garbage. UTF-16 needs at most three bytes a unit.
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  const atMost = text.length * 3;
  if (atMost > keptBytes) return encoder.encode(text) as Uint8Array<ArrayBuffer>;
  if (atMost > buffer.length) buffer = new Uint8Array(Math.min(keptBytes, 2 * atMost));
  return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
}

/**
 * UTF-8 in which a lone surrogate is its own three bytes (WTF-8): a document must know which half it was when the other
 * is put beside it. Valid as long as utf8's.
 */
export function wtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = utf8(text);
  if (text.search(/[\ud800-\udfff]/u) < 0) return bytes;
  let at = 0;
  for (const [unit] of text.matchAll(/[\ud800-\udfff\ufffd]/gu)) {
    // Its U+FFFD is EF BF BD; no byte within another character is EF.
    do at = bytes.indexOf(0xef, at) + 1;
    while (bytes[at] !== 0xbf || bytes[at + 1] !== 0xbd);
    const code = unit.charCodeAt(0);
    bytes.set([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)], at - 1);
  }
  return bytes;
}

/** How many there are, and then each text of each after its length: numbers of 32 bits. */
export function listed(items: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const encoded = items.flat().map((text) => encoder.encode(text));
  const out = new Uint8Array(encoded.reduce((size, text) => size + 4 + text.length, 4));
  const view = new DataView(out.buffer);
  view.setUint32(0, items.length, true);
  let at = 4;
  for (const text of encoded) {
    view.setUint32(at, text.length, true);
    out.set(text, at + 4);
    at += 4 + text.length;
  }
  return out;
}

export function fromUTF8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function fromJSON<T>(bytes: Uint8Array): T {
  return JSON.parse(decoder.decode(bytes)) as T;
}

/** Ids as bytes; every platform that runs wasm in practice is little-endian, as wasm itself. */
export function idBytes(ids: Uint32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}

/** The 32-bit words in a fresh byte array from Go. */
export function words(bytes: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
