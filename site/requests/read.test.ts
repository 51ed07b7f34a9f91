import assert from "node:assert/strict";
import { test } from "node:test";
import { mostLevels } from "../json/read";
import type { Imported } from "./imported";
import { readRequest, textsOf } from "./read";
import { example } from "./testdata/example";

function read(source: unknown): Imported {
  const result = readRequest(typeof source === "string" ? source : JSON.stringify(source), "test");
  assert.ok("request" in result, "message" in result ? result.message : "");
  return result.request;
}

function refusal(source: unknown): string {
  const result = readRequest(typeof source === "string" ? source : JSON.stringify(source), "test");
  assert.ok("message" in result, "it was read");
  return result.message;
}

const messagesOf = ({ messages }: Imported) =>
  messages.map(({ role, part, name }) => [role, part, ...(name ? [name] : [])].join(" "));
const uncountedOf = ({ uncounted }: Imported) => {
  const found: Record<string, string[]> = {};
  for (const { what, path } of uncounted) (found[what] ??= []).push(path);
  return found;
};

test("Chat Completions", () => {
  const request = read(example("chat.json"));
  assert.deepEqual(
    [request.shape, request.model, request.maxTokens, request.toolChoice],
    ["chat", "gpt-4o-2024-08-06", 500, "auto"],
  );
  const { tools, ...texts } = textsOf(request);
  assert.deepEqual(texts, {
    system: "You are a helpful assistant that can answer to questions about the weather.",
    history:
      'What\'s the weather like in Boston?\n\n{"temperature": 22, "unit": "celsius"}\n\nIt is 22\u00a0°C in Boston.',
    user: "And in San Francisco?\nHere is a picture.",
  });
  assert.match(tools!, /^\[\n {4}\{\n {6}"type": "function"/, "tools are the JSON as it came");
  assert.deepEqual(messagesOf(request), [
    "system system",
    "user history Ada",
    "assistant history",
    "tool history",
    "assistant history",
    "user user",
  ]);
  assert.deepEqual(uncountedOf(request), {
    "tool call": ["messages[2].tool_calls[0]"],
    "picture of unknown size": ["messages[5].content[1]"],
  });
  assert.ok(
    request.remarks.some((remark) => /tool’s result is read into History \(messages\[3\]\.content\)/.test(remark)),
    request.remarks.join(),
  );
  assert.ok(request.remarks.some((remark) => /^History holds 3 texts/.test(remark)));
});

test("Responses", () => {
  const request = read(example("responses.json"));
  assert.deepEqual([request.shape, request.model, request.maxTokens], ["responses", "gpt-5.4", 2048]);
  const { tools, ...texts } = textsOf(request);
  assert.deepEqual(texts, {
    system: "You are a coding assistant that talks like a pirate.",
    history: "How do I check if a Python object is an instance of a class?\n\nArr, use isinstance, matey.\n\nTrue",
    user: "And of several classes?",
  });
  assert.match(tools!, /run_python/);
  assert.deepEqual(messagesOf(request), [
    "developer system",
    "user history",
    "assistant history",
    "tool history",
    "user user",
  ]);
  assert.deepEqual(uncountedOf(request), {
    thought: ["input[2]"],
    "tool call": ["input[3]"],
    file: ["input[5].content[1]"],
  });
  assert.deepEqual(textsOf(read({ model: "gpt-5", input: "Hi" })), { user: "Hi" });
});

test("Messages", () => {
  const request = read(example("messages.json"));
  assert.deepEqual(
    [request.shape, request.model, request.maxTokens, request.toolChoice],
    ["messages", "claude-opus-4-6", 1024, "any"],
  );
  const { tools, ...texts } = textsOf(request);
  assert.deepEqual(texts, {
    system: "You answer from the documents.\n\nCite what you use.",
    documents: "Grass\n\nThe grass is green. The sky is blue.",
    history: "Hello, Claude\n\nHello! How can I help?\n\n15 degrees",
    user: "What color is the grass and sky?",
  });
  assert.match(tools!, /input_schema/);
  assert.deepEqual(uncountedOf(request), {
    thought: ["messages[1].content[0]"],
    "tool call": ["messages[1].content[2]"],
    "document that is no plain text": ["messages[2].content[2].source"],
    "picture of unknown size": ["messages[2].content[3]"],
  });
  assert.ok(
    request.remarks.includes("Documents as plain text are read into Documents, with their titles and contexts."),
  );
  assert.ok(request.remarks.some((remark) => /^System prompt holds 2 texts/.test(remark)));
});

for (const [name, camel] of [
  ["generate-content.json", true],
  ["generate_content.json", false],
] as const) {
  test(`generateContent, ${name}`, () => {
    const request = read(example(name));
    assert.deepEqual(
      [request.shape, request.model, request.maxTokens, request.toolChoice],
      ["generateContent", "models/gemini-2.5-flash", 800, "any"],
    );
    const { tools, ...texts } = textsOf(request);
    assert.deepEqual(texts, {
      system: "You are a cat. Your name is Neko.",
      history: "Good morning! How are you?\n\nMeow. Fine.",
      user: "Move the meeting to 11:00.",
    });
    assert.match(tools!, camel ? /functionDeclarations/ : /function_declarations/);
    assert.deepEqual(messagesOf(request), [
      "system system",
      "user history",
      "model history",
      "user history",
      "user user",
    ]);
    assert.deepEqual(uncountedOf(request), {
      thought: ["contents[1].parts[0].text"],
      "tool call": [`contents[1].parts[2].${camel ? "functionCall" : "function_call"}`],
      "tool’s result": [`contents[2].parts[0].${camel ? "functionResponse" : "function_response"}`],
      "picture of unknown size": ["contents[3].parts[0]"],
    });
  });
}

test("each text is where its piece says", () => {
  for (const name of ["chat.json", "responses.json", "messages.json", "generate-content.json"]) {
    const request = read(example(name));
    assert.ok(request.pieces.length > 3);
    for (const { from, to, text, raw } of request.pieces) {
      const literal = request.source.slice(from, to);
      assert.equal(raw ? literal : JSON.parse(literal), text);
    }
  }
});

const shapes: [string, unknown, Imported["shape"]][] = [
  ["messages alone", { messages: [{ role: "user", content: "Hi" }] }, "chat"],
  [
    "max_tokens, as both have it",
    { model: "gpt-4o", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] },
    "chat",
  ],
  [
    "Claude's name",
    { model: "claude-sonnet-5", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] },
    "messages",
  ],
  ["system beside messages", { model: "x", system: "Be brief.", messages: [] }, "messages"],
  [
    "Claude by an address that takes OpenAI's shape",
    {
      model: "claude-sonnet-5",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Hi" },
      ],
    },
    "chat",
  ],
  [
    "thinking, as other vendors have it too",
    { model: "glm-5", thinking: { type: "enabled" }, messages: [{ role: "user", content: "Hi" }] },
    "chat",
  ],
  [
    "a tool built in at Anthropic's",
    { model: "x", tools: [{ type: "web_search_20250305", name: "web_search" }], messages: [] },
    "messages",
  ],
  ["input", { input: "Hi" }, "responses"],
  ["instructions alone", { instructions: "Hi" }, "responses"],
  ["contents", { contents: [{ parts: [{ text: "Hi" }] }] }, "generateContent"],
  [
    "a tool's call in a block",
    { messages: [{ role: "assistant", content: [{ type: "tool_use", id: "a", name: "f", input: {} }] }] },
    "messages",
  ],
  [
    "an image beside a Claude",
    { model: "claude-opus-4-8", messages: [{ role: "user", content: [{ type: "image_url" }] }] },
    "chat",
  ],
  ["a stop sequence and a tool's answer", { stop_sequences: [], messages: [{ role: "tool", content: "Hi" }] }, "chat"],
  [
    "a block without type that is Bedrock's",
    { messages: [{ role: "user", content: [{ toolResult: {} }] }] },
    "converse",
  ],
  ["one part without a list", { contents: [{ parts: { text: "Hi" } }] }, "generateContent"],
];
for (const [name, source, shape] of shapes) test(`told by ${name}`, () => assert.equal(read(source).shape, shape));

