import assert from "node:assert/strict";
import { test } from "node:test";
import type { Memory, Turn } from "./chat";
import { requestFor, withTurn } from "./memory";
import { answers, tries } from "./words";

const before: Turn[] = ["a", "b", "c"].map((said) => ({ said, sent: [], answer: said.toUpperCase() }));
const contents = (memory: Memory) =>
  requestFor(before, "d", memory)
    .map(({ role, content }) => `${role[0]}:${content}`)
    .join(" ");

test("what is sent along", () => {
  assert.equal(contents({ kind: "all", turns: 1 }), "u:a a:A u:b a:B u:c a:C u:d");
  assert.equal(contents({ kind: "last", turns: 2 }), "u:b a:B u:c a:C u:d");
  assert.equal(contents({ kind: "last", turns: 9 }), "u:a a:A u:b a:B u:c a:C u:d");
  assert.equal(contents({ kind: "last", turns: 0 }), "u:d");
  assert.equal(contents({ kind: "none", turns: 2 }), "u:d");
});

test("what is to be tried comes out as it says", () => {
  const last = Object.fromEntries(
    tries.map(({ id, turns, memory }) => [id, turns.reduce<Turn[]>((so, said) => withTurn(so, said, memory), [])]),
  );
  assert.equal(last["all"]!.at(-1)!.answer, "Your name is Ada.");
  assert.equal(last["none"]!.at(-1)!.answer, answers.notTold);
  assert.deepEqual(
    last["last"]!.slice(-2).map(({ answer }) => answer),
    ["The code of the door is 4711.", answers.notFound(["name"], 5)],
  );
  assert.equal(last["grow"]!.at(-1)!.answer, "You live in Oslo.");
  assert.equal(last["grow"]!.at(-1)!.sent.length, 19);
});
