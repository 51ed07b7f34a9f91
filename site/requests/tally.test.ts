import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Model, ThreeLimits } from "../contract";
import { linesOf } from "./lines";
import { type Assumptions, type BadLine, type Row, readLine, sortRows, toCsv, toJson, totalsOf } from "./tally";
import { example } from "./testdata/example";

const { load } = (await import(
  new URL("../../../dist/site/threelimits.js", import.meta.url).href
)) as typeof import("../threelimits");
const engine: ThreeLimits = await load();
after(() => engine.close());

const models = await engine.models();
const named = (id: string): Model => models.find((model) => model.id === id)!;
const assumed: Assumptions = {
  models,
  model: named("openai/gpt-4o"),
  asOf: "2026-11-01",
  output: 350,
  reasoning: 0,
  format: false,
};

async function read(
  lines: readonly string[],
  with_: Partial<Assumptions> = {},
): Promise<{ rows: Row[]; bad: BadLine[] }> {
  const rows: Row[] = [],
    bad: BadLine[] = [];
  for await (const line of linesOf(new Blob([lines.join("\n")]))) {
    const found = await readLine(engine, line, { ...assumed, ...with_ });
    if ("message" in found) bad.push(found);
    else rows.push(found);
  }
  return { rows, bad };
}

const ask = (content: string, more: object = {}) =>
  JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content }], ...more });
const one = (n: number) => ({ low: n, typical: n, high: n });

test("each line has its own tokens, verdict and cost", async () => {
  const { rows, bad } = await read([
    ask("hello world"),
    "",
    "not JSON",
    ask("hello world ".repeat(100), { max_tokens: 200_000 }),
    '{"messages": 5}',
    example("messages.json").replaceAll("\n", " "),
  ]);
  assert.deepEqual(
    rows.map(({ line, model, fits }) => [line, model.id, fits]),
    [
      [1, "openai/gpt-4o", "fits"],
      [4, "openai/gpt-4o", "does not fit"],
      [6, "anthropic/claude-opus-4-6", "fits"],
    ],
  );
  assert.deepEqual(
    bad.map(({ line, message }) => [line, message.slice(0, 40)]),
    [
      [3, "This is not JSON: line 1, column 1: this"],
      [5, "messages must be a list, not a number."],
    ],
  );
  assert.deepEqual(
    [rows[0]!.parts, rows[0]!.total, rows[0]!.usd, rows[0]!.usdRange],
    [{ user: one(2) }, one(2), "0.003505", null],
  ); // 2 × 2.5 + 350 × 10, a million
  const claude = rows[2]!;
  assert.deepEqual(Object.keys(claude.parts).sort(), ["documents", "history", "system", "tools", "user"]);
  assert.ok(claude.total.low < claude.total.typical && claude.total.typical < claude.total.high && claude.usdRange);
});

test("figures are those of the request opened by itself", async () => {
  const {
    rows: [row],
  } = await read([example("chat.json").replaceAll("\n", " ")]);
  const counted = await Promise.all(
    [
      "You are a helpful assistant that can answer to questions about the weather.",
      "And in San Francisco?\nHere is a picture.",
    ].map((text) => engine.count(text, "o200k_base")),
  );
  assert.deepEqual(
    [row!.model.id, row!.parts.system, row!.parts.user],
    ["openai/gpt-4o-2024-08-06", one(counted[0]!), one(counted[1]!)],
  );
});

test("with the chat format counted in, a line is longer by it, and its tools are those of the rule", async () => {
  const tools = [
    {
      type: "function",
      function: {
        name: "get_current_weather",
        description: "Get the current weather in a given location",
        parameters: {
          type: "object",
          properties: {
            location: { type: "string", description: "The city and state, e.g. San Francisco, CA" },
            unit: { type: "string", description: "The unit of temperature to return", enum: ["celsius", "fahrenheit"] },
          },
        },
      },
    },
  ];
  const line = JSON.stringify({
    model: "gpt-4o",
    tools,
    messages: [
      { role: "system", content: "You are a helpful assistant that can answer to questions about the weather." },
      { role: "user", content: "What's the weather like in San Francisco?" },
    ],
  });
  const {
    rows: [row],
  } = await read([line], { format: true });
  assert.equal(row!.total.typical, 101, "as OpenAI's API counted it");
  assert.deepEqual([row!.format, row!.total.low, row!.total.high], [{ low: 8, typical: 11, high: 14 }, 98, 104]);
});

