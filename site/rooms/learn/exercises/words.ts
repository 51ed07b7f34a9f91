/** What this tool says. */
import type { PosedExercise } from "../../../contract";

export const words = {
  title: "Exercises",
  about:
    "Estimate first, then check. Each exercise has its own numbers, worked out by the calculator itself; what went " +
    "wrong is looked for among the usual mistakes. What you have done is kept in this browser.",
  notKept: "This browser keeps nothing for this page: what you have done is gone with the page.",
  right: "right",
  tried: "tried",
  teachers: "For teachers: check a file of your own",
  pick: "Open an exercise or a deck",
  accepted: "A JSON file as docs/teaching.md describes it. Or drop one here.",
  folder: "This is a folder. Open the file in it.",
  seeds: "Seeds or names, one a line",
  keys: "The answer for each of them",
  deck: "This is a deck of flashcards, and it is good. To go through it, open it under Flashcards.",
};

export const kinds: readonly (readonly [PosedExercise["kind"], string])[] = [
  ["cost", "Cost"],
  ["latency", "Wait"],
  ["context", "Context"],
  ["conversation", "Conversations"],
  ["choice", "Choose"],
];
