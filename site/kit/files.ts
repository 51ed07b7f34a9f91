/** Files that a person gives. */

/** Larger files are refused: a page that holds them in an editor would not stay quick. In bytes. */
const largest = 20_000_000;

/** The files that were chosen in a field; the same ones can be chosen again. */
export function chosenFiles(event: Event): File[] {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])];
  input.value = "";
  return files;
}

/** Bytes as text: UTF-16 where they begin with its byte order mark, else UTF-8 with its own kept. */
export function decodeText(bytes: ArrayBuffer, fatal: boolean): string {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le", { fatal }).decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be", { fatal }).decode(bytes);
  return new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(bytes);
}

/** The text of a file, UTF-8 with its byte order mark kept; or why there is none. */
export async function readTextFile(
  file: Blob & { name: string },
  most = largest,
): Promise<{ text: string } | { message: string }> {
  if (file.size > most)
    return { message: `“${file.name}” has more than ${most / 1_000_000} MB. Paste the part you want to measure.` };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { message: `“${file.name}” could not be read.` };
  }
  try {
    return { text: decodeText(bytes, true) };
  } catch {
    return { message: `“${file.name}” is not text in UTF-8. Save it as UTF-8 text, or paste what it says.` };
  }
}
