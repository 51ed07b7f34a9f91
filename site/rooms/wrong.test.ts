/**
 * docs/wrong.md: what a person may type, paste or import wrongly, and what is said then, made by asking the program. `WRITE=1 node --test
 * build/test/rooms/wrong.test.js` writes the page anew; otherwise it must be what the program says.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, test } from "node:test";
import type { Scenario, UsageOptions } from "../contract";
import { readTextFile } from "../kit/files";
import { kindOf } from "../kit/kind";
import { strangers } from "../kit/strangers";
import { flatName, flatNames, kebab, readFlat } from "../scenario/flat";
import { parseFragment } from "../scenario/fragment";
import { until } from "../scenario/typed-number";

const root = new URL("../../../", import.meta.url);
const page = new URL("docs/wrong.md", root);
const { load } = (await import(new URL("dist/site/threelimits.js", root).href)) as typeof import("../threelimits");
const engine = await load({ worker: false });
after(() => engine.close());

/** What is given, as the page shows it, and all that is said of it. Nothing said is a fault of the table. */
interface Row {
  given: string;
  said: string[];
}

interface Section {
  title: string;
  intro: string;
  rows: () => Promise<Row[]>;
}

/** The error of a call, as a sentence. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return "";
}

/** A value typed into a field that shows another: how it is read, or what is said. */
function typed(name: string, text: string, shown: string, grouped = false): Row {
  const given = `“${text}” in ${flatName(name)!.label}`;
  const read = readFlat(flatName(name)!, text, { grouped });
  if ("message" in read) return { given, said: [`${read.message} ${until(shown)}`] };
  assert.ok("value" in read, given);
  const value = typeof read.value === "number" ? read.value.toLocaleString("en-US") : read.value;
  return { given, said: [`Nothing: it is read as ${String(value)}.`] };
}

function linked(fragment: string): Row {
  return { given: `\`#${fragment}\``, said: parseFragment(`#${fragment}`).problems.map(({ message }) => message) };
}

async function asked(what: string, request: unknown): Promise<Row> {
  const text = typeof request === "string" ? request : JSON.stringify(request);
  try {
    const { remarks, notCounted } = await engine.request(text);
    const named = notCounted.map(({ path, what: kind, tokens }) => {
      const many =
        tokens &&
        `${tokens.low === tokens.high ? tokens.low : `${tokens.low} to ${tokens.high}`} ${tokens.high === 1 ? "token" : "tokens"}`;
      return `Not counted: ${kind}, at ${path}, ${many ?? "how many tokens cannot be told from here"}.`;
    });
    return { given: what, said: [...remarks, ...named] };
  } catch (error) {
    return { given: what, said: [(error as Error).message] };
  }
}

async function used(what: string, record: unknown, options: UsageOptions = { asOf: "2026-11-30" }): Promise<Row> {
  const text = typeof record === "string" ? record : JSON.stringify(record);
  const given = what;
  try {
    const { problems, records } = await engine.explainUsage(text, options);
    const notes = records.flatMap(({ notes: own }) => own);
    const left = records.flatMap(({ notCounted }) =>
      notCounted.map(({ path, value }) => `Not counted: ${path}, ${value}.`),
    );
    return { given, said: [...problems.map(({ message }) => message), ...left, ...new Set(notes)] };
  } catch (error) {
    return { given, said: [(error as Error).message] };
  }
}

async function priced(what: string, file: unknown): Promise<Row> {
  const text = typeof file === "string" ? file : JSON.stringify(file);
  try {
    const { problems, skipped, unused } = await engine.importPrices(text);
    await engine.forgetPrices();
    return {
      given: what,
      said: [
        ...problems.map(({ message }) => message),
        ...skipped.map(({ name, why }) => `Left out: ${name}, ${why}.`),
        ...unused.map(({ name, first }) => `Not used: ${name}, at ${first}.`),
      ],
    };
  } catch (error) {
    return { given: what, said: [(error as Error).message] };
  }
}

