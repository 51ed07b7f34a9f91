/** What a file is, by how it begins. Names and types are not asked: they are often wrong. */

/** text: can be counted as it is, in UTF-16 after decoding. */
export type Kind =
  | { is: "text"; isHTML: boolean }
  | { is: "utf-16le" | "utf-16be" }
  | { is: "pdf" }
  | { is: "other"; why: string };

/** This much of a file decides. In bytes. */
export const sniffed = 65_536;

const signatures: readonly [bytes: readonly number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "a Zip archive, as Word, Excel and PowerPoint files are. Save it as PDF or as text"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Office document. Save it as PDF or as text"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture (PNG)"],
  [[0xff, 0xd8, 0xff], "a picture (JPEG)"],
  [[0x47, 0x49, 0x46, 0x38], "a picture (GIF)"],
  [[0x1f, 0x8b], "compressed (gzip). Unpack it first"],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed (Zstandard). Unpack it first"],
  [[0x7f, 0x45, 0x4c, 0x46], "a program"],
  [[0xff, 0xfe, 0, 0], "text in UTF-32. Save it as UTF-8"],
];

/** head: the first `sniffed` bytes. */
export function kindOf(head: Uint8Array): Kind {
  if (isPDF(head)) return { is: "pdf" };
  for (const [bytes, what] of signatures) if (begins(head, bytes)) return { is: "other", why: `This is ${what}.` };
  if (begins(head, [0xff, 0xfe])) return { is: "utf-16le" };
  if (begins(head, [0xfe, 0xff])) return { is: "utf-16be" };
  // No text has a NUL in it; what else has many control characters is none either.
  const odd = head.filter((byte) => byte < 0x20 && !isWriting(byte)).length;
  if (head.includes(0) || odd > head.length / 50)
    return { is: "other", why: "This is no text: it has bytes that no text has." };
  return { is: "text", isHTML: isHTML(head) };
}

/**
 * Readers of PDF accept anything before the header within the first 1,024 bytes (PDF 1.7, appendix H, note 13). A text
 * about PDF may have these signs too: not at its very beginning, and not with an object after it.
 */
function isPDF(head: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(head);
  const at = start.search(/%PDF-\d/);
  return at === 0 || (at > 0 && at < 1_024 && /[\r\n]\d+ \d+ obj\b/.test(start.slice(at)));
}

/** As browsers tell it: by the declaration or a first tag, after a byte order mark, spaces and comments. */
function isHTML(head: Uint8Array): boolean {
  return /^\ufeff?(?:\s|<!--[\s\S]*?-->)*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(head.subarray(0, 4_096)),
  );
}

function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** Tab, line feed, vertical tab, form feed, carriage return, and the escape of coloured logs. */
function isWriting(byte: number): boolean {
  return (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
}
