/** What this element says. */
export const words = {
  check: "Check",
  another: "Another with other numbers",
  answer: "Show the answer",
  working: "Show the working",
  yours: "With your numbers this gives",
  how: "It is made like this:",
  explore: "Change the numbers and see",
  drawn: "The same, drawn",
  key: "Answer key",
  mistakes: "Usual mistakes, and what they give",
  hints: "Hints, in the order in which they are shown",
};

/** A unit after “in”. */
export function unitName(unit: string): string {
  return { USD: "US dollars", "%": "per cent" }[unit] ?? unit;
}

export function hintButton(shown: number, of: number): string {
  return shown === 0 ? (of === 1 ? "Show a hint" : `Show a hint (of ${of})`) : "Show another hint";
}
