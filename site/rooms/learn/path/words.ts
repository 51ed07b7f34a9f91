/** What this tool says. The lesson's own words are its file: site/content/lessons. */
import type { PosedLesson, PosedStep } from "../../../contract";
import { words as lesson } from "../../../elements/lesson/words";
import { counted, number } from "../../../kit/format";

export const words = {
  ...lesson,
  undone: "Not done after all",
  reset: "Begin anew",
  removed: "Your marks of this lesson are removed.",
  undo: "Undo",
  again: "Try again",
  notKept: "This browser keeps nothing for this page: what you have done is gone with the page.",
  teachers: "For teachers: a lesson of your own",
  pick: "Open a lesson",
  accepted:
    "A JSON file as site/content/lessons/README.md describes it. Or drop one here. It is kept in this browser and " +
    "sent nowhere.",
  folder: "This is a folder. Open the file in it.",
  ours: "Back to the lesson of this page",
  keptBroken: "The lesson that you opened before",
};

export function soFar({ steps, done, left }: PosedLesson): string {
  if (done === steps.length) return `All ${counted(done, "step")} are done.`;
  return `${number(done)} of ${counted(steps.length, "step")} done, ${counted(left.total, "minute")} left.`;
}

export function cardsOf({ cards }: PosedStep): string {
  return `${counted(cards.length, "flashcard")} to this step`;
}
