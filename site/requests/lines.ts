/**
 * The lines of a file, one after another, however large it is: in windows of some megabytes, with their places in
 * bytes, so that they can go out again as they came. An empty line is none.
 */

export interface Line {
  /** From 1, empty ones counted. */
  number: number;
  /** Bytes of the file; without the line's end. */
  from: number;
  to: number;
  /** null: why there is none stands in problem. */
  text: string | null;
  problem: string;
}

/** Bytes read at a time. */
const windowBytes = 4_000_000;
/** A longer line is passed over and said: it is no request that a page could show. */
const longestLineBytes = 50_000_000;

/** So many lines are passed between two turns of the event loop: some tens of milliseconds. */
const linesATurn = 50_000;

const lineFeed = 0x0a;

export async function* linesOf(file: Blob, signal?: AbortSignal): AsyncGenerator<Line> {
  let kept: Uint8Array[] = [];
  let number = 0,
    from = 0;
  for (let at = 0; at < file.size; at += windowBytes) {
    signal?.throwIfAborted();
    const bytes = new Uint8Array(await file.slice(at, at + windowBytes).arrayBuffer());
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      kept.push(bytes.subarray(start, end));
      const line = lineAt(++number, from, at + end, kept);
      if (line) yield line;
      if (number % linesATurn === 0) {
        await new Promise((done) => setTimeout(done));
        signal?.throwIfAborted();
      }
      kept = [];
      start = end + 1;
      from = at + start;
    }
    if (at + bytes.length - from <= longestLineBytes) kept.push(bytes.slice(start));
    else kept = [];
  }
  const last = lineAt(++number, from, file.size, kept);
  if (last) yield last;
}

function lineAt(number: number, from: number, to: number, kept: readonly Uint8Array[]): Line | null {
  const place = { number, from, to };
  if (to - from > longestLineBytes)
    return { ...place, text: null, problem: `This line has more than ${longestLineBytes / 1_000_000} MB.` };
  if (kept.every((bytes) => bytes.every(isBlank))) return null;
  const bytes = kept.length === 1 ? kept[0]! : joined(kept, to - from);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { ...place, text: null, problem: "This line is not text in UTF-8." };
  }
  return /\S/.test(text) ? { ...place, text, problem: "" } : null;
}

/** A space, a tab, a carriage return. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/** The text of a line that was read before, with the byte order mark that a file's first may have. */
export async function textAt(file: Blob, { from, to }: { from: number; to: number }): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.slice(from, to).arrayBuffer());
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The lines at these places as a file of their own, each byte as it was, in the order of the file. */
export function pickLines(file: Blob, places: readonly { from: number; to: number }[]): Blob {
  const ordered = [...places].sort((a, b) => a.from - b.from);
  return new Blob(
    ordered.flatMap(({ from, to }) => [file.slice(from, to), "\n"]),
    { type: "application/jsonl" },
  );
}
