/**
 * What is pasted, dropped or opened becomes the request on the page, or the table of many. Nothing is applied by half:
 * it is read whole first, and what it takes the place of can be brought back.
 */

import { load } from "../core/load";
import { readTextFile } from "../kit/files";
import type { Imported } from "../requests/imported";
import { linesOf } from "../requests/lines";
import { linesOfBatch, longestRequest, readRequest, textsOf } from "../requests/read";
import { session } from "../session/session";
import { batch } from "./batch";

/** What stands on the page now: a request, or the table of many; else a sentence that says why nothing does. */
export type Outcome = { brought: "request" | "lines" } | { message: string };

/** No text of more bytes has few enough UTF-16 units. */
const largestFile = 3 * longestRequest;

export async function openRequest(request: Imported): Promise<void> {
  const model = request.model === null ? null : await resolved(request.model);
  session.store.openRequest(request, textsOf(request), model ?? undefined);
}

/** The catalogue's model for a name; null also where the engine cannot be had. */
async function resolved(name: string): Promise<string | null> {
  return load()
    .then((engine) => engine.resolveModel(name))
    .catch(() => null);
}

export async function takeText(text: string): Promise<Outcome> {
  if (text.trim() === "") return { message: "There is nothing to read yet. Paste a request as JSON, or open a file." };
  return take(text, new Blob([text]), "what was pasted");
}

export async function takeFile(file: File): Promise<Outcome> {
  const name = `“${file.name.slice(0, 80)}”`;
  if (/\.(jsonl|ndjson)$/i.test(file.name)) return takeLines(file, file.name);
  if (file.size > largestFile)
    return (await isLines(file))
      ? takeLines(file, file.name)
      : { message: `${name} is larger than any request that is read here, and its first line is none.` };
  const text = await readTextFile(file, largestFile);
  if ("message" in text) return text;
  const outcome = await take(text.text, file, file.name);
  return "message" in outcome ? { message: `${name}: ${outcome.message}` } : outcome;
}

async function take(text: string, file: Blob, name: string): Promise<Outcome> {
  const read = readRequest(text, name);
  if ("request" in read) {
    await openRequest(read.request);
    return { brought: "request" };
  }
  await pause();
  const batched = linesOfBatch(text);
  if (batched) return takeLines(new Blob([batched.join("\n")]), name);
  await pause();
  return (await isLines(file)) ? takeLines(file, name) : read;
}

/** Lets others have the thread: a long text is gone through more than once. */
function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

function takeLines(file: Blob, name: string): Outcome {
  void batch.read(file, name);
  return { brought: "lines" };
}

/** Whether the first of several lines is a request by itself. */
async function isLines(file: Blob): Promise<boolean> {
  let first = true;
  for await (const { text } of linesOf(file)) {
    if (!first) return true;
    if (text === null || "message" in readRequest(text, "")) return false;
    first = false;
  }
  return false;
}
