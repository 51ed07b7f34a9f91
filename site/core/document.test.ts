/**
 * document() of the module as it ships, in Node, with and without a worker: whatever is edited equals the text from
 * scratch.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { DocumentSegment, TextOptions, ThreeLimits, TokenDocument } from "../contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

/** A generator of the same numbers each time: mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What is inserted: runs that meet across edits, halves of surrogate pairs, parts of special tokens. */
const atoms = [
  "word ",
  " the",
  "ABC",
  "\u65e5\u672c",
  "x",
  "'",
  "re",
  " ",
  "   ",
  "\t",
  "\n",
  "\r\n",
  "\r",
  "\0",
  "1234",
  "7",
  "<|",
  "endoftext",
  "|>",
  "<|endoftext|>",
  "\ud83d",
  "\ude00",
  "\ud83d\ude00",
  "\ud800",
  "\udfff",
  "\ufffd",
  "e\u0301",
  "\u0301",
  "\ufeff",
  "\u1100\u1161\u11a8",
  "A".repeat(60),
  " ".repeat(50),
  "lorem ipsum ".repeat(200),
];

/** Every vocabulary once; the families are there beside OpenAI's. */
const encodings = [
  "o200k_harmony",
  "cl100k_base",
  "p50k_edit",
  "gpt2",
  "qwen3",
  "deepseek_v3",
  "mistral_nemo",
  "gemma3",
];

/**
 * The tokens that cover from..to, from those of the whole text: whole characters, an empty range meaning the unit after
 * it.
 */
function covering(
  ids: Uint32Array,
  ends: Uint32Array,
  from: number,
  to: number,
): { first: number; start: number; end: number } {
  const last = ends.at(-1)!;
  from = Math.min(from, last - 1);
  to = Math.min(Math.max(to, from + 1), last);
  const starts = (i: number): number => (i === 0 ? 0 : ends[i - 1]!);
  let first = ends.findIndex((end) => end > from);
  while (first > 0 && starts(first - 1) === starts(first)) first--;
  const end = ends.findIndex((end) => end >= to);
  return { first, start: starts(first), end: end + 1 };
}

