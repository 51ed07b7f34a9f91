/**
 * countStream() of the module as it ships, in Node, with and without a worker: however bytes arrive, they count as
 * their text does.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ThreeLimits } from "../contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;
const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** A stream of the bytes in parts of the lengths that `next` gives; `seen` says what became of it. */
function streamOf(bytes: Bytes, next: () => number, seen: { cancelled?: boolean } = {}): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at === bytes.length) return controller.close();
      const part = bytes.slice(at, at + Math.max(1, next()));
      at += part.length;
      controller.enqueue(part);
    },
    cancel() {
      seen.cancelled = true;
    },
  });
}

/** A stream without an end, of a part over and over. */
function endless(part: string, seen: { cancelled?: boolean }): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resume) => setTimeout(resume));
      controller.enqueue(bytesOf(part));
    },
    cancel() {
      seen.cancelled = true;
    },
  });
}

/** Well-formed and not; each is counted as TextDecoder reads it. */
const samples: Record<string, Bytes> = {
  nothing: new Uint8Array(0),
  "characters of one to four bytes": bytesOf(
    "h\u00e9llo \u65e5\u672c\u8a9e \u{1f600}\u{1f468}\u200d\u{1f469} it's 1234567 \r\n \n\n  <|endoftext|> \0 end",
  ),
  "a byte order mark, and another inside": bytesOf("\ufeffa\ufeffb"),
  "half a byte order mark": new Uint8Array([0xef, 0xbb, 0x41]),
  "bytes that are no UTF-8": new Uint8Array([
    0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0x20, 0xed, 0xa0, 0xbd, 0xc0, 0xaf, 0xf4, 0x90, 0x80, 0x80,
    0x62,
  ]),
  "a character that is cut off": new Uint8Array([0x61, 0x20, 0xf0, 0x9f, 0x98]),
  "UTF-16": new Uint8Array([0xff, 0xfe, 0x68, 0x00, 0x69, 0x00]),
};

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits: ThreeLimits = await load({ worker });
  after(() => limits.close());
  const alive = async (): Promise<void> =>
    assert.equal(await limits.count("hello world", "o200k_base"), 2, "the next call is unharmed");

  for (const [what, bytes] of Object.entries(samples)) {
    test(`${what}: a Blob and a stream in parts of any length count as the text, ${where}`, async () => {
      for (const encoding of ["o200k_base", "gpt2", "qwen3", "gemma3"]) {
        for (const special of ["text", "tokens"] as const) {
          const want = await limits.count(textOf(bytes), encoding, { special });
          assert.equal(await limits.countStream(new Blob([bytes]), encoding, { special }), want, encoding);
          for (let length = 1; length <= 5; length++) {
            assert.equal(
              await limits.countStream(
                streamOf(bytes, () => length),
                encoding,
                { special },
              ),
              want,
              `${encoding} in parts of ${length}`,
            );
          }
        }
      }
    });
  }

  test(`megabytes, cut inside words, characters and special tokens, ${where}`, async () => {
    const text = "The quick brown \u{1f98a} jumps \u65e5\u672c\u8a9e<|endoftext|>\n\n    return 42;\r\n".repeat(40_000);
    const bytes = bytesOf(text);
    let n = 0;
    for (const special of ["text", "tokens"] as const) {
      const want = await limits.count(text, "o200k_base", { special });
      assert.equal(await limits.countStream(new Blob([bytes]), "o200k_base", { special }), want);
      assert.equal(
        await limits.countStream(
          streamOf(bytes, () => 1 + (n = (n * 7919 + 13) & 0x3ffff)),
          "o200k_base",
          { special },
        ),
        want,
      );
      assert.equal(
        await limits.countStream(
          streamOf(bytes, () => bytes.length),
          "o200k_base",
          { special },
        ),
        want,
        "in one part",
      );
    }
  });

  test(`the parts of a stream stay their owner's, ${where}`, async () => {
    const part = bytesOf("hello world ".repeat(100_000));
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(part);
        controller.close();
      },
    });
    await limits.countStream(stream, "gpt2");
    assert.equal(textOf(part.subarray(0, 11)), "hello world");
  });

  test(`progress grows and ends at the total, ${where}`, async () => {
    const bytes = bytesOf("hello world ".repeat(400_000));
    for (const [source, total] of [
      [new Blob([bytes]), bytes.length],
      [streamOf(bytes, () => 100_000), undefined],
    ] as const) {
      const seen: [number, number | undefined][] = [];
      await limits.countStream(source, "r50k_base", {
        onProgress: (done, of) => {
          seen.push([done, of]);
        },
      });
      assert.ok(seen.length > 3, `${seen.length} calls`);
      seen.forEach(([done, of], i) => {
        assert.equal(of, total);
        assert.ok(done > (seen[i - 1]?.[0] ?? 0), `${done} after ${seen[i - 1]?.[0]}`);
      });
      assert.equal(seen.at(-1)![0], bytes.length);
    }
  });

  test(`aborted before it begins: the stream is cancelled, ${where}`, async () => {
    const seen: { cancelled?: boolean } = {};
    const stream = endless("hello ", seen);
    await assert.rejects(limits.countStream(stream, "o200k_base", { signal: AbortSignal.abort() }), {
      code: "aborted",
    });
    assert.deepEqual([seen.cancelled, stream.locked], [true, false]);
    await assert.rejects(limits.countStream(new Blob(["a"]), "o200k_base", { signal: AbortSignal.abort() }), {
      code: "aborted",
    });
    await alive();
  });

  test(`aborted in the middle, while bytes come and while they do not: cancelled, ${where}`, async () => {
    for (const part of ["hello world ".repeat(30_000), ""]) {
      const seen: { cancelled?: boolean } = {};
      const stop = new AbortController();
      const stream = part
        ? endless(part, seen)
        : new ReadableStream<Uint8Array>({
            cancel() {
              seen.cancelled = true;
            },
          });
      if (!part) setTimeout(() => stop.abort(), 50);
      const counting = limits.countStream(stream, "o200k_base", {
        signal: stop.signal,
        onProgress: (done) => {
          if (done > 2_000_000) stop.abort();
        },
      });
      await assert.rejects(counting, { code: "aborted" });
      assert.deepEqual([seen.cancelled, stream.locked], [true, false]);
      await alive();
    }
    const stop = new AbortController();
    const blob = new Blob([bytesOf("hello world ".repeat(500_000))]);
    let last = 0;
    const counting = limits.countStream(blob, "o200k_base", {
      signal: stop.signal,
      onProgress(done) {
        last = done;
        stop.abort();
      },
    });
    await assert.rejects(counting, { code: "aborted" });
    assert.ok(last < blob.size, "it stopped before the end");
    await alive();
  });

  test(`a stream that fails is read-failed, one of no bytes a bad-argument, one in use read-failed, ${where}`, async () => {
    for (const before of ["", "hello ".repeat(300_000)]) {
      const failing = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (before) controller.enqueue(bytesOf(before));
          controller.error(new Error("the disk is gone"));
        },
      });
      await assert.rejects(limits.countStream(failing, "o200k_base"), {
        code: "read-failed",
        message: /the disk is gone/,
      });
    }
    const seen: { cancelled?: boolean } = {};
    const words = new ReadableStream<unknown>({
      pull(controller) {
        controller.enqueue("text");
      },
      cancel() {
        seen.cancelled = true;
      },
    });
    await assert.rejects(limits.countStream(words as never, "o200k_base"), {
      code: "bad-argument",
      message: /a string/,
    });
    assert.equal(seen.cancelled, true);
    const locked = endless("a", {});
    locked.getReader();
    await assert.rejects(limits.countStream(locked, "o200k_base"), { code: "read-failed" });
    const gone = new Blob(["a"]);
    Object.defineProperty(gone, "slice", {
      value: () => ({ arrayBuffer: () => Promise.reject(new Error("the file has changed")) }),
    });
    await assert.rejects(limits.countStream(gone, "o200k_base"), { code: "read-failed", message: /has changed/ });
    await alive();
  });

  test(`an onProgress that throws stops it, and is named, and the stream is cancelled, ${where}`, async () => {
    const seen: { cancelled?: boolean } = {};
    const stream = endless("hello world ".repeat(30_000), seen);
    await assert.rejects(
      limits.countStream(stream, "o200k_base", {
        onProgress() {
          throw new RangeError("mine");
        },
      }),
      { code: "bad-argument", field: "onProgress", message: /mine/ },
    );
    assert.equal(seen.cancelled, true);
    await alive();
  });

  test(`a text without a place to be cut is unbroken-too-long, and the stream is cancelled, ${where}`, async () => {
    const seen: { cancelled?: boolean } = {};
    const part = bytesOf("a".repeat(1 << 20));
    let given = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(part);
        given += part.length;
      },
      cancel() {
        seen.cancelled = true;
      },
    });
    await assert.rejects(limits.countStream(stream, "r50k_base"), { code: "unbroken-too-long", message: /64 MB/ });
    assert.ok(seen.cancelled && given > 64 << 20 && given < 80 << 20, `${given} bytes were taken`);
    await alive();
  });

  test(`several at once, with an encoding that is not there among them, ${where}`, async () => {
    const blob = new Blob(["hello world ".repeat(200_000)]);
    const seen: { cancelled?: boolean } = {};
    const [one, other, bad] = await Promise.allSettled([
      limits.countStream(blob, "r50k_base"),
      limits.countStream(blob, "gpt2"),
      limits.countStream(endless("a ", seen), "o300k"),
    ]);
    assert.deepEqual(one, { status: "fulfilled", value: 400_001 });
    assert.deepEqual(other, one);
    assert.equal((bad as PromiseRejectedResult).reason.code, "unknown-encoding");
    assert.equal(seen.cancelled, true);
  });
}
