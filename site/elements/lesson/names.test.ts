import assert from "node:assert/strict";
import test from "node:test";
import type { PosedLesson } from "../../contract";
import { unknownNames } from "./names";

const text = `{ "steps": [
  { "practise": ["known", "typo"] },
  { "practise": ["mine.json", "gone.json"],
    "cards": ["known",
      "other", "deck.json"] }
] }`;
const lesson = JSON.parse(text.replace('"typo"] }', '"typo"], "cards": [] }')) as PosedLesson;
const known = { exercise: (id: string) => id === "known", card: (id: string) => id === "known" };

test("what a lesson names and there is not is a problem with line and field", () => {
  const beside = (file: string) => file !== "gone.json";
  assert.deepEqual(
    unknownNames(text, lesson, { ...known, beside }).map(({ message }) => message),
    [
      "line 2, steps.0.practise.1: “typo” is the id of no exercise here.",
      "line 3, steps.1.practise.1: “gone.json” is not there, or could not be loaded.",
      "line 5, steps.1.cards.1: “other” is the id of no card here.",
    ],
  );
});

test("a lesson that is opened by hand has no files beside it", () => {
  const fields = unknownNames(text, lesson, { ...known, beside: null }).map(({ field }) => field);
  assert.deepEqual(fields, [
    "steps.0.practise.1",
    "steps.1.practise.0",
    "steps.1.practise.1",
    "steps.1.cards.1",
    "steps.1.cards.2",
  ]);
});
