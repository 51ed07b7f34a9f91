/** How each call of the module fails: with a code, in words that say what was wrong; and the next call works. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ThreeLimits } from "../contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

/** What is asked, the code it fails with, and what the sentence names. */
const failures: [string, (limits: ThreeLimits) => Promise<unknown>, string, RegExp][] = [
  ["count", (l) => l.count("a", "o300k"), "unknown-encoding", /o300k.*o200k_base/],
  ["encode", (l) => l.encode("a", ""), "unknown-encoding", /accepted/],
  ["segment", (l) => l.segment("a", "__proto__"), "unknown-encoding", /__proto__/],
  ["decode", (l) => l.decode([1], "toString"), "unknown-encoding", /toString/],
  ["check", (l) => l.check("a", "o300k"), "unknown-encoding", /o300k/],
  ["measure", (l) => l.measure("a", "acme/large"), "unknown-model", /acme\/large/],
  ["inspect", (l) => l.inspect("a", { model: "acme/large" }), "unknown-model", /acme\/large/],
  ["estimate", (l) => l.estimate({ model: "acme/large" }), "unknown-model", /acme\/large/],
  ["compareTexts", (l) => l.compareTexts(["a"], [{ model: "acme/large" }]), "unknown-model", /acme\/large/],
  [
    "compareTexts at no price",
    (l) => l.compareTexts(["a"], [{ encoding: "o200k_base", usdPerMTok: "1e3" }]),
    "bad-argument",
    /usdPerMTok is not a decimal/,
  ],
  [
    "compareTexts of a text",
    (l) => l.compareTexts("a" as never, [{ encoding: "o200k_base" }]),
    "bad-argument",
    /texts is "a"/,
  ],
  [
    "compareTexts of a number",
    (l) => l.compareTexts([1] as never, [{ encoding: "o200k_base" }]),
    "bad-argument",
    /texts\[0\] is 1/,
  ],
  [
    "compareTexts of no subject",
    (l) => l.compareTexts(["a"], [null] as never),
    "bad-argument",
    /subjects\[0\]\.encoding is undefined/,
  ],
  [
    "compareTexts against half",
    (l) => l.compareTexts(["a"], [{ encoding: "o200k_base" }], { against: 0.5 }),
    "bad-argument",
    /against is 0\.5/,
  ],
  ["document", (l) => l.document("a", "o300k"), "unknown-encoding", /o300k/],
  ["document of a number", (l) => l.document(5 as never, "o200k_base"), "bad-argument", /text is 5/],
  ["countStream", (l) => l.countStream(new Blob(["a"]), "o300k"), "unknown-encoding", /o300k/],
  ["countStream of a text", (l) => l.countStream("a" as never, "o200k_base"), "bad-argument", /bytes is "a"; a Blob/],
  ["countStream of nothing", (l) => l.countStream(null as never, "o200k_base"), "bad-argument", /bytes is null/],
  [
    "countStream with special",
    (l) => l.countStream(new Blob(["a"]), "o200k_base", { special: "all" as never }),
    "bad-argument",
    /"all"/,
  ],
  ["chunk", (l) => l.chunk("a", "o300k", { maxTokens: 100 }), "unknown-encoding", /o300k/],
  ["chunk of an object", (l) => l.chunk({} as never, "o200k_base", { maxTokens: 100 }), "bad-argument", /text/],
  ["measureCount", (l) => l.measureCount(1, "acme/large"), "unknown-model", /acme\/large/],
  ["measureCount of a fraction", (l) => l.measureCount(1.5, "openai/gpt-4o"), "bad-argument", /count is 1\.5/],
  ["decode of no token", (l) => l.decode([24912, 4294967295], "o200k_base"), "bad-token", /4294967295/],
  ["decode of a gap", (l) => l.decode([200017], "o200k_base"), "bad-token", /200017/],
  ["decode of a negative", (l) => l.decode([-1], "o200k_base"), "bad-token", /-1/],
  ["decode of a fraction", (l) => l.decode([1.5], "o200k_base"), "bad-token", /1\.5/],
  ["decode of a text", (l) => l.decode("abc" as never, "o200k_base"), "bad-argument", /ids/],
  ["count of a number", (l) => l.count(5 as never, "o200k_base"), "bad-argument", /text is 5/],
  ["count of nothing", (l) => l.count(undefined as never, "o200k_base"), "bad-argument", /undefined/],
  ["count without encoding", (l) => l.count("a", undefined as never), "bad-argument", /encoding/],
  ["special", (l) => l.count("a", "o200k_base", { special: "all" as never }), "bad-argument", /"all".*"tokens"/],
  ["inspect of nothing", (l) => l.inspect("a", {} as never), "unknown-encoding", /accepted/],
  ["measure of an object", (l) => l.measure({} as never, "openai/gpt-4o"), "bad-argument", /text/],
  ["describe", (l) => l.describe(null as never), "bad-argument", /text is null/],
  ["overhead", (l) => l.overhead({ messages: [] }, "acme/large"), "unknown-model", /acme\/large/],
  ["overhead of nothing", (l) => l.overhead(null as never, "openai/gpt-4o"), "bad-argument", /messages/],
  [
    "overhead of null messages",
    (l) => l.overhead({ messages: [null] } as never, "openai/gpt-4o"),
    "bad-argument",
    /messages/,
  ],
  [
    "overhead of an unknown part",
    (l) => l.overhead({ messages: [{ part: "__proto__", role: "user" }] } as never, "openai/gpt-4o"),
    "bad-argument",
    /__proto__/,
  ],
  ["sum of words", (l) => l.sum(["1", "many"]), "bad-argument", /many is not a decimal/],
  ["sum of numbers", (l) => l.sum([1] as never), "bad-argument", /amounts\[0\] is 1/],
  ["convert at no rate", (l) => l.convert(["1"], "0"), "bad-argument", /rate must be/],
  ["convert at a word", (l) => l.convert(["1"], "1e3"), "bad-argument", /above 0/],
  ["convert of words", (l) => l.convert(["many"], "1"), "bad-argument", /many is not a decimal/],
  ["convert by a number", (l) => l.convert(["1"], 2 as never), "bad-argument", /rate is 2/],
  ["rescale below what is no part", (l) => l.rescale(9, 12, [1, 1]), "bad-argument", /cannot be below 10/],
  ["rescale of halves", (l) => l.rescale(9, 12, [1.5]), "bad-argument", /parts\[0\] is 1\.5/],
  ["rescale of nothing", (l) => l.rescale(9, 12, null as never), "bad-argument", /parts is null/],
  ["sum of a text", (l) => l.sum("1" as never), "bad-argument", /amounts/],
];