test("a line of a batch is unwrapped, and paths say where", () => {
  const body = { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] };
  const request = read({ custom_id: "a-1", method: "POST", url: "/v1/chat/completions", body });
  assert.deepEqual([request.id, request.shape, request.pieces[0]!.path], ["a-1", "chat", "body.messages[0].content"]);
  assert.equal(read({ custom_id: "b", params: { ...body, max_tokens: 5 } }).id, "b");
  assert.equal(read({ key: "c", request: { contents: [{ parts: [{ text: "Hi" }] }] } }).id, "c");
  assert.match(refusal({ custom_id: "d", body: { messages: 5 } }), /^body\.messages must be a list, not a number/);
});

const refused: [string, unknown, RegExp][] = [
  ["nothing", "", /^This is not JSON: line 1, column 1: the text ends where a value is expected/],
  ["words", "Hello", /line 1, column 1: this is no value/],
  ["a cut file", '{\n  "messages": [\n    {"role": "us', /line 3, column 14: the text that begins here does not end/],
  ["a comma too many", '{"messages": [1,]}', /line 1, column 17: a value is expected here/],
  ["two values", "{} {}", /line 1, column 4: the JSON ends before this/],
  ["a line break in a text", '{"a": "x\ny"}', /line 1, column 7: the text that begins here does not end on its line/],
  ["a tab in a text", '{"a": "x\ty"}', /line 1, column 7: this text has a control character/],
  ["a wrong escape", '{"a": "\\x"}', /column 7: this text has a backslash before what takes none/],
  ["single quotes", "{'a': 1}", /column 2: this is no value/],
  ["deep nesting", "[".repeat(100_000), new RegExp(`nested deeper than ${mostLevels} levels`)],
  ["very many values", `[${"1,".repeat(1_000_001)}1]`, /more than 1,000,000 values/],
  ["a number", 5, /^The request must be an object, not a number/],
  ["a list", [5], /^This is a list.*JSONL/],
  ["a list of messages", [{ role: "user", content: "Hi" }], /^This is a list.*JSONL/],
  ["a batch", { requests: [{ params: {} }, { params: {} }] }, /^This holds 2 requests.*JSONL/],
  ["an empty object", {}, /^This is no request that is known here/],
  ["an answer of Chat Completions", { choices: [], usage: {} }, /^This is an answer/],
  ["an answer of Messages", { type: "message", content: [], usage: {}, output: 1 }, /^This is an answer/],
  ["embeddings", { model: "text-embedding-3-small", input: "Hi" }, /embeddings, moderation and speech/],
  ["messages twice", '{"messages": [], "messages": []}', /^messages is given twice/],
  [
    "both spellings",
    { contents: [], systemInstruction: { parts: [] }, system_instruction: { parts: [] } },
    /^system_instruction is given beside systemInstruction/,
  ],
  ["messages as a text", { messages: "Hi" }, /^messages must be a list, not a text/],
];
for (const [name, source, says] of refused) test(`refused: ${name}`, () => assert.match(refusal(source), says));

