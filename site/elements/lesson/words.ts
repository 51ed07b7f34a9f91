/** What the element says, and what it shares with the room Learn. The lesson's own words are its file. */
import type { Minutes } from "../../contract";
import { counted, number } from "../../kit/format";

export const words = {
  goals: "After it you can",
  steps: "Steps",
  working: "How these figures come about",
  doIt: "Do it:",
  practise: "Practise",
  cards: "Flashcards",
  takeAway: "Take away",
  claims: "What vendors’ documents say",
  sources: "Sources",
  back: "Back to",
  next: "Done, go on to",
  onward: "Go on to",
  last: "Done, that was the last step",
  done: "done",
};

/** What one does there, by the tool's place. */
export const doing: Readonly<Record<string, string>> = {
  tokens: "type, and watch the tokens",
  stateless: "talk to a model that forgets",
  date: "meet the date it was trained up to",
  loop: "walk the loop yourself",
  real: "walk a real model’s choices",
  streaming: "wait for an answer, streamed and not",
  moves: "try each move on your scenario",
  exercises: "do the exercises",
  cards: "go through the cards",
  summary: "print the summary sheet",
};

export function takes({ reading, practice, total }: Minutes): string {
  if (practice === 0) return `${counted(reading, "minute")} to read`;
  if (reading === 0) return `${counted(practice, "minute")} to practise`;
  return `${counted(total, "minute")}: ${number(reading)} to read, ${number(practice)} to practise`;
}
