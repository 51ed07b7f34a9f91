/** request(): whole requests counted, in Node on this thread and in a worker. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import type { ReadRequest, ThreeLimits } from "../contract";

const { load } = (await import(
  new URL("../../../dist/site/threelimits.js", import.meta.url).href
)) as typeof import("../threelimits");
const engine: ThreeLimits = await load();
after(() => engine.close());

const folder = new URL("../../../site/requests/testdata/cases/", import.meta.url);
const file = (name: string): string => readFileSync(new URL(name, folder), "utf8");

test("a request with what it is for, its parts, its format and the sum of all", async () => {
  const read = await engine.request(
    JSON.stringify({
      model: "gpt-4o-2024-08-06",
      max_tokens: 9,
      messages: [
        { role: "system", content: "hello world" },
        { role: "user", content: "hello" },
      ],
    }),
  );
  assert.deepEqual(
    [read.api, read.model, read.modelName, read.countedAs, read.maxTokens],
    ["chat", "openai/gpt-4o-2024-08-06", "gpt-4o-2024-08-06", "openai/gpt-4o-2024-08-06", 9],
  );
  assert.deepEqual(
    read.parts.map(({ path, role, part, tokens, trust }) => [path, role, part, tokens.typical, trust.level]),
    [
      ["messages[0].content", "system", "system", 2, "exact"],
      ["messages[1].content", "user", "user", 1, "exact"],
    ],
  );
  assert.deepEqual(read.notCounted, []);
  assert.equal(read.overhead.tokens!.typical, 11); // 2 × (3 + 1) + 3
  const { low, typical, high, atLeast } = read.total;
  assert.ok(low <= typical && typical <= high);
  assert.deepEqual([typical, atLeast], [14, false]);
});

test("a picture of known size counts by its vendor’s rule; one of unknown size makes the sum at least", async () => {
  const one = await engine.request(file("24-chat-one-picture.json"));
  assert.deepEqual(
    one.parts.map(({ role, part, tokens }) => [role, part, tokens.typical]),
    [
      ["user", "user", 4],
      ["user", "images", 765],
    ],
  );
  assert.equal(one.total.atLeast, false);
  const two = await engine.request(file("23-chat-pictures.json"));
  assert.deepEqual(two.notCounted, [{ path: "messages[0].content[2]", what: "picture of unknown size" }]);
  assert.deepEqual([two.total.atLeast, two.total.typical], [true, one.total.typical]);
});

test("what is not counted is named with its tokens", async () => {
  const { notCounted, total } = await engine.request(file("11-chat-reasoning-field.json"));
  assert.deepEqual(
    notCounted.map(({ path, what }) => [path, what]),
    [["messages[1].reasoning", "thought"]],
  );
  assert.ok(notCounted[0]!.tokens!.typical > 15);
  assert.ok(total.atLeast);
});

test("a request without a model is counted as its vendor’s newest, and is never exact", async () => {
  const read = await engine.request(file("06-gemini-contents-object.json"));
  assert.deepEqual([read.api, read.model, read.modelName], ["generateContent", null, null]);
  assert.match(read.countedAs, /^google\//);
  for (const { trust } of read.parts) {
    assert.notEqual(trust.level, "exact");
    assert.match(trust.why, /names no model: counted as google\//);
  }
  const given = await engine.request(file("06-gemini-contents-object.json"), { model: "models/gemini-2.5-flash" });
  assert.equal(given.countedAs, "google/gemini-2.5-flash");
  const named = await engine.request(JSON.stringify({ model: "gpt-99", input: "Hi" }));
  assert.deepEqual([named.model, named.modelName], [null, "gpt-99"]);
  assert.match(named.parts[0]!.trust.why, /“gpt-99” is not in the catalogue/);
});

test("names as gateways write them", async () => {
  for (const [name, id] of [
    ["us.anthropic.claude-opus-4-8-v1:0", "anthropic/claude-opus-4-8"],
    ["publishers/google/models/gemini-2.5-pro", "google/gemini-2.5-pro"],
    ["openrouter/anthropic/claude-opus-4.5", "anthropic/claude-opus-4-5"],
    ["ft:gpt-4o-mini:org::id", "openai/gpt-4o-mini"],
    ["o1-preview-2024-09-12", "openai/o1-preview"],
    ["gpt-99", null],
  ] as const)
    assert.equal(await engine.resolveModel(name), id, name);
  assert.deepEqual(await engine.measure("hi", "openrouter/openai/gpt-4o"), await engine.measure("hi", "openai/gpt-4o"));
  const { model, notes } = await engine.estimate({ model: "openrouter/openai/gpt-4o", request: { user: 5 } });
  assert.equal(model!.id, "openai/gpt-4o");
  assert.ok(notes.some(({ code, message }) => code === "model-alias" && /with the prices of its maker/.test(message)));
});

test("every case is read, its sum is that of its parts, and a worker says the same", async () => {
  const inWorker = await load({ worker: true });
  try {
    for (const name of readdirSync(folder)) {
      const [line] = name.endsWith(".jsonl") ? file(name).split("\n") : [file(name)];
      if (/batch\.json$/.test(name)) {
        await assert.rejects(engine.request(line!), { code: "bad-request", message: /^This holds 2 requests/ });
        continue;
      }
      const read: ReadRequest = await engine.request(line!);
      const counted = read.parts.filter(({ part }) => part !== "tools" || read.overhead.tools === null);
      const format = [read.overhead.tokens, read.overhead.tools].flatMap((tokens) => tokens ?? []);
      const sum = [...counted.map(({ tokens }) => tokens), ...format].reduce((all, { typical }) => all + typical, 0);
      assert.deepEqual([read.total.typical, read.total.atLeast], [sum, read.notCounted.length > 0], name);
      assert.deepEqual(await inWorker.request(line!), read);
    }
  } finally {
    inWorker.close();
  }
});

test("what is no request, and wild arguments, fail with a code", async () => {
  for (const text of ["", "{}", "[]", "x", '{"messages": 5}'])
    await assert.rejects(engine.request(text), { code: "bad-request" }, text);
  await assert.rejects(engine.request(null as unknown as string), { code: "bad-argument" });
  await assert.rejects(engine.request("{}", { model: 5 as unknown as string }), { code: "bad-argument" });
  await assert.rejects(engine.request('{"input": "Hi"}', { model: "gpt-99" }), {
    code: "unknown-model",
    field: "model",
  });
  await assert.rejects(engine.resolveModel(5 as unknown as string), { code: "bad-argument" });
  await assert.doesNotReject(engine.request('\ufeff{"input": "Hi"}', null as unknown as object));
});
