/**
 * The prices of another calculation, @pydantic/genai-prices' own, against ours: the catalogue's models on several days,
 * and that package's own data, imported, on all the models of a dozen providers. Every model where the two differ is
 * listed below with the reason; a model that differs and is not listed fails, and so does one that is listed and no
 * longer differs.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { calcPrice, findProvider, type Provider } from "@pydantic/genai-prices";

const { load } = (await import(
  new URL("../../../dist/site/threelimits.js", import.meta.url).href
)) as typeof import("../threelimits");
const limits = await load();
after(() => limits.close());

/**
 * Tokens of a call. written is of input, as cached is; audio is of input, of cached and of output; reasoning of output.
 */
interface Call {
  input: number;
  cached?: number;
  written?: number;
  output: number;
  reasoning?: number;
  audio?: [input: number, cached: number, output: number];
}

const calls: Call[] = [
  { input: 1000, output: 500 },
  { input: 1, output: 1 },
  { input: 0, output: 1000 },
  { input: 1000, output: 0 },
  { input: 100_000, output: 10_000, reasoning: 8000 },
  { input: 4740, cached: 4000, output: 255 },
  { input: 4740, written: 4735, output: 255 },
  { input: 10_000, cached: 6000, written: 3000, output: 1000, reasoning: 500 },
  // At and around the boundaries of long context.
  { input: 127_999, output: 10 },
  { input: 128_000, output: 10 },
  { input: 128_001, cached: 100_000, output: 10 },
  { input: 199_999, output: 1000 },
  { input: 200_000, output: 1000 },
  { input: 200_001, output: 1000 },
  { input: 200_001, cached: 150_000, written: 50_000, output: 1000 },
  { input: 256_001, cached: 1000, written: 1000, output: 1000 },
  { input: 271_999, output: 1000 },
  { input: 272_000, cached: 271_000, output: 1000 },
  { input: 272_001, output: 1000 },
  { input: 1_000_000, cached: 500_000, written: 100_000, output: 50_000, reasoning: 1000 },
  { input: 5000, output: 1000, audio: [2000, 0, 0] },
  { input: 5000, cached: 3000, output: 1000, audio: [2000, 1000, 500] },
];

/**
 * As OpenAI's Responses reports it, which has a place for everything. Noon is outside DeepSeek's peak hours of today.
 */
function record(
  { input, cached = 0, written = 0, output, reasoning = 0, audio: [sound, heard, spoken] = [0, 0, 0] }: Call,
  day: string,
): string {
  return JSON.stringify({
    created_at: Date.parse(`${day}T12:00:00Z`) / 1000,
    usage: {
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
      output_tokens_details: { reasoning_tokens: reasoning, audio_tokens: spoken },
      input_tokens_details: {
        cached_tokens: cached,
        cache_write_tokens: written,
        audio_tokens: sound,
        cached_tokens_details: { audio_tokens: heard },
      },
    },
  });
}

function theirs(
  { input, cached, written, output, audio }: Call,
  day: string,
  model: string,
  provider: Provider,
): number | null {
  const usage = {
    input_tokens: input,
    output_tokens: output,
    cache_read_tokens: cached,
    cache_write_tokens: written,
    input_audio_tokens: audio?.[0],
    cache_audio_read_tokens: audio?.[1],
    output_audio_tokens: audio?.[2],
  };
  return calcPrice(usage, model, { provider, timestamp: new Date(`${day}T12:00:00Z`) })?.total_price ?? null;
}

/**
 * The first call on which the two differ, if any. Theirs are binary fractions: a part in a thousand million is
 * rounding.
 */
async function difference(
  ours: string,
  model: string,
  provider: Provider,
  days: readonly string[],
): Promise<string | null> {
  const cases = days.flatMap((day) => calls.map((call) => ({ call, day })));
  const { records } = await limits.explainUsage(cases.map(({ call, day }) => record(call, day)).join("\n"), {
    model: ours,
  });
  assert.equal(records.length, cases.length);
  for (const [i, { call, day }] of cases.entries()) {
    const { usd } = records[i]!;
    const expected = theirs(call, day, model, provider);
    const same =
      usd === null || expected === null
        ? usd === expected
        : Math.abs(Number(usd) - expected) <= 1e-9 * Math.max(expected, 1e-6);
    if (!same) return `${day} ${JSON.stringify(call)}: ours ${usd}, theirs ${expected}`;
  }
  return null;
}

/** Compares models, and holds those that differ against the reasons. */
async function compare(
  models: readonly { ours: string; model: string; provider: Provider }[],
  days: readonly string[],
  reasons: Record<string, readonly string[]>,
): Promise<void> {
  const differ = new Map<string, string>();
  for (const { ours, model, provider } of models) {
    const found = await difference(ours, model, provider, days);
    if (found) differ.set(ours, found);
  }
  const listed = Object.values(reasons).flat();
  assert.deepEqual(
    [...differ].filter(([id]) => !listed.includes(id)),
    [],
    "differ, and no reason is listed",
  );
  assert.deepEqual(
    listed.filter((id) => !differ.has(id)),
    [],
    "listed, and do not differ any more",
  );
}

