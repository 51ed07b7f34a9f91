import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model } from "../contract";
import { searchModels } from "./model-search";

const model = (id: string, vendor: string, name: string): Model => ({
  id,
  vendor,
  name,
  prices: null,
  window: { context: 1, maxInput: null, maxOutput: null },
  cutoff: null,
  encoding: null,
  exactness: "exact",
  sources: [],
});
const models = [
  model("anthropic/claude-opus-4-5", "Anthropic", "Claude Opus 4.5"),
  model("anthropic/claude-opus-5", "Anthropic", "Claude Opus 5"),
  model("openai/gpt-6.1-sol", "OpenAI", "GPT-6.1 Sol"),
  model("openai/gpt-4o", "OpenAI", "GPT-4o"),
  model("mistral/open-mixtral", "Mistral", "Open Mixtral"),
];
const rows: [string, string[]][] = [
  ["", ["claude-opus-4-5", "claude-opus-5", "gpt-6.1-sol", "gpt-4o", "open-mixtral"]],
  ["  ", ["claude-opus-4-5", "claude-opus-5", "gpt-6.1-sol", "gpt-4o", "open-mixtral"]],
  ["opus 5", ["claude-opus-5", "claude-opus-4-5"]],
  ["gpt", ["gpt-6.1-sol", "gpt-4o"]],
  ["gpt 6.1", ["gpt-6.1-sol"]],
  ["GPT-6.1", ["gpt-6.1-sol"]],
  ["sol openai", ["gpt-6.1-sol"]],
  ["open", ["open-mixtral", "gpt-6.1-sol", "gpt-4o"]],
  ["openai/gpt-4o", ["gpt-4o"]],
  ["nothing like it", []],
  ["(.*)", []],
];
for (const [query, want] of rows) {
  test(`search: “${query}”`, () =>
    assert.deepEqual(
      searchModels(models, query).map(({ id }) => id.split("/")[1]),
      want,
    ));
}

test("a model is found by its other ids too", () => {
  const dated = { ...model("openai/gpt-4.1", "OpenAI", "GPT-4.1"), aliases: ["openai/gpt-4.1-2025-04-14"] };
  assert.deepEqual(
    searchModels([...models, dated], "2025-04-14").map(({ id }) => id),
    ["openai/gpt-4.1"],
  );
});
