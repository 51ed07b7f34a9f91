import assert from "node:assert/strict";
import { test } from "node:test";
import { messagesNow } from "../requests/edits";
import { toolFunctions } from "../requests/format";
import type { Imported } from "../requests/imported";
import { readRequest, textsOf } from "../requests/read";
import { type ApiRequest, allShapes, apiRequest, type Call, type Shape, shapesOf, shortened } from "./api-request";

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
    { role: "model", parts: [{ functionCall: { name: "tool", args: {} } }] },
    { role: "user", parts: [{ functionResponse: { name: "tool", response: { result: "22" } } }] },
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
  const asFunction = { type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } };
  assert.deepEqual(withTools('[{"name":"f"}]'), [asFunction]);
  assert.deepEqual(withTools('{"name":"f"}'), [asFunction]);
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

/** One conversation as four vendors' requests write it. */
const asked: Record<string, unknown> = {
  chat: {
    model: "gpt-4o",
    temperature: 0.2,
    top_p: 0.9,
    stop: "END",
    tool_choice: "required",
    tools: [{ type: "function", function: { name: "berths", parameters: { type: "object", properties: {} } } }],
    messages: [
      { role: "user", content: "Any berth?" },
      {
        role: "assistant",
        content: "I look.",
        tool_calls: [
          { id: "a", type: "function", function: { name: "berths", arguments: '{"harbour":"north"}' } },
          { id: "b", type: "function", function: { name: "berths", arguments: '{"harbour":"south"}' } },
        ],
      },
      { role: "tool", tool_call_id: "b", content: '{"free":7}' },
      { role: "tool", tool_call_id: "a", content: "none" },
      { role: "user", content: "So?" },
    ],
  },
  responses: {
    model: "gpt-5.6-sol",
    temperature: 0.2,
    top_p: 0.9,
    tool_choice: "required",
    tools: [{ type: "function", name: "berths", parameters: { type: "object", properties: {} } }],
    input: [
      { role: "user", content: "Any berth?" },
      { role: "assistant", content: "I look." },
      { type: "function_call", call_id: "a", name: "berths", arguments: '{"harbour":"north"}' },
      { type: "function_call", call_id: "b", name: "berths", arguments: '{"harbour":"south"}' },
      { type: "function_call_output", call_id: "b", output: '{"free":7}' },
      { type: "function_call_output", call_id: "a", output: "none" },
      { role: "user", content: "So?" },
    ],
  },
  messages: {
    model: "claude-opus-4-8",
    max_tokens: 9,
    temperature: 0.2,
    stop_sequences: ["END"],
    tool_choice: { type: "any" },
    tools: [{ name: "berths", input_schema: { type: "object", properties: {} } }],
    messages: [
      { role: "user", content: "Any berth?" },
      {
        role: "assistant",
        content: [
          { type: "text", text: "I look." },
          { type: "tool_use", id: "a", name: "berths", input: { harbour: "north" } },
          { type: "tool_use", id: "b", name: "berths", input: { harbour: "south" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "b", content: '{"free":7}' },
          { type: "tool_result", tool_use_id: "a", content: [{ type: "text", text: "none" }] },
          { type: "text", text: "So?" },
        ],
      },
    ],
  },
  generateContent: {
    generationConfig: { temperature: 0.2, topP: 0.9, stopSequences: ["END"] },
    toolConfig: { functionCallingConfig: { mode: "ANY" } },
    tools: [{ functionDeclarations: [{ name: "berths", parameters: { type: "OBJECT", properties: {} } }] }],
    contents: [
      { role: "user", parts: [{ text: "Any berth?" }] },
      {
        role: "model",
        parts: [
          { text: "I look." },
          { functionCall: { id: "a", name: "berths", args: { harbour: "north" } } },
          { functionCall: { id: "b", name: "berths", args: { harbour: "south" } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "b", name: "berths", response: { free: 7 } } },
          { functionResponse: { id: "a", name: "berths", response: { result: "none" } } },
          { text: "So?" },
        ],
      },
    ],
  },
};

for (const [from, request] of Object.entries(asked)) {
  test(`what was imported from ${from} is copied into every shape with its calls, tools and sampling`, () => {
    const read = readRequest(JSON.stringify(request), "test");
    assert.ok("request" in read);
    const { imported, copied } = { imported: read.request, copied: copyOf(read.request) };
    assert.equal(imported.sampling.temperature, 0.2);
    for (const shape of ["chat", "responses", "messages", "generateContent"] as const) {
      const body = copied(shape);
      const { generationConfig: config, ...top } = body as Record<string, Record<string, unknown>>;
      assert.equal((config ?? top)["temperature"], 0.2, shape);
      const again = readRequest(JSON.stringify(body), "copy");
      assert.ok("request" in again, shape);
      const before = callsOf(imported);
      assert.deepEqual(callsOf(again.request), before, shape);
      assert.equal(again.request.toolChoice, "any", shape);
      assert.deepEqual(toolFunctions(textsOf(again.request).tools!), {
        tools: [{ name: "berths", description: "", properties: [] }],
      });
      assert.match(textsOf(again.request).user!, /^So\?$/, shape);
      const again2 = copyOf(again.request)(shape);
      assert.deepEqual(again2, body, `a copy of the copy in ${shape}`);
    }
  });
}

const ofShape = { chat: "openai", responses: "openai", messages: "anthropic", generateContent: "google" } as const;

function copyOf(imported: Imported): (shape: Shape) => ApiRequest["body"] {
  const texts = textsOf(imported);
  const of = (text = "") => ({ text, count: null });
  return (shape) =>
    apiRequest(shape, {
      ...call,
      model: { id: `${ofShape[shape]}/x`, name: "", api: ofShape[shape] },
      parts: {
        system: of(texts.system),
        tools: of(texts.tools),
        documents: of(texts.documents),
        history: of(texts.history),
        user: of(texts.user),
      },
      history: messagesNow(imported, "history", texts.history ?? ""),
      sampling: imported.sampling,
      toolChoice: imported.toolChoice,
    }).body;
}

/** Each answer with its call, in order. What a tool gave back as a text may come back as an object that holds it. */
function callsOf(imported: Imported): [name: string, given: unknown, back: string][] {
  return messagesNow(imported, "history", textsOf(imported).history ?? "")!
    .filter(({ speaker }) => speaker === "tool")
    .map(({ call: made, text }) => [
      made!.name,
      JSON.parse(made!.arguments),
      text.replace(/^\{"result":"(.*)"\}$/, "$1"),
    ]);
}

test("what an API would refuse is left out: a temperature above Anthropic's, top_p beside it, a function's schema in capitals", () => {
  const bodyOf = (sampling: Call["sampling"]) => apiRequest("messages", { ...call, sampling }).body;
  const { temperature, top_p } = bodyOf({ temperature: 1.5, topP: 0.5 });
  assert.deepEqual([temperature, top_p], [undefined, 0.5]);
  assert.equal(bodyOf({ temperature: 0.5, topP: 0.5 })["top_p"], undefined);
  const tools =
    '[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}},{"name":"g"}]},{"googleSearch":{}}]';
  const chat = apiRequest("chat", { ...call, parts: { ...call.parts, tools: { text: tools, count: 1 } } });
  assert.deepEqual(chat.body["tools"], [
    { type: "function", function: { name: "f", parameters: { type: "object" } } },
    { type: "function", function: { name: "g", parameters: { type: "object", properties: {} } } },
    { googleSearch: {} },
  ]);
});