/** Our vendors by its names. */
const providers: Record<string, string> = {
  openai: "openai",
  anthropic: "anthropic",
  google: "google",
  deepseek: "deepseek",
  mistral: "mistral",
  "x-ai": "xai",
  cohere: "cohere",
  moonshotai: "moonshotai",
  aws: "amazon",
  minimax: "minimax",
  zai: "zai",
  groq: "groq",
  cerebras: "cerebras",
  together: "together",
};

const reasonsOfCatalogue: Record<string, readonly string[]> = {
  "A name that leads on: since 2026-09-10 to DeepSeek V4.1 Flash, whose price theirs does not have": [
    "deepseek/deepseek-v4-flash",
  ],
  "Theirs prices the models that the name led to before V4 Flash, which are not in the catalogue": [
    "deepseek/deepseek-chat",
  ],
  "From 272,000 tokens on, by the package; above them, by OpenAI's own pages (its issue 711 corrects that)": [
    "openai/gpt-5.6-luna",
    "openai/gpt-5.6-sol",
    "openai/gpt-5.6-terra",
    "openai/gpt-6-astra",
  ],
  "The long context of this model ended on 2026-04-30, and its price with it": ["anthropic/claude-sonnet-4-5"],
  "pi-ai has a price of cached input for it, this package none": [
    "mistral/codestral-latest",
    "mistral/magistral-medium-latest",
    "mistral/open-mistral-nemo",
    "mistral/pixtral-12b",
  ],
  "A name that moves from model to model: the newest source, pi-ai, has another price": [
    "mistral/mistral-large-latest",
    "mistral/mistral-small-latest",
  ],
  "A launch promotion ended on 2026-09-09, as the package's own comment says; its price has no end": [
    "zai/glm-5.3-flash",
  ],
};

test("the catalogue's prices, on five days", async () => {
  const days = ["2025-03-01", "2025-11-01", "2026-04-01", "2026-08-01", "2026-09-23"];
  const models = (await limits.models())
    .filter(({ prices, history }) => prices || history?.length)
    .flatMap(({ id }) => {
      const [vendor, model] = [id.slice(0, id.indexOf("/")), id.slice(id.indexOf("/") + 1)];
      const provider = findProvider({
        providerId: Object.keys(providers).find((name) => providers[name] === vendor) ?? "none",
      });
      return provider && calcPrice({ input_tokens: 1, output_tokens: 1 }, model, { provider })
        ? [{ ours: id, model, provider }]
        : [];
    });
  assert.ok(models.length >= 130, `only ${models.length} models are in both`);
  await compare(models, days, reasonsOfCatalogue);
});

const embeddings = "It gives no price of output: what only reads, such as an embedding, has no price here";

const reasonsOfImport: Record<string, readonly string[]> = {
  [embeddings]: [
    "amazon/amazon.titan-embed-text-v1",
    "azure/ada",
    "azure/babbage",
    "azure/curie",
    "azure/davinci",
    "azure/text-embedding-3-large",
    "azure/text-embedding-3-small",
    "cohere/embed-v4.0",
    "google/gemini-embedding-001",
    "google/gemini-embedding-2",
    "openai/text-embedding-3-large",
    "openai/text-embedding-3-small",
    "openai/text-embedding-ada-002",
  ],
  "A fee for each request, which is left out on import": [
    "perplexity/sonar",
    "perplexity/sonar-pro",
    "perplexity/sonar-reasoning",
    "perplexity/sonar-reasoning-pro",
  ],
};

test("the package's own data, imported", async () => {
  const all = [...Object.keys(providers), "azure", "perplexity"].map((providerId) => findProvider({ providerId })!);
  const { format, models: imported, problems } = await limits.importPrices(JSON.stringify(all));
  assert.deepEqual([format, problems], ["genai-prices", []]);
  const known = new Set(imported.map(({ id }) => id));
  const models = all
    .flatMap((provider) =>
      provider.models.map((model) => ({
        ours: `${providers[provider.id] ?? provider.id}/${model.id.replace(/[\0-\x20\x7f]/g, "-")}`,
        model: model.id,
        provider: { ...provider, models: [{ ...model, match: { equals: model.id.toLowerCase() } }] }, // no other model of a similar name
      })),
    )
    .filter(({ ours }) => known.has(ours));
  assert.ok(models.length >= 300, `only ${models.length} models`);
  await compare(models, ["2025-03-01", "2026-09-23"], reasonsOfImport);
  await limits.forgetPrices();
});