function assertSegment(
  seen: DocumentSegment,
  whole: { ids: Uint32Array; ends: Uint32Array },
  from: number,
  to: number,
): void {
  const { first, start, end } = covering(whole.ids, whole.ends, from, to);
  assert.deepEqual([seen.first, seen.start], [first, start], `${from}..${to}`);
  assert.deepEqual(
    [seen.ids, seen.ends],
    [whole.ids.slice(first, end), whole.ends.slice(first, end)],
    `${from}..${to}`,
  );
}

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits: ThreeLimits = await load({ worker });
  after(() => limits.close());

  for (const [n, encoding] of encodings.entries()) {
    test(`random edits equal the text from scratch, ${encoding}, ${where}`, async () => {
      for (const options of [{ special: "text" }, { special: "tokens" }] satisfies TextOptions[]) {
        const random = randomFrom(100 * n + options.special.length);
        let text = Array.from({ length: 400 }, () => atoms[random(atoms.length - 1)]).join("");
        const document = await limits.document(text, encoding, options);
        assert.deepEqual(
          [document.encoding, document.count, document.length],
          [encoding, await limits.count(text, encoding, options), text.length],
        );
        for (let k = 0; k < 60; k++) {
          const from = random(text.length + 1);
          const to = Math.min(text.length, from + [0, 1, random(4), random(80)][random(4)]!);
          const insert = Array.from({ length: random(3) }, () => atoms[random(atoms.length)]).join("");
          text = text.slice(0, from) + insert + text.slice(to);
          const count = await document.replace(from, to, insert);
          const shown = `edit ${k}: ${from}..${to} by ${JSON.stringify(insert).slice(0, 80)}`;
          assert.equal(count, await limits.count(text, encoding, options), shown);
          assert.deepEqual([document.count, document.length], [count, text.length], shown);
          if (k % 10 > 0) continue;
          const whole = await limits.segment(text, encoding, options);
          for (const [from, to] of [
            [0, text.length],
            [0, 0],
            [text.length, text.length],
            [random(text.length), text.length],
            [3, 900],
          ] as const) {
            if (text.length > 0 && from <= to && to <= text.length)
              assertSegment(await document.segment(from, to), whole, from, to);
          }
          assert.deepEqual(await document.describe(), await limits.describe(text), shown);
        }
        document.close();
      }
    });
  }

  test(`a pair that is parted is two U+FFFD, and itself again when it is joined, ${where}`, async () => {
    const document = await limits.document("a\u{1f600}b", "o200k_base");
    const whole = document.count;
    assert.equal(await document.replace(2, 2, "x"), await limits.count("a\ufffdx\ufffdb", "o200k_base"));
    assert.equal(await document.replace(2, 3, ""), whole);
    assert.equal(await document.replace(1, 2, ""), await limits.count("a\ufffdb", "o200k_base"));
    assert.equal(await document.replace(1, 1, "\ud83d"), whole);
    assert.deepEqual((await document.segment(0, 4)).ids, await limits.encode("a\u{1f600}b", "o200k_base"));
    document.close();
    // Beside a U+FFFD that is one, and many halves.
    for (const text of ["\ufffd\ud83d", "\ud83d\ufffd\ude00", "\ud83d".repeat(1000), "\u{1f600}\ude00\ufffd\ufffd"]) {
      const halves = await limits.document(text, "cl100k_base");
      assert.equal(halves.length, text.length);
      assert.equal(
        await halves.replace(text.length, text.length, "\ude00"),
        await limits.count(`${text}\ude00`, "cl100k_base"),
        JSON.stringify(text).slice(0, 40),
      );
      assert.deepEqual(await halves.describe(), await limits.describe(`${text}\ude00`));
      halves.close();
    }
  });

  test(`an empty document, and one that is emptied, ${where}`, async () => {
    const document = await limits.document("", "o200k_base");
    assert.deepEqual(await document.segment(0, 0), {
      first: 0,
      start: 0,
      ids: new Uint32Array(0),
      ends: new Uint32Array(0),
    });
    assert.equal(await document.replace(0, 0, "hello world"), 2);
    assert.equal(await document.replace(0, 11, ""), 0);
    assert.deepEqual(await document.describe(), await limits.describe(""));
    document.close();
  });

  test(`edits that are not awaited are made in order, ${where}`, async () => {
    const document = await limits.document("", "r50k_base");
    const counts = await Promise.all(Array.from({ length: 300 }, (_, i) => document.replace(i, i, "ab "[i % 3]!)));
    for (const i of [0, 1, 2, 150, 299])
      assert.equal(counts[i], await limits.count("ab ".repeat(100).slice(0, i + 1), "r50k_base"));
    assert.deepEqual([document.count, document.length], [counts.at(-1), 300]);
    document.close();
  });

  test(`a range outside the text, and what is no text, change nothing, ${where}`, async () => {
    const document = await limits.document("a\u{1f600}b", "o200k_base");
    const before = document.count;
    for (const [from, to] of [
      [-1, 0],
      [0, 5],
      [3, 2],
      [5, 5],
      [0.5, 1],
      [Number.NaN, 1],
      ["0", 1],
      [0, undefined],
      [0, 2 ** 40],
    ] as [number, number][]) {
      await assert.rejects(document.replace(from, to, "x"), { code: "bad-argument" }, `replace ${from} ${to}`);
      await assert.rejects(document.segment(from, to), { code: "bad-argument" }, `segment ${from} ${to}`);
    }
    await assert.rejects(document.replace(0, 0, 5 as never), { code: "bad-argument" });
    assert.deepEqual([document.count, document.length, (await document.describe()).utf16], [before, 4, 4]);
    assert.equal(await document.replace(4, 4, "!"), await limits.count("a\u{1f600}b!", "o200k_base"));
    document.close();
  });

  test(`closing: every later call fails with closed, closing again is harmless, others stay open, ${where}`, async () => {
    const [one, other] = [await limits.document("hello", "gpt2"), await limits.document("hello world", "gpt2")];
    const before = one.replace(5, 5, " world");
    one.close();
    assert.equal(await before, 2, "what was asked before is answered");
    one.close();
    for (const ask of [() => one.replace(0, 0, "x"), () => one.segment(0, 1), () => one.describe()])
      await assert.rejects(ask(), { code: "closed" });
    assert.equal(await other.replace(0, 0, "say "), 3);
    other.close();
  });

  test(`many documents open at once, ${where}`, async () => {
    const open: TokenDocument[] = await Promise.all(
      Array.from({ length: 200 }, (_, i) => limits.document("a b ".repeat(i), i % 2 ? "gpt2" : "cl100k_base")),
    );
    for (let i = 0; i < 200; i += 3) open[i]!.close();
    await Promise.all(
      open.map(async (document, i) => {
        if (i % 3 > 0)
          assert.equal(
            await document.replace(4 * i, 4 * i, "end"),
            await limits.count(`${"a b ".repeat(i)}end`, document.encoding),
          );
      }),
    );
    open.forEach((document, i) => {
      if (i % 3 > 0) document.close();
    });
  });

  test(`when the whole engine is closed, so are its documents, ${where}`, async () => {
    const mine = await load({ worker, baseURL: new URL("?documents", dist) });
    const document = await mine.document("hello", "gpt2");
    mine.close();
    await assert.rejects(document.replace(0, 0, "x"), { code: "closed" });
    document.close();
  });
}
