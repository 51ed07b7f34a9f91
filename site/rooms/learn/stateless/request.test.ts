import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model } from "../../../contract";
import type { Message } from "./chat";
import { requestOf, shownJSON } from "./request";

const model = (id: string, api: Model["api"]): Model => ({
  id,
  api,
  vendor: "",
  name: "",
  prices: null,
  window: { context: 1, maxInput: null, maxOutput: null },
  cutoff: null,
  encoding: null,
  exactness: "exact",
  sources: [],
});
const messages: Message[] = [
  { role: "user", content: "Hi" },
  { role: "assistant", content: "Hello" },
  { role: "user", content: "Hi" },
];

test("each vendor's own messages, the new one apart", () => {
  const [before, said, after] = shownJSON(requestOf(messages, model("openai/gpt", "openai"), 64));
  assert.equal(said, '{ "role": "user", "content": "Hi" }');
  assert.deepEqual(JSON.parse(before + said + after), { model: "gpt", max_completion_tokens: 64, messages });
  assert.ok(before.includes(said), "an earlier message of the same words stays where it is");
  for (const [api, list] of [
    ["anthropic", "messages"],
    ["google", "contents"],
    [undefined, "messages"],
  ] as const) {
    const parts = shownJSON(requestOf(messages, model("a/b", api), undefined));
    assert.equal((JSON.parse(parts.join("")) as Record<string, unknown[]>)[list]!.length, 3, list);
    assert.match(parts[1], /Hi/);
  }
});

test("without a model", () => {
  assert.match(shownJSON(requestOf(messages, undefined, undefined)).join(""), /"model": "your-model"/);
});
