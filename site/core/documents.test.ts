/** Documents, streams and chunks of the module as it ships, in Node, with and without a worker. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ThreeLimits, TokenDocument } from "./contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = await import(new URL("threelimits.js", dist).href) as typeof import("./index");

/** Numbers below n that look drawn by lot, the same in every run. */
function drawing(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const pieces = ["the ", "quick ", "  \n", "\r\n", "12345", "日本語", "é", "😀", "👩‍👩‍👧", "\ud83d", "\ude00", "<|endoftext|>", "don't", "\t\t", "ABC", "。", "\0", "<bos>"];

function randomText(draw: (n: number) => number, length: number): string {
  return Array.from({ length }, () => pieces[draw(pieces.length)]).join("");
}

/** A stream of these chunks; cancelled: told when its reader gives it up. */
function streamOf(chunks: Iterable<Uint8Array>, cancelled?: () => void): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() { cancelled?.(); },
  });
}

function* cut(bytes: Uint8Array, draw: (n: number) => number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const size = 1 + draw(7);
    yield bytes.slice(at, at + size);
    at += size;
  }
}

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits: ThreeLimits = await load({ worker, baseURL: new URL("?documents", dist) });
  after(() => limits.close());

  for (const encoding of ["o200k_base", "cl100k_base", "r50k_base", "qwen3", "deepseek_v3", "mistral_nemo", "gemma3"]) {
    for (const special of ["text", "tokens"] as const) {
      test(`a document counts as its text does, ${encoding}, special as ${special}, ${where}`, async () => {
        const draw = drawing(encoding.length + special.length);
        let text = randomText(draw, 60);
        const document = await limits.document(text, encoding, { special });
        assert.deepEqual([document.encoding, document.count, document.length], [encoding, await limits.count(text, encoding, { special }), text.length]);
        for (let edit = 0; edit < 40; edit++) {
          // Any UTF-16 units: also between the halves of a pair.
          const from = draw(text.length + 1), to = Math.min(text.length, from + draw(12));
          const insert = randomText(draw, draw(4));
          text = text.slice(0, from) + insert + text.slice(to);
          const count = await document.replace(from, to, insert);
          assert.equal(count, await limits.count(text, encoding, { special }), JSON.stringify([from, to, insert]));
          assert.deepEqual([document.count, document.length], [count, text.length]);
        }
        assert.deepEqual(await document.describe(), await limits.describe(text));
        await sameSegments(document, text, await limits.segment(text, encoding, { special }), draw);
        document.close();
      });
    }
  }

  /** The tokens of a part of a document are those of the whole. */
  async function sameSegments(document: TokenDocument, text: string, whole: { ids: Uint32Array; ends: Uint32Array }, draw: (n: number) => number): Promise<void> {
    for (let i = 0; i < 20; i++) {
      const from = draw(text.length + 1), to = Math.min(text.length, from + draw(80));
      const { first, start, ids, ends } = await document.segment(from, to);
      assert.deepEqual([...ids], [...whole.ids.subarray(first, first + ids.length)], `${from}..${to}`);
      assert.deepEqual([...ends], [...whole.ends.subarray(first, first + ids.length)], `${from}..${to}`);
      assert.equal(start, first === 0 ? 0 : whole.ends[first - 1]);
      assert.ok(start <= from && (ends.at(-1) ?? start) >= to, `${from}..${to} is not covered: ${start}..${ends.at(-1)}`);
    }
  }

  test(`edits need not wait for each other, ${where}`, async () => {
    const document = await limits.document("", "o200k_base");
    const counts = await Promise.all(Array.from({ length: 100 }, (_, i) => document.replace(5 * i, 5 * i, "word ")));
    assert.deepEqual(counts, await Promise.all(Array.from({ length: 100 }, (_, i) => limits.count("word ".repeat(i + 1), "o200k_base"))));
    document.close();
  });

  test(`what a document does not take, ${where}`, async () => {
    const document = await limits.document("hello", "o200k_base");
    for (const [from, to] of [[0, 6], [-1, 0], [3, 2], [0.5, 1], [NaN, 1]] as const) {
      await assert.rejects(document.replace(from, to, ""), { code: "bad-argument" }, `${from}..${to}`);
      await assert.rejects(document.segment(from, to), { code: "bad-argument" }, `${from}..${to}`);
    }
    await assert.rejects(document.replace(0, 0, 5 as never), { code: "bad-argument" });
    await assert.rejects(limits.document(5 as never, "o200k_base"), { code: "bad-argument" });
    await assert.rejects(limits.document("", "none"), { code: "unknown-encoding" });
    assert.equal(await document.replace(5, 5, " world"), 2, "none of it harmed the document");
    const before = document.replace(0, 0, "a ");
    document.close();
    assert.throws(() => document.close(), { code: "closed" });
    assert.equal(await before, 3, "what was asked before closing is answered");
    await assert.rejects(document.replace(0, 0, ""), { code: "closed" });
    await assert.rejects(document.segment(0, 0), { code: "closed" });
    await assert.rejects(document.describe(), { code: "closed" });
  });

  test(`many documents at once, ${where}`, async () => {
    const texts = Array.from({ length: 30 }, (_, i) => "a b ".repeat(i));
    const documents = await Promise.all(texts.map((text) => limits.document(text, "o200k_base")));
    for (const [i, document] of documents.entries()) {
      if (i % 2) document.close();
      else assert.equal(await document.replace(0, 0, "c "), await limits.count("c " + texts[i], "o200k_base"));
    }
    for (const [i, document] of documents.entries()) if (i % 2 === 0) document.close();
  });

  test(`a stream counts as its text does, however it is cut, ${where}`, async () => {
    const draw = drawing(7);
    for (const encoding of ["o200k_base", "gemma3", "qwen3"]) {
      for (let round = 0; round < 6; round++) {
        const bytes = new TextEncoder().encode(randomText(draw, 200));
        if (round % 2) for (let i = 0; i < 20; i++) bytes[draw(bytes.length)] = draw(256); // no UTF-8 any more
        if (round === 2) bytes.set([0xef, 0xbb, 0xbf]);
        const expected = await limits.count(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), encoding);
        assert.equal(await limits.countStream(streamOf(cut(bytes, draw)), encoding), expected, `${encoding}, round ${round}, a stream`);
        assert.equal(await limits.countStream(new Blob([bytes]), encoding), expected, `${encoding}, round ${round}, a blob`);
      }
    }
    assert.equal(await limits.countStream(new Blob([]), "o200k_base"), 0);
    const special = new Blob(["a<|endof", "text|>b"]);
    assert.equal(await limits.countStream(special, "o200k_base", { special: "tokens" }), 3);
    assert.ok(await limits.countStream(special, "o200k_base") > 3);
  });

  test(`progress is told up to the end, ${where}`, async () => {
    const text = "The quick brown fox jumps over the lazy dog. ".repeat(100_000);
    for (const [source, total] of [[new Blob([text]), text.length], [streamOf([new TextEncoder().encode(text)]), undefined]] as const) {
      const told: [number, number | undefined][] = [];
      assert.equal(await limits.countStream(source, "o200k_base", { onProgress: (bytes, of) => told.push([bytes, of]) }), await limits.count(text, "o200k_base"));
      assert.ok(told.length > 2);
      assert.ok(told.every(([bytes, of], i) => of === total && bytes > (told[i - 1]?.[0] ?? 0)), JSON.stringify(told));
      assert.equal(told.at(-1)![0], text.length);
    }
  });

  test(`counting a stream can be stopped, and the next one counts, ${where}`, async () => {
    let cancelled = 0;
    const endless = function* (): Generator<Uint8Array> { for (;;) yield new TextEncoder().encode("word ".repeat(50_000)); };
    await assert.rejects(limits.countStream(streamOf(endless(), () => cancelled++), "o200k_base", { signal: AbortSignal.abort() }), { code: "aborted" });
    const stop = new AbortController();
    let last = 0;
    const counting = limits.countStream(streamOf(endless(), () => cancelled++), "o200k_base", {
      signal: stop.signal,
      onProgress: (bytes) => { last = bytes; if (bytes > 3_000_000) stop.abort(); },
    });
    await assert.rejects(counting, { code: "aborted" });
    assert.ok(last > 3_000_000 && last < 20_000_000);
    assert.equal(cancelled, 2, "the streams are given up");
    assert.equal(await limits.countStream(new Blob(["word ".repeat(10)]), "o200k_base"), await limits.count("word ".repeat(10), "o200k_base"));
  });

  test(`streams that cannot be counted, ${where}`, async () => {
    let cancelled = 0;
    const broken = new ReadableStream<Uint8Array>({ pull() { throw new Error("the disk is gone"); } });
    await assert.rejects(limits.countStream(broken, "o200k_base"), { code: "read-failed", message: /the disk is gone/ });
    const locked = streamOf([]);
    locked.getReader();
    await assert.rejects(limits.countStream(locked, "o200k_base"), { code: "read-failed" });
    await assert.rejects(limits.countStream(streamOf(["text", "text", "text"] as never, () => cancelled++), "o200k_base"), { code: "bad-argument", message: /gave a string/ });
    const unbroken = function* (): Generator<Uint8Array> { for (;;) yield new Uint8Array(1 << 20).fill(0x61); };
    await assert.rejects(limits.countStream(streamOf(unbroken(), () => cancelled++), "o200k_base"), { code: "unbroken-too-long" });
    assert.equal(cancelled, 2);
    await assert.rejects(limits.countStream("text" as never, "o200k_base"), { code: "bad-argument" });
    await assert.rejects(limits.countStream(new Blob(["a"]), "none"), { code: "unknown-encoding" });
  });

  test(`chunks, ${where}`, async () => {
    const draw = drawing(11);
    for (const encoding of ["o200k_base", "gemma3"]) {
      const text = "A first paragraph. It has two sentences.\n\nA second one, with 日本語 and 😀 in it!\n\n".repeat(20) + randomText(draw, 300).replace(/[\ud800-\udfff]/g, "");
      for (const [maxTokens, overlap] of [[16, 0], [16, 8], [50, 10], [100, 0], [100_000, 5]] as const) {
        const chunks = await limits.chunk(text, encoding, { maxTokens, overlap });
        let end = 0, joined = "";
        for (const { from, to, tokens } of chunks) {
          assert.ok(from <= end && to > end, "it begins before the last one ended, and goes on");
          assert.equal(tokens, await limits.count(text.slice(from, to), encoding));
          assert.ok(tokens <= maxTokens);
          if (from < end) assert.ok(await limits.count(text.slice(from, end), encoding) <= overlap);
          assert.ok(!/^[\udc00-\udfff]/.test(text.slice(from)) && !/^[\udc00-\udfff]/.test(text.slice(to)), "no character is cut");
          joined += text.slice(end, to);
          end = to;
        }
        assert.equal(joined, text);
        if (maxTokens === 100_000) assert.equal(chunks.length, 1);
      }
    }
    assert.deepEqual(await limits.chunk("", "o200k_base", { maxTokens: 16 }), []);
    for (const options of [{ maxTokens: 15 }, { maxTokens: 20.5 }, { maxTokens: 20, overlap: 11 }, { maxTokens: 20, overlap: -1 }, {}, undefined]) {
      await assert.rejects(limits.chunk("a", "o200k_base", options as never), { code: "bad-argument" }, JSON.stringify(options));
    }
  });
}

test("a document of an engine that was closed is closed with it", async () => {
  const other = await load({ worker: true, baseURL: new URL("?documents-closed", dist) });
  const document = await other.document("hello", "o200k_base");
  other.close();
  await assert.rejects(document.replace(0, 0, "a"), { code: "closed" });
  assert.throws(() => document.close(), { code: "closed" });
});
