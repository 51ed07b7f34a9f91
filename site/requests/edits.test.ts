import assert from "node:assert/strict";
import { test } from "node:test";
import { exportRequest, messagesNow, type PartTexts, splitEdited } from "./edits";
import type { Imported, Texts } from "./imported";
import { readRequest, textsOf } from "./read";
import { example } from "./testdata/example";

function read(source: string): Imported {
  const result = readRequest(source, "test");
  assert.ok("request" in result, "message" in result ? result.message : "");
  return result.request;
}

function withTexts(request: Imported, changed: Partial<PartTexts> = {}): PartTexts {
  return { ...{ system: "", tools: "", documents: "", history: "", user: "" }, ...textsOf(request), ...changed };
}

const files = ["chat.json", "responses.json", "messages.json", "generate-content.json", "generate_content.json"];

for (const name of files) {
  test(`${name} goes out as it came, byte for byte`, () => {
    const source = example(name);
    const request = read(source);
    assert.deepEqual(exportRequest(request, withTexts(request)), { json: source, edited: [], left: [] });
    assert.equal(
      exportRequest(request, { system: null, tools: null, documents: null, history: null, user: null }).json,
      source,
    );
  });

  test(`${name}, its user's message edited: only that text differs`, () => {
    const source = example(name);
    const request = read(source);
    const own = request.pieces.filter(({ part }) => part === "user");
    const { json, edited, left } = exportRequest(request, withTexts(request, { user: 'Only "this"\nchanged.' }));
    assert.deepEqual([edited, left], [["user"], []]);
    assert.equal(own.length, 1);
    assert.equal(json, `${source.slice(0, own[0]!.from)}"Only \\"this\\"\\nchanged."${source.slice(own[0]!.to)}`);
    assert.equal(textsOf(read(json)).user, 'Only "this"\nchanged.');
  });
}

test("one message of several is edited, and the others stay as they are written", () => {
  const source = example("chat.json");
  const request = read(source);
  const { json } = exportRequest(
    request,
    withTexts(request, { history: textsOf(request).history!.replace("Boston?", "Cambridge?") }),
  );
  assert.equal(json, source.replace("like in Boston?", "like in Cambridge?"));
});

test("tools are JSON: they go back as they are typed, and not at all while they are none", () => {
  const request = read(example("chat.json"));
  const { json } = exportRequest(request, withTexts(request, { tools: "[ ]" }));
  assert.match(json, /"tools": \[ \],\n/);
  const broken = exportRequest(request, withTexts(request, { tools: "[" }));
  assert.equal(broken.json, request.source);
  assert.match(broken.left.join(), /Tools is not JSON now/);
});

test("what has no place in the request is said", () => {
  const request = read(example("responses.json"));
  const { json, left } = exportRequest(request, withTexts(request, { documents: "A passage." }));
  assert.equal(json, request.source);
  assert.deepEqual(left, ["Documents has no place in the imported request and is left out."]);
});

test("texts that can no longer be told apart stay as they came", () => {
  const request = read(example("messages.json"));
  const { json, left } = exportRequest(
    request,
    withTexts(request, { history: "Something\n\nelse\n\nentirely\n\nwith more lines" }),
  );
  assert.equal(json, request.source);
  assert.match(left.join(), /^History was edited across the ends of its 3 texts/);
});

const split: [string, string[], string, string[] | null][] = [
  ["one text", ["a"], "b\n\nc", ["b\n\nc"]],
  ["the first", ["a", "b", "c"], "A!\n\nb\n\nc", ["A!", "b", "c"]],
  ["the middle, with an empty line more", ["a", "b", "c"], "a\n\nb\n\nB\n\nc", ["a", "b\n\nB", "c"]],
  ["the last", ["a", "b", "c"], "a\n\nb\n\n", ["a", "b", ""]],
  ["first and last", ["a", "b", "c"], "A\n\nb\n\nC", ["A", "b", "C"]],
  ["all, line by line", ["a\n\na", "b"], "x\n\ny\n\nz", ["x\n\ny", "z"]],
  [
    "first and last, with empty lines more, around a text that is still there",
    ["a", "middle", "c"],
    "A\n\nA\n\nmiddle\n\nC\n\nC",
    ["A\n\nA", "middle", "C\n\nC"],
  ],
  ["the same text twice", ["a", "a", "b"], "a\n\na\n\nB", ["a", "a", "B"]],
  ["one taken out", ["a", "b"], "b", null],
  ["joined", ["a", "b", "c"], "x", null],
  ["nothing left", ["a", "b"], "", null],
];
for (const [name, before, edited, want] of split)
  test(`split after editing ${name}`, () => assert.deepEqual(splitEdited(before, edited), want));

test("any edit inside one text is found, whatever the texts are", () => {
  let seed = 7;
  const random = (n: number): number => (seed = (seed * 16807) % 2147483647) % n;
  const words = ["", "a", "b", "\n", "a\n\nb", "é", "\ud83d\ude00", "x y"];
  for (let round = 0; round < 2000; round++) {
    const before = Array.from(
      { length: 1 + random(6) },
      () => words[random(words.length)]! + words[random(words.length)]!,
    );
    const which = random(before.length);
    const after = before.with(which, `${before[which]!.slice(0, random(3))}#${round}`);
    const found = splitEdited(before, after.join("\n\n"));
    assert.ok(found, JSON.stringify([before, after]));
    assert.equal(found.join("\n\n"), after.join("\n\n"));
    assert.equal(found.length, before.length);
  }
});

test("messages keep their roles, edited or not", () => {
  const request = read(example("chat.json"));
  const texts: Texts = textsOf(request);
  assert.deepEqual(
    messagesNow(request, "history", texts.history!.replace("Boston?", "Cambridge?"))!.map(({ speaker, text }) => [
      speaker,
      text.slice(-12),
    ]),
    [
      ["user", "n Cambridge?"],
      ["tool", '": "celsius"}'.slice(-12)],
      ["assistant", "C in Boston."],
    ],
  );
  assert.equal(messagesNow(request, "documents", "x"), null);
});
