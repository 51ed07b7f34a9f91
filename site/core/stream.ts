/** countStream: bytes go to the engine batch by batch, the next one read while the last is counted. */
import type { StreamOptions } from "../contract";
import type { Engine } from "./engine";
import { failure, isFailure, reason } from "./errors";
import { give, type Remote } from "./remote";

type Bytes = Uint8Array<ArrayBuffer>;
type Source = Blob | ReadableStream<Uint8Array>;

/**
 * Bytes sent at a time, and of a stream at least: enough that sending costs nothing, little enough that one can stop.
 */
const batchBytes = 1 << 20;
const leastBatchBytes = 1 << 18;

export async function countStream(
  running: Promise<Remote<Engine>>,
  source: Source,
  encoding: string,
  special: "text" | "tokens",
  options: StreamOptions,
): Promise<number> {
  const { signal, onProgress } = options;
  const total = source instanceof Blob ? source.size : undefined;
  const batches = source instanceof Blob ? ofBlob(source) : ofStream(source, signal);
  const tell = (counted: number): void => {
    try {
      onProgress?.(counted, total);
    } catch (error) {
      throw failure("bad-argument", `onProgress failed: ${reason(error)}.`, "onProgress");
    }
  };
  let engine: Remote<Engine> | undefined;
  let counter: number | undefined;
  try {
    engine = await running;
    stopIf(signal);
    counter = await engine.counterOpen(encoding, special);
    let counted = 0;
    let counting: Promise<unknown> = Promise.resolve();
    for await (const batch of batches) {
      await counting;
      stopIf(signal);
      const { length } = batch;
      // Started here, awaited while the next batch is read. (On this thread it is done at once.)
      counting = (async () => {
        await engine!.counterWrite(counter!, give(batch));
        tell((counted += length));
      })();
      counting.catch(() => {});
    }
    await counting;
    stopIf(signal);
    const finished = counter;
    counter = undefined;
    return await engine.counterFinish(finished);
  } catch (error) {
    if (signal?.aborted) throw aborted();
    throw error;
  } finally {
    await batches.return(undefined);
    // What ended before its first byte was wanted has not been given up yet.
    if (!(source instanceof Blob) && !source.locked) void source.cancel().catch(() => {});
    if (engine && counter !== undefined) await closeCounter(engine, counter);
  }
}

/** Gives the counter's memory back; one that went with its engine has none. */
async function closeCounter(engine: Remote<Engine>, counter: number): Promise<void> {
  try {
    await engine.counterClose(counter);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

/** A blob's stream cannot be read in every worker; its slices can. */
async function* ofBlob(blob: Blob): AsyncGenerator<Bytes, void> {
  for (let at = 0; at < blob.size; at += batchBytes) {
    try {
      yield new Uint8Array(await blob.slice(at, at + batchBytes).arrayBuffer());
    } catch (error) {
      throw unread(error);
    }
  }
}

/** Its chunks, which stay whole for others that read them, copied together into batches. */
async function* ofStream(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Bytes, void> {
  let reader: ReadableStreamDefaultReader<Uint8Array>;
  try {
    reader = stream.getReader();
  } catch (error) {
    throw unread(error);
  }
  const cancel = (): void => {
    void reader.cancel(signal?.reason).catch(() => {});
  };
  signal?.addEventListener("abort", cancel, { once: true });
  let ended = false;
  try {
    let batch: Bytes = new Uint8Array(batchBytes);
    let size = 0;
    while (!ended) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw unread(error);
      });
      ended = done;
      const chunk = done ? new Uint8Array(0) : bytesOf(value);
      for (let at = 0; at < chunk.length; ) {
        const part = chunk.subarray(at, at + batchBytes - size);
        batch.set(part, size);
        size += part.length;
        at += part.length;
        if (size < batchBytes) continue;
        yield batch;
        [batch, size] = [new Uint8Array(batchBytes), 0];
      }
      if (size >= leastBatchBytes || (ended && size > 0)) {
        yield batch.slice(0, size);
        size = 0;
      }
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    if (!ended) cancel();
    reader.releaseLock();
  }
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw failure(
    "bad-argument",
    `The stream gave ${typeof value === "object" ? "an object" : `a ${typeof value}`}; chunks of bytes, Uint8Array, are accepted.`,
  );
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted();
}

function aborted(): Error {
  return failure("aborted", "Counting was stopped.");
}

function unread(error: unknown): Error {
  return isFailure(error) ? error : failure("read-failed", `The bytes could not be read: ${reason(error)}.`);
}
