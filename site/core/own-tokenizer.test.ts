/**
 * Tokenizers of one's own, in the module as it ships, with and without a worker: they count, replace, go, and are
 * refused.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { OwnEncodingOptions, ThreeLimits } from "../contract";
import { OwnTokenizers } from "./own-tokenizer";

const { load } = (await import(
  new URL("../../../dist/site/threelimits.js", import.meta.url).href
)) as typeof import("../threelimits");

/** The characters that stand for bytes in a byte-level vocabulary. */
const byteTexts = (() => {
  let hidden = 0;
  return Array.from({ length: 256 }, (_, b) =>
    (b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xac) || b >= 0xae
      ? String.fromCharCode(b)
      : String.fromCharCode(0x100 + hidden++),
  );
})();

/** A small tokenizer.json: bytes, "ab", "abc". */
function tokenizer(change: Record<string, unknown> = {}, model: Record<string, unknown> = {}): Blob {
  const vocab = Object.fromEntries([...byteTexts, "ab", "abc"].map((text, id) => [text, id]));
  return new Blob([
    JSON.stringify({
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: [
        {
          id: 300,
          content: "<end>",
          special: true,
          normalized: false,
          lstrip: false,
          rstrip: false,
          single_word: false,
        },
      ],
      normalizer: null,
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
      model: {
        type: "BPE",
        dropout: null,
        unk_token: null,
        byte_fallback: false,
        vocab,
        merges: ["a b", ["ab", "c"]],
        ...model,
      },
      ...change,
    }),
  ]);
}

function ranks(...tokens: string[]): Blob {
  const lines = Array.from({ length: 256 }, (_, b) => `${Buffer.from([b]).toString("base64")} ${b}`);
  tokens.forEach((token, i) => lines.push(`${Buffer.from(token).toString("base64")} ${256 + i}`));
  return new Blob([lines.join("\n")]);
}

const refused: [name: string, file: Blob, options: OwnEncodingOptions, code: string][] = [
  ["200 MB", new Blob(Array.from({ length: 200 }, () => new Uint8Array(1_000_000))), {}, "tokenizer-too-large"],
  ["a truncated file", tokenizer().slice(0, 2000), {}, "bad-tokenizer"],
  ["no tokenizer", new Blob(["{}"]), {}, "bad-tokenizer"],
  ["WordPiece", tokenizer({}, { type: "WordPiece" }), {}, "not-bpe"],
  ["Unigram", tokenizer({}, { type: "Unigram", vocab: [["a", -1]] }), {}, "not-bpe"],
  ["an unknown pre-tokenizer", tokenizer({ pre_tokenizer: { type: "Whitespace" } }), {}, "unknown-pretokenizer"],
  ["an unknown normalizer", tokenizer({ normalizer: { type: "StripAccents" } }), {}, "unknown-normalizer"],
  ["dropout", tokenizer({}, { dropout: 0.1 }), {}, "unsupported-tokenizer"],
  ["a fractional id", tokenizer({}, { vocab: { a: 0.5 } }), {}, "bad-tokenizer"],
  ["a merge of one", tokenizer({}, { merges: ["ab"] }), {}, "bad-tokenizer"],
  ["a web page", new Blob(["<!DOCTYPE html>"]), { pattern: "cl100k_base" }, "bad-tokenizer"],
  ["ranks without a pattern", ranks(), {}, "unknown-pretokenizer"],
  ["ranks with an unknown pattern", ranks(), { pattern: "\\w+" }, "unknown-pretokenizer"],
  ["a built-in name", tokenizer(), { name: "o200k_base" }, "bad-argument"],
];

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  let limits: ThreeLimits;
  test(`a tokenizer.json counts, ${where}`, async () => {
    limits = await load({ worker });
    const { bytes, ...info } = await limits.addEncoding(tokenizer(), { name: "mine" });
    assert.ok(bytes! > 256 && bytes! < 10_000, `${bytes} bytes`);
    assert.deepEqual(info, {
      name: "mine",
      vocabularySize: 259,
      licence: "",
      exactness: "exact",
      loaded: true,
      own: true,
    });
    assert.deepEqual([...(await limits.encode("abcab", "mine"))], [257, 256]);
    assert.deepEqual([...(await limits.encode("ab<end>", "mine", { special: "tokens" }))], [256, 300]);
    assert.equal(await limits.decode([257, 300], "mine"), "abc<end>");
    assert.ok((await limits.encodings()).some(({ name, own }) => name === "mine" && own));
  });

  test(`a .tiktoken file counts, and replaces what had its name, ${where}`, async () => {
    await limits.addEncoding(ranks("ab", "bc"), { name: "mine", pattern: "cl100k_base", special: { "<|end|>": 400 } });
    assert.deepEqual([...(await limits.encode("abc<|end|>", "mine", { special: "tokens" }))], [256, 99, 400]);
  });

  for (const [name, file, options, code] of refused) {
    test(`${name}: ${code}, and counting goes on, ${where}`, async () => {
      await assert.rejects(limits.addEncoding(file, { name: "x", ...options }), { name: "ThreeLimitsError", code });
      assert.equal(await limits.count("abc", "mine"), 2);
    });
  }

  test(`stopped it leaves nothing, and counting goes on, ${where}`, async () => {
    const stop = new AbortController();
    const adding = limits.addEncoding(tokenizer(), { name: "stopped", signal: stop.signal });
    stop.abort();
    await assert.rejects(adding, { code: "aborted" });
    assert.ok(!(await limits.encodings()).some(({ name }) => name === "stopped"));
    assert.equal(await limits.count("abc", "mine"), 2);
  });

  test(`removed it is unknown, ${where}`, async () => {
    await limits.removeEncoding("mine");
    await assert.rejects(limits.count("a", "mine"), { code: "unknown-encoding" });
    assert.ok(!(await limits.encodings()).some(({ own }) => own));
  });

  after(() => limits.close());
}

test("storage that does not answer is no storage", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let opened = 0;
  const scope = globalThis as { indexedDB?: unknown };
  scope.indexedDB = {
    open: () => {
      opened++;
      return {};
    },
  };
  t.after(() => {
    delete scope.indexedDB;
  });
  const own = new OwnTokenizers();
  const kept = own.kept();
  t.mock.timers.tick(5_000);
  assert.deepEqual(await kept, []);
  assert.equal(await own.file("x"), undefined);
  assert.equal(opened, 1, "it is not asked again");
});
