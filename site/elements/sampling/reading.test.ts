import assert from "node:assert/strict";
import { test } from "node:test";
import { readGiven } from "./reading";

const two = [
  { text: "the", probability: 0.5 },
  { text: "a", probability: 0.3 },
];

for (const text of ['{"the": 0.5, "a": 0.3}', '[["the", 0.5], ["a", 0.3]]']) {
  test(`candidates: ${text}`, () => assert.deepEqual(readGiven(text), { candidates: two }));
}

test("a name of JavaScript's own is a candidate like another", () => {
  assert.deepEqual(readGiven('{"__proto__": 0.25}'), { candidates: [{ text: "__proto__", probability: 0.25 }] });
});

for (const text of [
  "",
  "{",
  '{"choices":[]}',
  '{"content":[{"token":"a"}]}',
  "[1, 2]",
  "5",
  "null",
  '[["a", 0.5, 1]]',
]) {
  test(`for the engine to read: ${text}`, () => assert.deepEqual(readGiven(text), { response: text }));
}

const wrong: [string, RegExp][] = [
  ["{}", /no candidates/],
  ["[]", /no candidates/],
  ['{"the": "0.5"}', /“the” is “0.5”/],
  ['{"the": 1.5}', /“the” is 1.5; a number from 0 to 1/],
  ['{"the": -0.1}', /-0.1/],
  ["[[5, 0.5]]", /candidate is 5/],
  ['[["a", [1]]]', /an object/],
  [JSON.stringify(Array.from({ length: 1001 }, (_, i) => [String(i), 0])), /at most 1000/],
  [JSON.stringify({ ["x".repeat(500)]: 2 }), /x…/],
];
for (const [text, says] of wrong) {
  test(`refused: ${text.slice(0, 40)}`, () => {
    const given = readGiven(text);
    assert.ok("message" in given);
    assert.match(given.message, says);
  });
}