async function tokenizer(what: string, change: Record<string, unknown>): Promise<Row> {
  const file = {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, use_regex: true },
    model: { type: "BPE", vocab, merges: [["a", "b"]] },
    ...change,
  };
  return { given: what, said: [await refusal(engine.addEncoding(new Blob([JSON.stringify(file)]), { name: "mine" }))] };
}

function opened(what: string, bytes: readonly number[]): Row {
  const kind = kindOf(new Uint8Array(bytes));
  return { given: what, said: kind.is === "other" ? [kind.why] : [] };
}

function attribute(name: string): Row {
  const accepted = flatNames.map((one) => kebab(one.name));
  return { given: `\`${name}="…"\``, said: [...strangers([name], accepted).values()] };
}

function attributeValue(name: string, text: string): Row {
  const read = readFlat(flatName(name)!, text);
  return { given: `\`${kebab(name)}="${text}"\``, said: "message" in read ? [read.message] : [] };
}

async function called(code: string, call: Promise<unknown>): Promise<Row> {
  return { given: `\`${code}\``, said: [await refusal(call)] };
}

async function estimated(scenario: Scenario): Promise<Row> {
  const given = `\`estimate(${JSON.stringify(scenario)})\``;
  try {
    const { notes } = await engine.estimate(scenario);
    return { given, said: notes.filter(({ severity }) => severity !== "info").map(({ message }) => message) };
  } catch (error) {
    return { given, said: [(error as Error).message] };
  }
}

const vocab = { a: 0, b: 1, ab: 2 };
const hi = { role: "user", content: "Hi" };
const image = { type: "image_url", image_url: { url: "https://boats.example/a.png" } };
const price = { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 };
const acme = (fields: object): object => ({
  "acme/x": { litellm_provider: "acme", mode: "chat", ...price, ...fields },
});
const dear = { input: "3", output: "15" };