const hi = { role: "user", content: "Hi" };
/** What is wrong costs what it is in, by its path, and is said; the message beside it counts. */
const costsItself: [string, object, string | null, RegExp][] = [
  ["a message as a text", { messages: ["Ho", hi] }, "messages[0]", /^messages\[0\] must be an object, not a text/],
  ["no role", { messages: [{ content: "Ho" }, hi] }, "messages[0]", /^messages\[0\]\.role is missing/],
  [
    "a role of one's own",
    { messages: [{ role: "__proto__", content: "Ho" }, hi] },
    "messages[0]",
    /^messages\[0\]\.role is “__proto__”; known are system, developer/,
  ],
  [
    "a role that Claude does not know",
    { system: "", messages: [{ role: "model", content: "Ho" }, hi] },
    "messages[0]",
    /known are user, assistant/,
  ],
  [
    "content as a number",
    { messages: [{ role: "user", content: 5 }, hi] },
    "messages[0]",
    /^messages\[0\]\.content must be a text or a list, not a number/,
  ],
  [
    "a block without a type",
    { messages: [{ role: "user", content: [{ words: "Ho" }] }, hi] },
    "messages[0].content[0]",
    /^messages\[0\]\.content\[0\]\.type is missing/,
  ],
  [
    "a block's text as a list",
    { messages: [{ role: "user", content: [{ type: "text", text: ["Ho"] }] }, hi] },
    "messages[0].content[0]",
    /^messages\[0\]\.content\[0\]\.text must be a text, not a list/,
  ],
  [
    "a turn of Gemini's as a number",
    { contents: [5, { parts: "Hi" }] },
    "contents[0]",
    /^contents\[0\] must be an object/,
  ],
  ["an item of Responses as a text", { input: ["Ho", hi] }, "input[0]", /^input\[0\] must be an object/],
  [
    "max_tokens as a text",
    { max_tokens: "many", messages: [hi] },
    null,
    /^max_tokens must be a whole number of tokens/,
  ],
  ["max_tokens with decimals", { max_tokens: 1.5, messages: [hi] }, null, /^max_tokens must be a whole number/],
  ["max_tokens of -1", { max_tokens: -1, messages: [hi] }, null, /^max_tokens is -1: no limit/],
  ["a model as a number", { model: 4, messages: [hi] }, null, /^model must be a text, not a number/],
];
for (const [name, source, path, says] of costsItself) {
  test(`costs what it is in: ${name}`, () => {
    const request = read(source);
    assert.equal(textsOf(request).user, "Hi");
    assert.ok(
      request.remarks.some((remark) => says.test(remark)),
      request.remarks.join(),
    );
    assert.deepEqual(
      request.uncounted.map((one) => one.path),
      path === null ? [] : [path],
    );
  });
}

