/**
 * The text of a PDF file, by pdf.js in a worker of its own. Neither is loaded before there is a PDF, and neither is in
 * the one file, which would double by it.
 */

import { inTime } from "../core/in-time";

/** What is used of pdf.js (pdfjs-dist, types/src/display/api.d.ts). */
interface PDFJS {
  VerbosityLevel: { ERRORS: number };
  PDFWorker: new (options: { port: Worker; verbosity: number }) => { destroy(): void };
  getDocument(options: Record<string, unknown>): { promise: Promise<PDFDocument>; destroy(): Promise<void> };
}
interface PDFDocument {
  numPages: number;
  getPage(number: number): Promise<PDFPage>;
}
interface PDFPage {
  getTextContent(): Promise<{ items: { str?: string; hasEOL?: boolean }[] }>;
  cleanup(): void;
}

/** Its files lie beside this module. */
function address(file: string): URL {
  return new URL(`pdf/${file}`, import.meta.url);
}

export const oneFile =
  "PDF files need the page itself, served from dist/site: what reads them would double this one file.";
export const vanished = "It could not be read to its end: it was moved, changed or deleted meanwhile. Open it again.";
const notStarted = "What reads PDF files could not be started.";

let loading: Promise<PDFJS> | undefined;

/** A failed attempt is forgotten: the next file tries again. */
function load(): Promise<PDFJS> {
  loading ??= import(address("pdf.js").href) as Promise<PDFJS>;
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/**
 * The text, its pages separated by an empty line. Rejects with a sentence for the person, or the signal's reason. told:
 * pages read so far.
 */
export async function readPDF(
  file: Blob,
  signal: AbortSignal,
  told: (pages: number, of: number) => void,
): Promise<string> {
  if (ONE_FILE) throw new Error(oneFile);
  let pdfjs: PDFJS;
  try {
    pdfjs = await inTime(load());
  } catch {
    throw new Error("What reads PDF files could not be loaded. Try again.");
  }
  let data: ArrayBuffer;
  try {
    data = await file.arrayBuffer();
  } catch {
    throw new Error(vanished);
  }
  if (signal.aborted) throw signal.reason;
  let port: Worker;
  try {
    port = new Worker(address("pdf.worker.js"), { type: "module" });
  } catch {
    throw new Error(notStarted); // no page may start a worker of another origin
  }
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    port.addEventListener("error", () => reject(new Error(notStarted)), {
      once: true,
    });
  });
  const verbosity = pdfjs.VerbosityLevel.ERRORS;
  const worker = new pdfjs.PDFWorker({ port, verbosity });
  const document = pdfjs.getDocument({
    data,
    worker,
    verbosity,
    BinaryDataFactory: CharacterTables,
    cMapPacked: true,
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: true,
    useSystemFonts: true,
  });
  document.promise.catch(() => {});
  try {
    const text = await Promise.race([readPages(document.promise, signal, told), ended]);
    if (text !== "" || signal.aborted) return text;
  } catch (error) {
    throw signal.aborted ? signal.reason : new Error(reason(error));
  } finally {
    void document.destroy().catch(() => {});
    worker.destroy();
    port.terminate();
  }
  throw new Error("It holds no text. If its pages are pictures, they are tokens of another kind.");
}

/**
 * The one kind of file that pdf.js may ask for: how the codes of a Chinese, Japanese or Korean font become characters.
 * Nothing is drawn, so fonts are not needed.
 */
class CharacterTables {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    if (kind !== "cMapUrl") throw new Error(`not needed: ${filename}`);
    const response = await fetch(address(`cmaps/${filename}`));
    if (!response.ok) throw new Error(`${filename}: the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

async function readPages(
  opening: Promise<PDFDocument>,
  signal: AbortSignal,
  told: (pages: number, of: number) => void,
): Promise<string> {
  const document = await opening;
  const texts: string[] = [];
  for (let number = 1; number <= document.numPages && !signal.aborted; number++) {
    told(number - 1, document.numPages);
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(
      items
        .map(({ str = "", hasEOL = false }) => (hasEOL ? `${str}\n` : str))
        .join("")
        .trim(),
    );
    page.cleanup();
  }
  return texts.join("\n\n").trim();
}

function reason(error: unknown): string {
  const { name, message } = error as Error;
  switch (name) {
    case "PasswordException":
      return "It is locked with a password. Save a copy without one.";
    case "InvalidPDFException":
      return "It is no complete PDF, or a damaged one.";
    default:
      return `Its text could not be read: ${message}`;
  }
}