const sections: Section[] = [
  {
    title: "A number typed into the page",
    intro: "While a field cannot be read, what stood in it before holds, and that is said.",
    rows: async () => [
      typed("requestsPerDay", "50k", "10,000"),
      typed("requestsPerDay", "1e3", "10,000"),
      typed("requestsPerDay", "10,0000", "10,000", true),
      typed("requestsPerDay", "1,5", "10,000"),
      typed("requestsPerDay", "1.000", "10,000"),
      typed("requestsPerDay", "12.5", "10,000"),
      typed("requestsPerDay", "many", "10,000"),
      typed("output", "-350", "350"),
      typed("output", "300..400", "350"),
      typed("priceInput", "2,50", "3"),
      typed("priceInput", "free", "3"),
      typed("tokensPerSecond", "0", "80"),
      typed("asOf", "2026-02-30", ""),
      typed("atTime", "25:00", ""),
      typed("currency", "Euro", ""),
    ],
  },
  {
    title: "A link",
    intro: "What makes sense in it holds; what was left out is said above the figures.",
    rows: async () => [
      linked("ouput=350"),
      linked("output=350&output=400"),
      linked("userText=50%"),
      linked("service=bach"),
      linked("room=kitchen"),
      linked("requestsPerDay=1,5"),
    ],
  },
  {
    title: "A request pasted or opened",
    intro: "What the page says under “Import a request”, and `request()` gives as `remarks` and `notCounted`.",
    rows: async () => [
      await asked("JSON that is cut off", '{"model":"gpt-4o","messages":[{"role":"us'),
      await asked("a name given twice", '{"model":"gpt-4o","messages":[],"messages":[]}'),
      await asked("an answer", { choices: [{ message: { role: "assistant", content: "Hi" } }] }),
      await asked("a request for embeddings", { model: "text-embedding-3-small", input: "Hi" }),
      await asked("two requests in one list", [{ messages: [hi] }, { messages: [hi] }]),
      await asked("JSON of something else", { hello: "world" }),
      await asked("`max_tokens: -1`", { model: "gpt-4o", max_tokens: -1, messages: [hi] }),
      await asked("a message without a role", { model: "gpt-4o", messages: [{ content: "Ho" }, hi] }),
      await asked("a block of a type that is not known", {
        model: "gpt-4o",
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "Hi" },
              { type: "hologram", text: "A berth" },
            ],
          },
        ],
      }),
      await asked("a picture by its address", {
        model: "gpt-4o",
        messages: [{ role: "user", content: [{ type: "text", text: "Hi" }, image] }],
      }),
      await asked("a tool’s call", {
        model: "gpt-4o",
        messages: [
          {
            role: "assistant",
            tool_calls: [{ id: "a", function: { name: "berths", arguments: '{"harbour":"north"}' } }],
          },
          hi,
        ],
      }),
      await asked("a field of one’s own", { model: "gpt-4o", messages: [hi], house_rules: "Be brief." }),
      await asked("`previous_response_id`", { model: "gpt-5.4", input: "Hi", previous_response_id: "resp_1" }),
    ],
  },
  {
    title: "A usage record",
    intro: "What the room Bills says, and `explainUsage()` gives as `problems` and `notes`, here as of 2026-11-30.",
    rows: async () => [
      await used("nothing with tokens in it", { hello: "world" }),
      await used("JSON that is cut off", '{"model":"gpt-5.4","usage":{"prompt_tok'),
      await used("a model that is not known", { model: "large-1", usage: { input_tokens: 1, output_tokens: 1 } }),
      await used("a record without a model", { usage: { input_tokens: 10, output_tokens: 1 } }),
      await used(
        "a call from before the model was there",
        {
          model: "gpt-5.4",
          created: 1_577_880_000,
          usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 },
        },
        {},
      ),
      await used("a total that is not the sum", {
        model: "gpt-5.4",
        usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 50 },
      }),
      await used("a number under a name that is not known", {
        model: "gpt-5.4",
        usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11, dream_tokens: 700 },
      }),
      await used("more cached tokens than tokens", {
        model: "gpt-5.4",
        usage: { prompt_tokens: 10, prompt_tokens_details: { cached_tokens: 20 }, completion_tokens: 1 },
      }),
      await used("a negative number", { model: "gpt-5.4", usage: { prompt_tokens: -10, completion_tokens: 1 } }),
      await used("a cache’s life that is not known", {
        model: "claude-opus-4-8",
        created_at: "2026-11-29T00:00:00Z",
        usage: {
          input_tokens: 1,
          output_tokens: 1,
          cache_creation_input_tokens: 100,
          cache_creation: { ephemeral_24h_input_tokens: 100 },
        },
      }),
    ],
  },
  {
    title: "A price file",
    intro: "What the tool “Your prices” says, and `importPrices()` gives as `problems`, `skipped` and `unused`.",
    rows: async () => [
      await priced("JSON of something else", { hello: "world" }),
      await priced("a negative price", acme({ input_cost_per_token: -1e-6 })),
      await priced("a price in words", acme({ input_cost_per_token: "free" })),
      await priced("a price per million where it is per token", acme({ input_cost_per_token: 3e12 })),
      await priced("a field with a letter wrong, in our own format", {
        format: "threelimits",
        models: [{ id: "acme/x", prices: [{ inptu: "3", output: "15" }] }],
      }),
      await priced("a price from a day that is none", {
        format: "threelimits",
        models: [{ id: "acme/x", prices: [{ from: "2026-02-30", ...dear }] }],
      }),
      await priced("a model that makes pictures", {
        ...acme({}),
        "acme/draw": { litellm_provider: "acme", mode: "image_generation", output_cost_per_image: 0.04 },
      }),
      await priced("a price that no figure uses", acme({ output_cost_per_reasoning_token: 3e-6 })),
    ],
  },
  {
    title: "A tokenizer of one’s own",
    intro: "What the tool “Your own tokenizer” says, and `addEncoding()` rejects with.",
    rows: async () => [
      await tokenizer("a WordPiece tokenizer", { model: { type: "WordPiece", vocab: { a: 0 } } }),
      await tokenizer("a pre-tokenizer that is not known", { pre_tokenizer: { type: "Whitespace" } }),
      await tokenizer("a normalizer that is not known", { normalizer: { type: "StripAccents" } }),
      await tokenizer("dropout", { model: { type: "BPE", vocab, merges: [["a", "b"]], dropout: 0.1 } }),
      {
        given: "a web page",
        said: [
          await refusal(engine.addEncoding(new Blob(["<!DOCTYPE html>"]), { name: "mine", pattern: "cl100k_base" })),
        ],
      },
    ],
  },
  {
    title: "A file to count",
    intro: "Kinds are told by content.",
    rows: async () => [
      opened("a Word document", [0x50, 0x4b, 0x03, 0x04, 0, 0]),
      opened("a picture", [0xff, 0xd8, 0xff, 0xe0, 0, 0]),
      opened("a program", [0x4d, 0x5a, 0x90, 0, 3, 0]),
      ...(await Promise.all(
        [
          { what: "text in Latin-1, into the editor", size: 3, bytes: [0x63, 0xe9, 0x0a] },
          { what: "a file above 20 MB, into the editor", size: 20_000_001, bytes: [] },
        ].map(async ({ what, size, bytes }) => {
          const file = Object.assign(new Blob([new Uint8Array(bytes)]), { name: "notes.txt" });
          Object.defineProperty(file, "size", { value: size });
          const read = await readTextFile(file);
          return { given: what, said: "message" in read ? [read.message] : [] };
        }),
      )),
    ],
  },
  {
    title: "An attribute of an element",
    intro: "The element says it where it stands.",
    rows: async () => [
      attribute("requestsperday"),
      attribute("ouput"),
      attributeValue("requestsPerDay", "ten"),
      attributeValue("cachePolicy", "always"),
    ],
  },
  {
    title: "A call of the module",
    intro: "The promise is rejected with this sentence, or it stands in `notes`.",
    rows: async () => [
      await called('count("Hi", "o300k")', engine.count("Hi", "o300k")),
      await called('measure("Hi", "acme/large")', engine.measure("Hi", "acme/large")),
      await called('decode([-1], "o200k_base")', engine.decode([-1], "o200k_base")),
      await estimated({ model: "openai/gpt-5.4", asOf: "2026-11-30", request: { ouput: 350 } } as Scenario),
      await estimated({ model: "openai/gpt-5.4", asOf: "2026-11-30", request: { output: -1 } }),
      await estimated({ model: "openai/gpt-5.4", asOf: "2020-01-01", request: { output: 1 } }),
      await estimated({ model: "openai/gpt-5.4", asOf: "2026-11-30", request: { user: 2_000_000 } }),
    ],
  },
];

/** A cell of a table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");

test("docs/wrong.md is what the program says, of 30 things and more, and none is passed over in silence", async () => {
  const out = [
    "# What is said of what is typed, pasted or imported wrongly",
    "",
    "Each row was asked of the program: `WRITE=1 node --test build/test/rooms/wrong.test.js` makes this page (after",
    "`go run ./scripts/build -tests`), and a test fails where it is another.",
    "",
  ];
  let rows = 0;
  for (const { title, intro, rows: all } of sections) {
    out.push(`## ${title}`, "", intro, "", "| given | said |", "|---|---|");
    for (const { given, said } of await all()) {
      assert.ok(said.length > 0 && said.every((one) => /\S/.test(one)), `nothing is said of ${given}`);
      out.push(`| ${cell(given)} | ${said.map(cell).join("<br>")} |`);
      rows++;
    }
    out.push("");
  }
  const text = out.join("\n");
  assert.ok(rows >= 30, `${rows} rows`);
  if (process.env["WRITE"]) writeFileSync(page, text);
  assert.equal(readFileSync(page, "utf8"), text);
});
