/** What this tool says. */
import { counted } from "../../../kit/format";
import type { Interval } from "./schedule";

export const words = {
  title: "Flashcards",
  about:
    "Say the answer to yourself, then look. What you knew well comes back after days, then weeks; what you did not, " +
    "in a minute. When each card is due is worked out by FSRS, a scheduler fitted to how people forget. What you " +
    "have done is kept in this browser.",
  notKept:
    "This browser keeps nothing for this page: what you have done is gone with the page. Save it as a file below.",
  deck: "Deck",
  lesson: "the lesson",
  own: "A deck of your own",
  pick: "Open a deck",
  accepted: "A JSON file as docs/teaching.md describes it. Or drop one here.",
  folder: "This is a folder. Open the file in it.",
  nothing: "Nothing is due now.",
};

export const gradeNames = ["Again", "Hard", "Good", "Easy"] as const;

export function interval(one: Interval): string {
  return "days" in one ? counted(one.days, "day") : counted(one.minutes, "minute");
}

const day = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric" });
const hour = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" });

/** When the next card comes back. */
export function comesBack(due: Date, now: Date): string {
  return `The next card comes back ${due.toDateString() === now.toDateString() ? `at ${hour.format(due)}` : `on ${day.format(due)}`}.`;
}
