import assert from "node:assert/strict";
import { test } from "node:test";
import { chatFormat, toolFunctions } from "./format";
import { readRequest, textsOf } from "./read";
import { example } from "./testdata/example";

const none = { text: "", count: 0 };
const text = (text: string) => ({ text, count: 1 });
const nothing = { system: none, tools: none, documents: none, history: none, user: none };

test("parts as a call has them: a message each, documents with the question", () => {
  assert.deepEqual(chatFormat(nothing, null), { messages: [] });
  assert.deepEqual(
    chatFormat({ ...nothing, system: text("a"), documents: text("b"), user: text("c") }, null).messages,
    [
      { part: "system", role: "system" },
      { part: "user", role: "user" },
    ],
  );
  assert.deepEqual(chatFormat({ ...nothing, documents: { text: null, count: 9 } }, null).messages, [
    { part: "documents", role: "user" },
  ]);
  assert.deepEqual(chatFormat({ ...nothing, tools: { text: null, count: 9 } }, null), {
    messages: [],
    otherTools: "they are given as a number",
  });
});

test("an imported request's own messages, without the parts that were emptied, with those that were filled", () => {
  const result = readRequest(example("chat.json"), "test");
  assert.ok("request" in result);
  const texts = textsOf(result.request);
  const parts = {
    ...nothing,
    ...Object.fromEntries(Object.entries(texts).map(([part, value]) => [part, text(value)])),
  };
  const { messages, tools, toolChoice } = chatFormat(parts, result.request);
  assert.deepEqual(
    messages.map(({ role, name }) => name ?? role),
    ["system", "Ada", "assistant", "tool", "assistant", "user"],
  );
  assert.deepEqual([tools?.length, toolChoice], [1, "auto"]);
  assert.deepEqual(
    chatFormat({ ...parts, history: none, documents: text("d") }, result.request).messages.map(({ part }) => part),
    ["system", "user"],
  );
});

const weather = {
  name: "get_weather",
  description: "Get the weather.",
  properties: [
    { name: "location", type: "string", description: "The city", enum: [] },
    { name: "unit", type: "string", description: "", enum: ["c", "f"] },
  ],
};
const schema = {
  type: "object",
  properties: { location: { type: "string", description: "The city" }, unit: { type: "string", enum: ["c", "f"] } },
  required: ["location"],
};

test("functions in every vendor's shape", () => {
  const { name, description } = weather;
  for (const tools of [
    [{ type: "function", function: { name, description, parameters: schema } }],
    [{ type: "function", name, description, parameters: schema, strict: true }],
    [{ name, description, parameters: schema }],
    { name, description, input_schema: schema },
    [{ functionDeclarations: [{ name, description, parameters: schema }] }],
  ])
    assert.deepEqual(toolFunctions(JSON.stringify(tools)), { tools: [weather] });
  assert.deepEqual(toolFunctions('[{"name":"now"}]'), { tools: [{ name: "now", description: "", properties: [] }] });
  assert.deepEqual(toolFunctions("[]"), { tools: [] });
});

const withProperty = (property: unknown) =>
  JSON.stringify([{ name: "f", parameters: { type: "object", properties: { x: property } } }]);

const beyond: [string, RegExp][] = [
  ["not json {", /^their text is not JSON$/],
  ["5", /hold something that is no function/],
  ['[{"type":"web_search_20250305","name":"web_search"}]', /^web_search_20250305 is built in/],
  ['[{"googleSearch":{}}]', /built in/],
  ['[{"name":"f","parameters":5}]', /^the parameters of f are no object/],
  ['[{"name":"f","parameters":{"properties":[]}}]', /^the properties of f are no object/],
  [withProperty({ type: ["string", "null"] }), /^x has no type of its own/],
  [withProperty({ $ref: "#/$defs/y" }), /^x has no type of its own/],
  [withProperty({ type: "object", properties: {} }), /^x has a form of its own inside/],
  [withProperty({ type: "array", items: { type: "object", properties: {} } }), /^x is a list of objects/],
  [withProperty({ type: "number", enum: [1, 2] }), /^the enum of x holds more than texts/],
  [withProperty({ type: "array", items: { type: "string" } }), /nothing/],
];
for (const [tools, says] of beyond) {
  test(`tools beyond the rule: ${tools.slice(0, 60)}`, () => {
    const found = toolFunctions(tools);
    if (says.source === "nothing") assert.ok("tools" in found);
    else assert.match("otherTools" in found ? found.otherTools : "covered", says);
  });
}
