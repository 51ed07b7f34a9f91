/** chunk() of the module as it ships, in Node, with and without a worker. */
import assert from "node:assert/strict";
import { after, test } from "node:test";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

const texts: Record<string, string> = {
  nothing: "",
  "a word": "hello",
  paragraphs:
    "A first sentence. A second one, longer than the first.\n\nA new paragraph! With \u201cquotes.\u201d And more of it?\r\n\r\n".repeat(
      30,
    ),
  code: "func main() {\n\tif x > 1 {\n\t\treturn 42\n\t}\n}\n".repeat(40),
  Chinese: "\u4f60\u597d\u4e16\u754c\u3002\u6211\u4eec\u5728\u8fd9\u91cc\uff01".repeat(80),
  "emoji that take many tokens": "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}".repeat(60),
  "halves of pairs and special tokens": "a\ud83d <|endoftext|> \ude00\u{1f600}".repeat(60),
  "one letter": "a".repeat(3000),
  "marks on one letter": `e${"\u0301".repeat(300)}`,
  spaces: " ".repeat(3000),
};

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits = await load({ worker });
  after(() => limits.close());

  for (const [what, text] of Object.entries(texts)) {
    test(`${what}: chunks fit, follow one another and are the whole text, ${where}`, async () => {
      for (const [encoding, special, maxTokens, overlap] of [
        ["o200k_base", "text", 16, 0],
        ["o200k_base", "tokens", 50, 25],
        ["gpt2", "text", 100, 7],
        ["gemma3", "text", 33, 16],
        ["qwen3", "tokens", 400, 0],
      ] as const) {
        const chunks = await limits.chunk(text, encoding, { maxTokens, overlap, special });
        const shown = `${encoding}, ${maxTokens} with ${overlap}`;
        let end = 0;
        for (const { from, to, tokens } of chunks) {
          assert.ok(from <= end && to > end, `${shown}: ${from}..${to} after ${end}`);
          assert.equal(tokens, await limits.count(text.slice(from, to), encoding, { special }), shown);
          assert.ok(tokens <= maxTokens, `${shown}: ${tokens} tokens`);
          assert.ok(
            (await limits.count(text.slice(from, end), encoding, { special })) <= overlap,
            `${shown}: ${from}..${end} is repeated`,
          );
          for (const at of [from, to])
            assert.ok(
              !/[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, at - 1), at + 1)),
              `${shown}: ${at} is inside a pair`,
            );
          end = to;
        }
        assert.equal(end, text.length, shown);
      }
    });
  }

  test(`the best place in the second half of what fits is taken, ${where}`, async () => {
    const paragraph = "one two three four five six seven eight nine ten.\n\n";
    const chunks = await limits.chunk(paragraph.repeat(4), "cl100k_base", { maxTokens: 20 });
    assert.deepEqual(
      chunks.map(({ from, to }) => [from, to]),
      [0, 1, 2, 3].map((i) => [i * paragraph.length, (i + 1) * paragraph.length]),
    );
  });

  test(`a megabyte, ${where}`, async () => {
    const text = "The quick brown fox jumps over the lazy dog. ".repeat(22_000);
    const chunks = await limits.chunk(text, "o200k_base", { maxTokens: 512, overlap: 64 });
    assert.ok(chunks.length > 400 && chunks.length < 700, String(chunks.length));
    assert.equal(chunks.at(-1)!.to, text.length);
  });

  test(`an argument that is not accepted names its field, ${where}`, async () => {
    for (const [options, field] of [
      [{ maxTokens: 15 }, "maxTokens"],
      [{ maxTokens: -1 }, "maxTokens"],
      [{ maxTokens: 1.5 }, "maxTokens"],
      [{ maxTokens: "100" }, "maxTokens"],
      [{ maxTokens: Number.NaN }, "maxTokens"],
      [{}, "maxTokens"],
      [undefined, "maxTokens"],
      [{ maxTokens: 2 ** 40 }, "maxTokens"],
      [{ maxTokens: 100, overlap: 51 }, "overlap"],
      [{ maxTokens: 100, overlap: -1 }, "overlap"],
      [{ maxTokens: 100, overlap: null }, "overlap"],
    ] as const) {
      await assert.rejects(
        limits.chunk("hello", "o200k_base", options as never),
        { code: "bad-argument", field },
        JSON.stringify(options),
      );
    }
    await assert.rejects(limits.chunk(5 as never, "o200k_base", { maxTokens: 100 }), { code: "bad-argument" });
    await assert.rejects(limits.chunk("hello", "o300k", { maxTokens: 100 }), { code: "unknown-encoding" });
    assert.deepEqual(await limits.chunk("hello", "o200k_base", { maxTokens: 100 }), [{ from: 0, to: 5, tokens: 1 }]);
  });
}
