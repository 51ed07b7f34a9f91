/** What this tool says. */
export const words = {
  title: "Summary sheet",
  about: "One page to print: what the lesson says, with the formulas worked through on your scenario.",
  print: "Print",
  properties: "Three properties of a hosted model",
  loop: "How it writes",
  limits: "Three limits, on this scenario",
  waiting: "The figures come with the first count.",
  figure: "Figure",
  formula: "Formula",
  put: "With your numbers",
  result: "Result",
  model: "The model",
  noModel: "No model is chosen.",
  mistakes: "Usual mistakes",
  mistake: "Mistake",
  why: "Why it is one",
  sources: "Sources of the lesson",
};

export const properties: readonly (readonly [name: string, is: string])[] = [
  ["Tokens", "It reads and writes pieces of text with a number. They are what is counted, timed and billed."],
  ["Stateless", "It keeps nothing between calls: whatever it shall know is sent with each of them."],
  ["A fixed date", "It was trained up to its cutoff: what is newer must stand in the request."],
];

export const loop: readonly string[] = [
  "Read all tokens so far: the request, and what is written of the answer.",
  "Give every token of the vocabulary a score, and turn the scores into probabilities.",
  "Shape them: temperature makes them steeper or flatter, top_p cuts off the tail.",
  "Draw one token, and append it.",
  "Again: until the end token, a stop sequence, or max_tokens.",
];

/** The limits, the formula of each, and which figures of the estimate explain it; a group ends in a point. */
export const limits: readonly { name: string; className: string; formula: string; figures: readonly string[] }[] = [
  {
    name: "Context",
    className: "context",
    formula: "input + max_tokens ≤ window",
    figures: ["context.input", "context.reserved", "context.free"],
  },
  {
    name: "Cost",
    className: "cost",
    formula: "(input × input price + output × output price) ÷ 1,000,000",
    figures: ["cost.lines.", "cost.perConversation", "cost.perDay", "cost.perMonth"],
  },
  {
    name: "Wait",
    className: "wait",
    formula: "TTFT + output tokens ÷ tokens per second",
    figures: ["latency.firstVisible", "latency.total"],
  },
];

/** Those of the usual mistakes that a sheet has room for, by their codes. */
export const shownMistakes: readonly string[] = [
  "per-thousand",
  "forgot-output",
  "one-price",
  "forgot-days",
  "linear-growth",
  "not-reserved",
  "forgot-ttft",
  "ttft-in-milliseconds",
  "input-generated",
  "forgot-reasoning",
];
