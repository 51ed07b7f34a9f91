/**
 * Usage records and price files in the module as it ships, with and without a worker: what they give, and what is
 * refused.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ThreeLimits } from "../contract";
import { parseWithDuplicate } from "../json/duplicates";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

/** OpenAI's guide to prompt caching: 86 × 2.5 + 1,920 × 1.25 + 300 × 10 of a million. */
const chat = {
  id: "a",
  model: "gpt-4o-2024-08-06",
  created: 1790000000,
  choices: [{ message: { content: "a ".repeat(5000) } }],
  usage: {
    prompt_tokens: 2006,
    completion_tokens: 300,
    total_tokens: 2306,
    prompt_tokens_details: { cached_tokens: 1920 },
  },
};
const claude = {
  model: "claude-opus-4-8",
  usage: { input_tokens: 1000, cache_read_input_tokens: 9000, cache_creation_input_tokens: 0, output_tokens: 1000 },
};

function own(id: string, input: unknown, output: unknown = "2"): string {
  return JSON.stringify({ format: "threelimits", version: 1, models: [{ id, prices: [{ input, output }] }] });
}

const refusedUsage: [name: string, text: string, says: RegExp][] = [
  ["nothing", "", /^This is not JSON: line 1, column/],
  ["a sentence", "hello", /^This is not JSON: line 1, column/],
  ["half a record", `{"usage":{`, /^This is not JSON: line 1, column/],
  ["deep nesting", `${'{"usage":'.repeat(50_000)}1${"}".repeat(50_000)}`, /nested deeper than 200 levels/],
  ["a name twice", `{"usage":{"prompt_tokens":1,\n"prompt_tokens":2}}`, /usage\.prompt_tokens stands there twice/],
];

const refusedPrices: [name: string, text: string, says: RegExp][] = [
  ["nothing", "", /^This is not JSON: line 1, column/],
  ["a web page", "<!DOCTYPE html>", /^This is not JSON: line 1, column/],
  ["deep nesting", "[".repeat(50_000) + "]".repeat(50_000), /nested deeper than 200 levels/],
  [
    "a price twice",
    own("acme/x", "1").replace(`"input":"1"`, `"input":"1","input":"3"`),
    /models\.0\.prices\.0\.input stands there twice/,
  ],
];

/** Files that are JSON and are not taken; the field their first problem names. */
const problems: [name: string, text: string, field: string][] = [
  ["something else", `{"hello":"world"}`, ""],
  ["no file", "null", ""],
  ["an empty list", "[]", ""],
  ["a negative price", own("acme/x", "-1"), "models.0.prices.0.input"],
  ["no number", own("acme/x", "NaN"), "models.0.prices.0.input"],
  ["more than any price", own("acme/x", 1e308), "models.0.prices.0.input"],
  ["an object for a price", own("acme/x", {}), "models.0.prices.0.input"],
  ["a prototype's name", own("acme/x", "1").replace(`"input"`, `"__proto__"`), "models.0.prices.0.__proto__"],
];