test("a model the catalogue does not have, and none, are counted as the page's", async () => {
  const { rows } = await read([
    ask("hello world", { model: "gpt-1000" }),
    JSON.stringify({ messages: [{ role: "user", content: "hello world" }] }),
  ]);
  assert.deepEqual(
    rows.map(({ given, model, known }) => [given, model.id, known]),
    [
      ["gpt-1000", "openai/gpt-4o", false],
      [null, "openai/gpt-4o", false],
    ],
  );
  assert.equal((await read([ask("hello world")])).rows[0]!.known, true);
});

test("the sums are exact", async () => {
  const { rows } = await read(Array.from({ length: 30 }, () => ask("hello world")));
  const totals = await totalsOf(engine, rows);
  assert.deepEqual(totals, {
    parts: { user: "60" },
    format: "0",
    total: { low: "60", typical: "60", high: "60" },
    usd: { low: "0.10515", typical: "0.10515", high: "0.10515" },
  });
  assert.equal((await totalsOf(engine, [])).usd.typical, "0");
});

test("order: the worst first, and by every column both ways", async () => {
  const { rows } = await read([
    ask("a"),
    ask("a", { max_tokens: 999_999 }),
    ask("a b c d"),
    ask("a b", { model: "gpt-4" }),
  ]);
  const lines = (by: Parameters<typeof sortRows>[1]["by"], descending: boolean) =>
    sortRows(rows, { by, descending }).map(({ line }) => line);
  assert.deepEqual(lines("worst", true), [2, 3, 4, 1]);
  assert.deepEqual(lines("user", false), [1, 2, 4, 3]);
  assert.deepEqual(lines("total", true), [3, 4, 1, 2]);
  assert.deepEqual(lines("usd", true), [4, 3, 1, 2]);
  assert.deepEqual(lines("model", false), [4, 1, 2, 3]);
  assert.deepEqual(lines("line", true), [4, 3, 2, 1]);
});

test("CSV: quoted where it has to be, and never a formula", async () => {
  const { rows, bad } = await read([
    JSON.stringify({ custom_id: "=cmd|'/c calc'!A1", body: JSON.parse(ask("hello world")) }),
    JSON.stringify({ custom_id: 'a "quoted", id', body: JSON.parse(ask("a")) }),
    "no",
  ]);
  const lines = toCsv(rows, bad).split("\r\n");
  assert.equal(
    lines[0],
    "line,id,model,model_in_line,system,tools,documents,history,user,chat_format," +
      "tokens,tokens_low,tokens_high,not_counted,fits,usd,usd_low,usd_high,problem",
  );
  assert.equal(
    lines[1],
    "1,'=cmd|'/c calc'!A1,openai/gpt-4o,gpt-4o,0,0,0,0,2,,2,2,2,0,fits,0.003505,0.003505,0.003505,",
  );
  assert.match(lines[2]!, /^2,"a ""quoted"", id",/);
  assert.match(lines[3]!, /^3,,,,,,,,,,,,,,,,,,"?This is not JSON/);
  assert.deepEqual(
    lines.slice(0, 4).map((line) => line.replace(/"[^"]*(""[^"]*)*"/g, "x").split(",").length),
    [19, 19, 19, 19],
  );
});

test("JSON: the same for a program", async () => {
  const { rows, bad } = await read([ask("hello world"), "no"]);
  assert.deepEqual(JSON.parse(toJson(rows, bad)), {
    lines: [
      {
        line: 1,
        id: null,
        model: "openai/gpt-4o",
        modelInLine: "gpt-4o",
        parts: { user: one(2) },
        chatFormat: null,
        tokens: one(2),
        notCounted: 0,
        fits: "fits",
        usd: "0.003505",
      },
    ],
    problems: [
      { line: 2, id: null, message: "This is not JSON: line 1, column 1: this is no value and no sign of JSON." },
    ],
  });
});
