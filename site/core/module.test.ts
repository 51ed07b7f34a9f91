/**
 * The module as it ships, dist/site/threelimits.js, in Node: every method, with and without a worker. How it fails:
 * failures.test.ts.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Estimate, ThreeLimits } from "../contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

/** The scenario that tests and measurements share. */
const scenario = {
  model: "openai/gpt-5.6-sol",
  asOf: "2026-11-01",
  prices: { input: "2.50", cachedInput: "0.25", cacheWrite: "3.125", output: "15" },
  window: { context: 400000, maxInput: 272000, maxOutput: 128000 },
  request: { system: 800, tools: 0, documents: 2400, history: 0, user: 60, output: 350, reasoning: 0, maxTokens: 1024 },
  conversation: { turns: 1 },
  cache: { policy: "none" },
  traffic: { requestsPerDay: 10000, daysPerMonth: 30 },
  speed: { ttft: 0.6, tokensPerSecond: 80 },
} as const;

type Check = (limits: ThreeLimits) => Promise<void>;

const methods: Record<string, Check> = {
  async encodings(limits) {
    const list = await limits.encodings();
    assert.ok(list.some(({ name }) => name === "o200k_base"));
    assert.ok(list.length >= 11);
    for (const { name } of list)
      assert.equal(await limits.decode(await limits.encode("hello w\u00f6rld", name), name), "hello w\u00f6rld", name);
    await limits.count("", "p50k_edit");
    const p50k = (await limits.encodings()).find(({ name }) => name === "p50k_edit");
    assert.deepEqual(p50k, {
      name: "p50k_edit",
      vocabularySize: 50284,
      licence: "MIT",
      exactness: "exact",
      loaded: true,
      own: false,
    });
  },

  async models(limits) {
    const list = await limits.models();
    assert.ok(list.length >= 149);
    const model = list.find(({ id }) => id === "openai/gpt-5.6-sol");
    assert.ok(model);
    assert.equal(model.encoding, "o200k_base");
    assert.match(model.prices!.input, /^[0-9.]+$/);
    assert.ok(
      model.sources.every(({ url, checked }) => url.startsWith("https://") && /^\d{4}-\d\d-\d\d$/.test(checked)),
    );
  },

  async cutoffs(limits) {
    const { today, years, models, unpublished } = await limits.cutoffs();
    assert.match(today, /^\d{4}-\d\d-\d\d$/);
    assert.equal(years[0]!.at, 0);
    assert.equal(models.length + unpublished.length, (await limits.models()).length);
    for (const { id, from, to, monthsBehind } of models)
      assert.ok(0 <= from && from <= to && to <= 100 && monthsBehind.low <= monthsBehind.high, id);
  },

  async measure(limits) {
    const exact = await limits.measure("hello world", "openai/gpt-4o");
    assert.deepEqual(exact.tokens, { low: 2, typical: 2, high: 2 });
    assert.equal(exact.trust.level, "exact");
    const claude = (await limits.models()).find(
      ({ exactness, id }) => exactness === "estimate" && id.startsWith("anthropic/"),
    )!;
    const { tokens, trust } = await limits.measure("hello world ".repeat(50), claude.id);
    assert.equal(trust.level, "estimate");
    assert.ok(tokens.low < tokens.typical && tokens.typical < tokens.high);
  },

  async count(limits) {
    for (const [encoding, tokens] of [
      ["o200k_base", 9],
      ["o200k_harmony", 9],
      ["cl100k_base", 8],
      ["p50k_base", 9],
      ["p50k_edit", 9],
      ["r50k_base", 9],
      ["gpt2", 9],
    ] as const) {
      assert.equal(await limits.count("hello world <|endoftext|>", encoding), tokens, encoding);
      assert.equal(await limits.count("hello world<|endoftext|>", encoding, { special: "tokens" }), 3, encoding);
    }
    assert.equal(await limits.count("", "o200k_base"), 0);
    assert.equal(await limits.count("\0", "o200k_base"), 1);
  },

  async encode(limits) {
    const ids = await limits.encode("hello world<|endoftext|>", "o200k_base", { special: "tokens" });
    assert.ok(ids instanceof Uint32Array);
    assert.deepEqual([...ids], [24912, 2375, 199999]);
  },

  async decode(limits) {
    const texts = [
      "hello world",
      "\ufeffa byte order mark",
      "\r\n\0\ud83d\ude00 \u0939\u093f\u0928\u094d\u0926\u0940",
      "<|endoftext|>",
      "",
    ];
    for (const text of texts) {
      for (const special of ["text", "tokens"] as const) {
        assert.equal(await limits.decode(await limits.encode(text, "o200k_base", { special }), "o200k_base"), text);
      }
    }
    assert.equal(await limits.decode([24912, 2375], "o200k_base"), "hello world");
    assert.equal(await limits.decode(await limits.encode("a\ud83d", "o200k_base"), "o200k_base"), "a\ufffd");
  },

  async segment(limits) {
    const text = "hello \u{1f600}! a\ud800b";
    const { ids, ends } = await limits.segment(text, "cl100k_base");
    assert.deepEqual([...ids], [...(await limits.encode(text, "cl100k_base"))]);
    assert.equal(ends.length, ids.length);
    assert.equal(ends.at(-1), text.length);
    assert.ok(
      ends.every((end, i) => i === 0 || end >= ends[i - 1]!),
      "ends go forward",
    );
    assert.ok(
      ends.every((end) => !/[\ud800-\udbff]$/.test(text.slice(0, end)) || text[end - 1] === "\ud800"),
      "no end inside a pair",
    );
  },

  async describe(limits) {
    assert.deepEqual(await limits.describe("h\u00e9llo w\u00f6rld \u{1f468}\u200d\u{1f469}\u200d\u{1f467}!"), {
      characters: 14,
      codePoints: 18,
      utf16: 21,
      words: 2,
      bytes: 33,
    });
  },

  async inspect(limits) {
    const text = "hello world \u{1f600}";
    const seen = await limits.inspect(text, { model: "openai/gpt-4o" });
    const { ids, ends } = await limits.segment(text, "o200k_base");
    assert.equal(seen.encoding, "o200k_base");
    assert.deepEqual(seen.ids, ids);
    assert.deepEqual(seen.ends, ends);
    assert.equal(seen.count, ids.length);
    assert.deepEqual({ tokens: seen.tokens, trust: seen.trust }, await limits.measure(text, "openai/gpt-4o"));
    assert.deepEqual(seen.stats, await limits.describe(text));
    const short = await limits.inspect("<|endoftext|>", { encoding: "gpt2", special: "tokens", tokens: false });
    assert.deepEqual(
      [short.count, short.ids.length, short.tokens, short.trust.level],
      [1, 0, { low: 1, typical: 1, high: 1 }, "exact"],
    );
  },

  async compareTexts(limits) {
    const texts = ["hello world", "\u4f60\u597d\0\ud800", ""];
    const claude = { model: "anthropic/claude-opus-4-6" };
    const [rows, own, estimated] = await limits.compareTexts(texts, [
      { model: "openai/gpt-4o", usdPerMTok: "2.50" },
      { encoding: "cl100k_base" },
      claude,
    ]);
    assert.deepEqual(
      rows!.map(({ count }) => count),
      await Promise.all(texts.map((text) => limits.count(text, "o200k_base"))),
    );
    assert.deepEqual(
      rows!.map(({ stats }) => stats),
      await Promise.all(texts.map((text) => limits.describe(text))),
    );
    const first = rows![0]!;
    assert.deepEqual(
      [first.perWord, first.relative, first.usdPerMillionWords, first.usdRange],
      ["1", "1", "2.5", undefined],
    );
    assert.deepEqual([own![0]!.tokens.typical, own![0]!.usdPerMillionWords], [2, null]);
    for (const [i, { tokens, trust }] of estimated!.entries())
      assert.deepEqual({ tokens, trust }, await limits.measure(texts[i]!, claude.model));
    const half = await limits.compareTexts(["hello world"], [{ encoding: "o200k_base" }], { against: 4 });
    assert.equal(half[0]![0]!.relative, "0.5");
    assert.deepEqual(await limits.compareTexts([], [{ encoding: "o200k_base" }]), [[]]);
    assert.deepEqual(await limits.compareTexts(["a"], []), []);
  },

  async measureCount(limits) {
    const claude = "anthropic/claude-opus-4-6";
    const text = "hello world ".repeat(50);
    assert.deepEqual(
      await limits.measureCount(await limits.count(text, "o200k_base"), claude),
      await limits.measure(text, claude),
    );
  },

  async estimate(limits) {
    const { context, cost, latency, usage, working, notes, asOf } = await limits.estimate(scenario);
    const { window, input, reserved, free, fits } = context!;
    assert.deepEqual(
      { window, input, reserved, free, fits },
      { window: 400000, input: 3260, reserved: 1024, free: 395716, fits: true },
    );
    const { perRequest, perConversation, perDay, perMonth } = cost!;
    assert.deepEqual(
      { perRequest, perConversation, perDay, perMonth },
      { perRequest: "0.0134", perConversation: "0.0134", perDay: "134", perMonth: "4020" },
    );
    const { ttft, generation, total } = latency!;
    assert.deepEqual({ ttft, generation, total }, { ttft: 0.6, generation: 4.375, total: 4.975 });
    assert.deepEqual([usage.input, usage.output, usage.total], [3260, 350, 3610]);
    assert.ok(working.length > 0 && notes.length > 0);
    assert.equal(asOf, "2026-11-01");
    const empty: Estimate = await limits.estimate({});
    assert.deepEqual([empty.context, empty.cost, empty.latency], [null, null, null]);
    assert.equal(empty.asOf, today(), "without asOf the day is today's");
    assert.deepEqual(
      await limits.estimate({ ...scenario, conversation: undefined }),
      await limits.estimate(scenario),
      "undefined is absent",
    );
  },

  async overhead(limits) {
    const messages = [
      { part: "system", role: "system" },
      { part: "user", role: "user" },
    ] as const;
    const plain = await limits.overhead({ messages: [...messages] }, "openai/gpt-4o");
    assert.deepEqual(plain.tokens, { low: 8, typical: 11, high: 14 });
    assert.deepEqual(plain.parts, [
      { name: "system", tokens: 4 },
      { name: "user", tokens: 4 },
      { name: "reply", tokens: 3 },
    ]);
    assert.deepEqual([plain.tools, plain.trust.level], [null, "estimate"]);
    assert.match(plain.trust.source ?? "", /^https:.*openai-cookbook/);
    // OpenAI's cookbook, section 7: 101 tokens with the texts, as its API counted them.
    const tools = [
      {
        name: "get_current_weather",
        description: "Get the current weather in a given location",
        properties: [
          { name: "location", type: "string", description: "The city and state, e.g. San Francisco, CA", enum: [] },
          {
            name: "unit",
            type: "string",
            description: "The unit of temperature to return",
            enum: ["celsius", "fahrenheit"],
          },
        ],
      },
    ];
    const { tokens, tools: counted } = await limits.overhead({ messages: [...messages], tools }, "openai/gpt-4o");
    const texts = await Promise.all(
      [
        "You are a helpful assistant that can answer to questions about the weather.",
        "What's the weather like in San Francisco?",
      ].map((text) => limits.count(text, "o200k_base")),
    );
    assert.equal(tokens!.typical + counted!.typical + texts[0]! + texts[1]!, 101);
    assert.equal(
      (await limits.overhead({ messages: [...messages], otherTools: "a web search" }, "openai/gpt-4o")).tools,
      null,
    );
    const claude = await limits.overhead(
      { messages: [...messages], tools, toolChoice: "any" },
      "anthropic/claude-opus-4-6",
    );
    assert.deepEqual(
      [claude.tokens, claude.tools, claude.trust.level],
      [{ low: 589, typical: 589, high: 589 }, null, "assumed"],
    );
    assert.equal((await limits.overhead({ messages: [...messages] }, "google/gemini-2.5-pro")).tokens, null);
  },

  async sum(limits) {
    assert.equal(await limits.sum(["0.1", "0.2"]), "0.3");
    assert.equal(await limits.sum([]), "0");
    assert.equal(await limits.sum(Array.from({ length: 10_000 }, () => "0.000063")), "0.63");
  },

  async rescale(limits) {
    assert.deepEqual(await limits.rescale(8100, 8060, [800, 0, 7200, 0, 60]), [804, 0, 7236, 0, 60]);
  },

  async convert(limits) {
    assert.deepEqual(await limits.convert(["0.0134", "4020", "0"], "0.9215"), ["0.0123481", "3704.43", "0"]);
    assert.deepEqual(await limits.convert([], "155.3"), []);
  },

  async check(limits) {
    for (const encoding of ["o200k_base", "o200k_harmony", "cl100k_base", "gpt2"]) {
      const seen = await limits.check("hello world <|endoftext|> \u4f60\u597d\r\n\u{1f600}", encoding);
      assert.equal(seen.equal, true);
      assert.equal(seen.difference, undefined);
      assert.equal(seen.encoding, encoding);
      assert.deepEqual([seen.reference.name, seen.reference.version], ["tiktoken-go", "0.1.8"]);
      assert.ok(seen.ours.tokens > 5 && seen.ours.tokens === seen.reference.tokens);
      assert.ok(seen.ours.milliseconds >= 0 && seen.reference.milliseconds > 0);
    }
    const { equal, difference } = await limits.check("\u{1f600} I'\u017f", "o200k_base");
    assert.equal(equal, false);
    assert.ok(difference?.known && /U\+017F/.test(difference.reason), difference?.reason);
    assert.ok("I'\u017f".includes(difference.text.trim()), difference.text);
    assert.ok(difference.at >= 2 && difference.at <= 5, String(difference.at));
  },
};

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits = await load({ worker });
  after(() => limits.close());

  for (const [name, check] of Object.entries(methods)) test(`${name}, ${where}`, () => check(limits));

  test(`calls at once, ${where}`, async () => {
    const counts = await Promise.all(Array.from({ length: 50 }, (_, n) => limits.count("a b ".repeat(n), "r50k_base")));
    const alone = [];
    for (let n = 0; n < 50; n++) alone.push(await limits.count("a b ".repeat(n), "r50k_base"));
    assert.deepEqual(counts, alone);
  });

  test(`ten megabytes, and text full of special tokens, ${where}`, async () => {
    const sentence = "The quick brown fox jumps over the lazy dog. ";
    assert.equal(await limits.count(sentence.repeat(230_000), "o200k_base"), 10 * 230_000 + 1);
    assert.equal(await limits.count("<|endoftext|>".repeat(100_000), "o200k_base", { special: "tokens" }), 100_000);
    assert.equal(
      await limits.count("\ud800".repeat(100_000), "o200k_base"),
      await limits.count("\ufffd".repeat(100_000), "o200k_base"),
    );
  });
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}
