/** Files that a person gives: told apart by what is in them, whichever way they come. */
import { type Kind, kindOf, sniffed } from "./kind";

/** Larger files are refused: a page that holds them in an editor would not stay quick. In bytes. */
const largest = 20_000_000;
/**
 * No text of an exercise, a deck, a lesson or of what is kept of them is longer: 2,000,000 UTF-16 units are read
 * (site/core/learn.ts). In bytes.
 */
export const largestLesson = 6_000_000;

/** The files that were chosen in a field; the same ones can be chosen again. */
export function chosenFiles(event: Event): File[] {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])];
  input.value = "";
  return files;
}

/** Bytes as text: UTF-16 where they begin with its byte order mark, else UTF-8 with its own kept. Throws where they are neither. */
function decodeText(bytes: ArrayBuffer): string {
  const fatal = true;
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le", { fatal }).decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be", { fatal }).decode(bytes);
  return new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(bytes);
}

type Read = { text: string } | { message: string };
type Given = Blob & { name: string };

/**
 * The text of a file that holds data: JSON, one's own settings. UTF-8 with its byte order mark kept, or UTF-16; or why
 * there is none. most: in bytes; a larger one is refused before it is read.
 */
export async function readTextFile(file: Given, most = largest): Promise<Read> {
  return read(file, most, null);
}

/** The same of a file that is to be counted or edited: of a PDF, its text. */
export async function readDocument(file: Given, most = largest): Promise<Read> {
  return read(file, most, async () => {
    const { readPDF } = await import("./pdf");
    return readPDF(file, new AbortController().signal, () => {});
  });
}

/** What a file is, by its first bytes. Rejects with a sentence where it can't be read. */
export async function kindOfFile(file: Blob): Promise<Kind> {
  return kindOf(new Uint8Array(await file.slice(0, sniffed).arrayBuffer()));
}

/** A PDF is as large as its pictures: only its text has a limit. */
async function read(file: Given, most: number, readPDF: (() => Promise<string>) | null): Promise<Read> {
  const name = `“${file.name.slice(0, 80)}”`;
  const tooLarge = { message: `${name} has more than ${most / 1_000_000} MB. Paste the part you want to measure.` };
  if (!readPDF && file.size > most) return tooLarge;
  let kind: Kind;
  try {
    kind = await kindOfFile(file);
  } catch {
    return { message: `${name} could not be read.` };
  }
  if (kind.is === "other") return { message: `${name}: ${kind.why}` };
  if (kind.is === "pdf") {
    if (!readPDF) return { message: `${name} is a PDF, and what is read here is data.` };
    try {
      const text = await readPDF();
      return text.length > most ? tooLarge : { text };
    } catch (error) {
      return { message: `${name}: ${(error as Error).message}` };
    }
  }
  if (file.size > most) return tooLarge;
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { message: `${name} could not be read.` };
  }
  try {
    return { text: decodeText(bytes) };
  } catch {
    return { message: `${name} is not text in UTF-8. Save it as UTF-8 text, or paste what it says.` };
  }
}