/** A scenario that is not accepted, and the path its failure names. */
const scenarios: [unknown, string][] = [
  [{ request: { system: -1 } }, "request.system"],
  [{ request: { system: 1.5 } }, "request.system"],
  [{ request: { system: "many" } }, "request.system"],
  [{ request: { system: Number.NaN } }, "request.system"],
  [{ request: { system: Number.POSITIVE_INFINITY } }, "request.system"],
  [{ request: { system: 1e300 } }, "request.system"],
  [{ request: { system: { low: 5, typical: 4, high: 6 } } }, "request.system.low"],
  [{ request: { sytem: 1 } }, "request.sytem"],
  [{ request: [] }, "request"],
  [{ request: null }, "request"],
  [{ speed: { ttft: 1, tokensPerSecond: 0 } }, "speed.tokensPerSecond"],
  [{ prices: { input: "1e3", output: "1" } }, "prices.input"],
  [{ prices: { input: 2, output: "1" } }, "prices.input"],
  [{ asOf: "yesterday" }, "asOf"],
  [{ model: 5 }, "model"],
  [{ cache: { policy: "always" } }, "cache.policy"],
  [{ "a\0b": 1 }, "a\ufffdb"],
  [{ request: { user: () => 1 } }, "request.user"],
  [{ request: { user: 5n } }, "request.user"],
];

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits = await load({ worker });
  after(() => limits.close());

  for (const [name, ask, code, says] of failures) {
    test(`${name} fails with ${code}, ${where}`, async () => {
      await assert.rejects(ask(limits), (error) => {
        assert.ok(error instanceof Error);
        assert.equal((error as never as { code: string }).code, code);
        assert.match(error.message, says);
        return true;
      });
      assert.equal(await limits.count("hello world", "o200k_base"), 2, "the next call is unharmed");
    });
  }

  for (const [bad, field] of scenarios) {
    test(`bad-scenario names ${JSON.stringify(field)}, ${where}`, async () => {
      await assert.rejects(limits.estimate(bad as never), { code: "bad-scenario", field });
    });
  }

  test(`a scenario that is none, ${where}`, async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["request"] = cyclic;
    for (const bad of [null, undefined, 5, "text", [], cyclic]) {
      await assert.rejects(limits.estimate(bad as never), { code: "bad-scenario" }, String(bad));
    }
  });

  test(`after close every method fails with closed, ${where}`, async () => {
    const other = await load({ worker, baseURL: new URL("?closed", dist) });
    assert.notEqual(other, limits);
    const pending = other.count("a", "o200k_base");
    other.close();
    other.close();
    if (worker) await assert.rejects(pending, { code: "closed" });
    for (const ask of [
      () => other.count("a", "o200k_base"),
      () => other.estimate({}),
      () => other.models(),
      () => other.check("a", "gpt2"),
      () => other.document("a", "gpt2"),
      () => other.countStream(new Blob(["a"]), "gpt2"),
      () => other.chunk("a", "gpt2", { maxTokens: 16 }),
    ]) {
      await assert.rejects(ask(), { code: "closed" });
    }
    const again = await load({ worker, baseURL: new URL("?closed", dist) });
    assert.notEqual(again, other);
    assert.equal(await again.count("a", "o200k_base"), 1);
    again.close();
  });
}
