import assert from "node:assert/strict";
import { test } from "node:test";
import { allShapes, apiRequest, type Call, shapesOf, shortened } from "./api-request";

const usage = {
  input: 3260,
  uncachedInput: 60,
  cachedInput: 3200,
  cacheWrite: 0,
  output: 350,
  reasoning: 200,
  outputWithReasoning: 550,
  total: 3810,
};
const nothing = { text: "", count: 0 };
const call: Call = {
  model: { id: "openai/gpt-6.1-sol", name: "GPT-6.1 Sol", api: "openai" },
  parts: {
    system: { text: "Be brief.", count: 3 },
    tools: nothing,
    documents: { text: null, count: 2400 },
    history: nothing,
    user: { text: "Why?", count: 2 },
  },
  maxTokens: 1024,
  cached: true,
  usage,
};

test("OpenAI's Responses", () => {
  const { body, usage: record } = apiRequest("responses", call);
  assert.deepEqual(body, {
    model: "gpt-6.1-sol",
    max_output_tokens: 1024,
    instructions: "Be brief.",
    input: [
      {
        role: "user",
        content: [
          { type: "input_text", text: "⟨2400 tokens: documents⟩" },
          { type: "input_text", text: "Why?" },
        ],
      },
    ],
  });
  assert.deepEqual(record, {
    input_tokens: 3260,
    input_tokens_details: { cached_tokens: 3200 },
    output_tokens: 550,
    output_tokens_details: { reasoning_tokens: 200 },
    total_tokens: 3810,
  });
});

test("Chat Completions name max_tokens as the vendor does", () => {
  assert.equal(apiRequest("chat", call).body["max_completion_tokens"], 1024);
  const compatible = apiRequest("chat", {
    ...call,
    model: { id: "deepseek/deepseek-chat", name: "", api: "openai-compatible" },
  });
  assert.equal(compatible.body["max_tokens"], 1024);
  assert.equal(compatible.body["model"], "deepseek-chat");
});

test("Anthropic's input_tokens leave cache reads and writes out, and the fixed part is marked", () => {
  const { body, usage: record } = apiRequest("messages", call);
  assert.deepEqual(record, {
    input_tokens: 60,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 3200,
    output_tokens: 550,
  });
  assert.deepEqual(body["system"], [
    { type: "text", text: "Be brief." },
    { type: "text", text: "⟨2400 tokens: documents⟩", cache_control: { type: "ephemeral" } },
  ]);
});

test("Google's record keeps thoughts apart", () => {
  const {
    body,
    usage: record,
    address,
  } = apiRequest("generateContent", { ...call, model: { id: "google/gemini-3-pro", name: "", api: "google" } });
  assert.deepEqual(record, {
    promptTokenCount: 3260,
    cachedContentTokenCount: 3200,
    candidatesTokenCount: 350,
    thoughtsTokenCount: 200,
    totalTokenCount: 3810,
  });
  assert.deepEqual(body["generationConfig"], { maxOutputTokens: 1024 });
  assert.match(address, /gemini-3-pro:generateContent$/);
});

const talk: Call = {
  ...call,
  parts: {
    ...call.parts,
    documents: { text: "A passage.", count: 3 },
    history: { text: "Hi\n\n22\n\nHello", count: 4 },
  },
  history: [
    { speaker: "user", text: "Hi" },
    { speaker: "tool", text: "22" },
    { speaker: "assistant", text: "Hello" },
  ],
};

test("an imported conversation keeps its roles, in every vendor's shape", () => {
  assert.deepEqual(apiRequest("chat", talk).body["messages"], [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hi" },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "call_1", type: "function", function: { name: "tool", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "call_1", content: "22" },
    { role: "assistant", content: "Hello" },
    {
      role: "user",
      content: [
        { type: "text", text: "A passage." },
        { type: "text", text: "Why?" },
      ],
    },
  ]);
  assert.deepEqual((apiRequest("responses", talk).body["input"] as unknown[]).slice(0, 4), [
    { role: "user", content: "Hi" },
    { type: "function_call", call_id: "call_1", name: "tool", arguments: "{}" },
    { type: "function_call_output", call_id: "call_1", output: "22" },
    { role: "assistant", content: "Hello" },
  ]);
  assert.deepEqual(apiRequest("messages", talk).body["messages"], [
    { role: "user", content: "Hi" },
    { role: "assistant", content: [{ type: "tool_use", id: "call_1", name: "tool", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "call_1", content: "22" }] },
    { role: "assistant", content: "Hello" },
    { role: "user", content: [{ type: "text", text: "Why?" }] },
  ]);
  assert.deepEqual(apiRequest("generateContent", talk).body["contents"], [
    { role: "user", parts: [{ text: "Hi" }] },
    { role: "user", parts: [{ text: "22" }] },
    { role: "model", parts: [{ text: "Hello" }] },
    { role: "user", parts: [{ text: "A passage." }, { text: "Why?" }] },
  ]);
});

test("a history that is one text stays one", () => {
  const { body } = apiRequest("messages", { ...talk, history: null });
  assert.deepEqual(body["messages"], [
    {
      role: "user",
      content: [
        { type: "text", text: "Hi\n\n22\n\nHello" },
        { type: "text", text: "Why?" },
      ],
    },
  ]);
  assert.equal((apiRequest("chat", { ...talk, history: null }).body["messages"] as unknown[]).length, 3);
});

test("tools: JSON as JSON, anything else as it is", () => {
  const withTools = (text: string) =>
    apiRequest("chat", { ...call, parts: { ...call.parts, tools: { text, count: 1 } } }).body["tools"];
  assert.deepEqual(withTools('[{"name":"f"}]'), [{ name: "f" }]);
  assert.deepEqual(withTools('{"name":"f"}'), [{ name: "f" }]);
  assert.deepEqual(withTools("not json {"), ["not json {"]);
});

test("without max_tokens, without a model, without texts", () => {
  const empty = { system: nothing, tools: nothing, documents: nothing, history: nothing, user: nothing };
  const { body } = apiRequest("messages", { ...call, model: null, parts: empty, maxTokens: undefined });
  assert.deepEqual(body, { model: "your-model", messages: [{ role: "user", content: [] }] });
});

test("each vendor's shapes", () => {
  assert.deepEqual(shapesOf("openai"), ["responses", "chat"]);
  assert.deepEqual(shapesOf(undefined), ["chat"]);
  assert.deepEqual(allShapes("anthropic"), ["messages", "responses", "chat", "generateContent"]);
});

test("long texts are cut in the middle, never through a character", () => {
  const cut = shortened({ deep: ["😀".repeat(1000)] }) as { deep: string[] };
  assert.ok(cut.deep[0]!.length < 500);
  assert.doesNotMatch(cut.deep[0]!, /\p{Surrogate}/u);
  assert.equal(shortened("short"), "short");
  const prose = shortened("one two three four five ".repeat(100)) as string;
  assert.match(prose, /^(one|two|three|four|five)[a-z ]* (one|two|three|four|five) \[…\] (one|two|three|four|five) /);
});

test("a vendor that takes another's shape has an address of its own", () => {
  const grok = { ...call, model: { id: "xai/grok-5", name: "", api: "openai" } as const };
  assert.equal(apiRequest("responses", grok).address, "POST …/v1/responses");
  assert.equal(apiRequest("responses", call).address, "POST https://api.openai.com/v1/responses");
});