test("what fails half-way through takes nothing of itself along", () => {
  const request = read({
    messages: [{ role: "user", content: [{ type: "tool_result", content: ["a", { type: "document" }] }, "b"] }, hi],
  });
  assert.deepEqual(textsOf(request), { history: "a\n\nb", user: "Hi" });
  assert.deepEqual(uncountedOf(request), { "block of another shape": ["messages[0].content[0].content[1]"] });
  for (const { pieces } of request.messages) assert.ok(pieces.every((piece) => request.pieces[piece]));
});

test("a text under any name is counted or named, unless nothing under it reaches the model", () => {
  const request = read({
    model: "gpt-4o",
    messages: [{ ...hi, note: "unheard", id: "free" }],
    extra: { deep: [{ words: "unseen" }] },
    metadata: { a: "free" },
    count: 5,
    empty: "",
  });
  assert.deepEqual(
    request.uncounted.map(({ path, what, text }) => [path, what, text]),
    [
      ["messages[0].note", "note", "unheard"],
      ["extra", "extra", "unseen"],
    ],
  );
});

test("names of objects' own machinery are names like any other", () => {
  const request = read(
    '{"__proto__": {"messages": 5}, "constructor": 1, "toString": [], "messages": [{"role": "user", "content": "Hi", "__proto__": null}]}',
  );
  assert.deepEqual(textsOf(request), { user: "Hi" });
  assert.equal(Object.getPrototypeOf(request), Object.prototype);
});

test("other names are left alone, however often they are given", () => {
  assert.deepEqual(textsOf(read('{"x": 1, "x": 2, "messages": [{"role": "user", "content": "Hi"}]}')), { user: "Hi" });
});

test("what has no text is read all the same", () => {
  const request = read({
    messages: [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: {} },
          { type: "hologram", data: 1 },
        ],
      },
      { role: "assistant", content: "" },
    ],
  });
  assert.deepEqual(textsOf(request), {});
  assert.deepEqual(uncountedOf(request), {
    "picture of unknown size": ["messages[0].content[0]"],
    "block “hologram”": ["messages[0].content[1]"],
  });
  assert.ok(
    request.remarks.some((remark) => /User’s message is empty/.test(remark)) ||
      request.messages.some(({ part }) => part === "user"),
  );
});

test("a byte order mark, half a surrogate pair and a NUL in a text", () => {
  assert.deepEqual(textsOf(read('\ufeff{"messages": [{"role": "user", "content": "a\\ud83d\\u0000b"}]}')), {
    user: "a\ud83d\0b",
  });
});

test("ten megabytes in one text", () => {
  const text = "The quick brown fox. ".repeat(500_000);
  assert.equal(textsOf(read({ messages: [{ role: "user", content: text }] })).user, text);
});
