/** What this element says. */
export const words = {
  show: "Show the answer",
  keys: "Space shows the answer; the numbers say how it went.",
  again: "Not yet",
  later: "it comes again",
  known: "I knew it",
  out: "it is done",
  done: "You knew them all.",
  restart: "Once more",
};