test("the path of a name that stands twice", () => {
  for (const [text, want] of [
    [`{"a":1,"b":{"a":1},"c":["a","a",{"a":1}]}`, undefined],
    [`"a"`, undefined],
    ["5", undefined],
    [`{"a":"{\\"a\\":1,","b":1}`, undefined],
    [`{"a":1,"\\u0061":2}`, "a"],
    [`[0,{"b":[[],{"x,":1,"x,":2}]}]`, "1.b.1.x,"],
    [`{"__proto__":1,"__proto__":2}`, "__proto__"],
  ] as const)
    assert.equal(parseWithDuplicate(text).twice, want, text);
});

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  let limits: ThreeLimits;

  test(`a response is explained to the cent, ${where}`, async () => {
    limits = await load({ worker });
    const report = await limits.explainUsage(JSON.stringify(chat));
    assert.deepEqual([report.count, report.priced, report.usd, report.problems], [1, 1, "0.005615", []]);
    const record = report.records[0]!;
    assert.deepEqual(
      [record.shape, record.id, record.given, record.model, record.day, record.service],
      ["openai-chat", "a", "gpt-4o-2024-08-06", "openai/gpt-4o-2024-08-06", "2026-09-21", "standard"],
    );
    assert.deepEqual(
      [record.tokens.input, record.tokens.uncachedInput, record.tokens.cachedInput, record.tokens.output],
      [2006, 86, 1920, 300],
    );
    assert.deepEqual(
      record.lines.map(({ name, usd }) => [name, usd]),
      [
        ["input", "0.000215"],
        ["cachedInput", "0.0024"],
        ["output", "0.003"],
      ],
    );
    assert.equal(await limits.sum(record.lines.map(({ usd }) => usd)), record.usd);
  });

  test(`lines of records are summed by model and day, and priced on other models, ${where}`, async () => {
    const lines = [...Array.from({ length: 1000 }, (_, i) => ({ ...chat, id: `r${i}` })), claude].map((record) =>
      JSON.stringify(record),
    );
    const report = await limits.explainUsage(
      [...lines, "", "{oops", JSON.stringify({ ...chat, id: "r7" })].join("\n"),
      { asOf: "2026-11-01", reprice: ["anthropic/claude-opus-4-8", "openai/gpt-4o"] },
    );
    assert.deepEqual([report.count, report.priced, report.problemCount, report.records.length], [1002, 1001, 1, 200]);
    assert.deepEqual([report.repeats, report.passed, report.atLeast], [1, 0, true]);
    assert.equal(report.usd, "5.6495"); // 1,000 × 0.005615 + 1,000 × 5 + 9,000 × 0.5 + 1,000 × 25 of a million
    assert.deepEqual(
      report.sums.map(({ model, day, records, usd }) => [model, day, records, usd]),
      [
        ["anthropic/claude-opus-4-8", "2026-11-01", 1, "0.0345"],
        ["openai/gpt-4o-2024-08-06", "2026-11-01", 1000, "5.615"],
      ],
    );
    assert.deepEqual(
      report.repriced.map(({ model, usd, unpriced }) => [model, usd, unpriced]),
      [
        ["anthropic/claude-opus-4-8", "8.9245", 0],
        ["openai/gpt-4o", "5.63875", 0],
      ],
    );
    assert.match(report.problems[0]!.message, /line 1003/);
    assert.deepEqual(
      report.records
        .filter(({ notes }) => notes.some((note) => note.startsWith("2 records are of this call")))
        .map(({ id }) => id),
      ["r7"],
    );
  });

  for (const [name, text, says] of refusedUsage) {
    test(`usage that is ${name} is refused, ${where}`, async () => {
      await assert.rejects(limits.explainUsage(text), { code: "bad-usage", message: says });
      assert.equal((await limits.explainUsage(JSON.stringify(claude))).priced, 1);
    });
  }

  test(`what has no usage is a problem of its record, ${where}`, async () => {
    for (const text of [
      "null",
      "5",
      `"usage"`,
      "[[]]",
      `{"error":{"message":"overloaded"}}`,
      `{"usage":{"__proto__":{"prompt_tokens":1}}}`,
      `{"usage":{"prompt_tokens":-1,"completion_tokens":1}}`,
      `{"usage":{"prompt_tokens":1e308,"completion_tokens":1}}`,
      `{"usage":{"prompt_tokens":"NaN","completion_tokens":1}}`,
      `${`{"usage":`.repeat(100)}1${"}".repeat(100)}`,
    ]) {
      const report = await limits.explainUsage(text);
      assert.deepEqual(
        [report.count, report.priced, report.usd, report.problemCount],
        [1, 0, "0", 1],
        text.slice(0, 60),
      );
    }
    assert.deepEqual((await limits.explainUsage("[]")).count, 0);
  });

  test(`options that are none, ${where}`, async () => {
    const ask = (options: unknown) => limits.explainUsage("{}", options as never);
    await assert.rejects(ask({ model: "acme/none" }), { code: "unknown-model", field: "model" });
    await assert.rejects(ask({ reprice: ["acme/none"] }), { code: "unknown-model", field: "reprice" });
    await assert.rejects(ask({ reprice: "gpt-4o" }), { code: "bad-argument", field: "reprice" });
    await assert.rejects(ask({ service: "overnight" }), { code: "bad-argument", field: "service" });
    await assert.rejects(ask({ asOf: "yesterday" }), { code: "bad-argument", field: "asOf" });
    await assert.rejects(limits.explainUsage(5 as never), { code: "bad-argument" });
    await assert.rejects(limits.importPrices("{}", { format: "csv" as never }), {
      code: "bad-argument",
      field: "format",
    });
    await assert.rejects(limits.exportPrices(["acme/none"]), { code: "unknown-model" });
    await assert.rejects(limits.exportPrices("acme" as never), { code: "bad-argument" });
  });

  test(`imported prices hold in every call, and go, ${where}`, async () => {
    const scenario = { model: "openai/gpt-4o", request: { user: 1_000_000 } };
    const before = (await limits.estimate(scenario)).cost!.perRequest;
    const report = await limits.importPrices(own("openai/gpt-4o", "7"));
    assert.deepEqual([report.format, report.problems, report.skipped], ["threelimits", [], []]);
    assert.deepEqual(
      report.models.map(({ id, own, prices }) => [id, own, prices?.input]),
      [["openai/gpt-4o", true, "7"]],
    );
    assert.equal((await limits.estimate(scenario)).cost!.perRequest, "7");
    assert.ok((await limits.models()).some(({ id, own }) => id === "openai/gpt-4o" && own));
    assert.equal((await limits.explainUsage(JSON.stringify(claude), { model: "openai/gpt-4o" })).usd, "0.072");
    assert.equal((await limits.measure("hello world", "openai/gpt-4o")).tokens.typical, 2);
    await limits.importPrices(
      JSON.stringify({
        "acme/rocket": {
          litellm_provider: "acme",
          mode: "chat",
          max_input_tokens: 5000,
          input_cost_per_token: 1e-6,
          output_cost_per_token: 2e-6,
        },
      }),
    );
    assert.equal(
      (await limits.estimate(scenario)).cost!.perRequest,
      before,
      "an import takes the place of the one before",
    );
    assert.equal((await limits.estimate({ ...scenario, model: "acme/rocket" })).cost!.perRequest, "1");
    await limits.forgetPrices();
    await assert.rejects(limits.estimate({ ...scenario, model: "acme/rocket" }), { code: "unknown-model" });
  });

  test(`what is exported is read again, ${where}`, async () => {
    const text = await limits.exportPrices(["openai/gpt-5.4"]);
    assert.equal((JSON.parse(text) as { models: unknown[] }).models.length, 1);
    const { format, models } = await limits.importPrices(await limits.exportPrices());
    const all = await limits.models();
    assert.deepEqual([format, models.length, all.length], ["threelimits", all.length, all.length]);
    assert.ok(all.every(({ own }) => own));
    await limits.forgetPrices();
  });

  test(`pictures, pages and sound are counted, cut and priced, ${where}`, async () => {
    const { items, images, audio, usd } = await limits.media(
      [
        { kind: "image", width: 960, height: 540 },
        { kind: "pdf", pages: 2 },
        { kind: "audio", seconds: 1.5 },
      ],
      "google/gemini-2.5-flash",
    );
    assert.deepEqual([images, audio, usd], [1548 + 516, 48, "0.0006672"]);
    assert.deepEqual(items[0]!.grid, { columns: 3, rows: 2, cell: 360, x: [37.5, 75], y: [(360 / 540) * 100] });
    assert.deepEqual(items[0]!.resized, { width: 960, height: 540 });
    assert.deepEqual(
      [items[0]!.detail, items[0]!.details, items[0]!.substituted],
      ["auto", ["auto"], "3 × 2 × 258 = 1,548"],
    );
    const patches = await limits.media(
      [{ kind: "image", width: 2048, height: 2048, detail: "high" }],
      "openai/gpt-5.4",
    );
    assert.deepEqual(
      [patches.images, patches.items[0]!.resized, patches.items[0]!.grid!.x.length],
      [3000, { width: 1600, height: 1600 }, 49],
    );
    const unknown = await limits.media([{ kind: "image", width: 10, height: 10 }], "xai/grok-4.7");
    assert.deepEqual([unknown.images, unknown.usd, unknown.items[0]!.tokens], [null, null, null]);
    assert.deepEqual((await limits.media([], "openai/gpt-4o")).images, 0);
    for (const [bad, field] of [
      [{ kind: "image", width: 10 }, "items[0].height"],
      [{ kind: "image", width: "10", height: 10 }, "items[0].width"],
      [null, undefined],
      [{ kind: "image", width: Number.NaN, height: 1 }, "items[0].width"],
      [{ kind: "pdf", pages: 1, detail: "finest" }, "items[0].detail"],
      [{ kind: "__proto__" }, "items[0].kind"],
    ] as const)
      await assert.rejects(limits.media([bad] as never, "google/gemini-2.5-flash"), {
        code: "bad-argument",
        ...(field && { field }),
      });
    await assert.rejects(limits.media([], "acme/none"), { code: "unknown-model" });
  });

  for (const [name, text, says] of refusedPrices) {
    test(`a price file that is ${name} is refused, ${where}`, async () => {
      await limits.importPrices(own("acme/kept", "3"));
      await assert.rejects(limits.importPrices(text), { code: "bad-prices", message: says });
      assert.ok(
        (await limits.models()).some(({ id }) => id === "acme/kept"),
        "nothing is half applied",
      );
    });
  }

  for (const [name, text, field] of problems) {
    test(`a price file with ${name} is not taken, ${where}`, async () => {
      await limits.importPrices(own("acme/kept", "3"));
      const report = await limits.importPrices(text);
      assert.deepEqual(report.models, []);
      assert.equal(report.problems[0]!.field, field);
      assert.ok(
        (await limits.models()).some(({ id }) => id === "acme/kept"),
        "nothing is half applied",
      );
      await limits.forgetPrices();
    });
  }

  after(() => limits.close());
}
