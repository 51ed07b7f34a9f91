/** What the element says, and what it shares with the tools of the room Learn. */
import type { LogprobSequence, SamplingStep, Token } from "../../contract";
import { counted, number } from "../../kit/format";

export const words = {
  steps: "What happens to the probabilities, in order",
  settings: "Settings",
  which: "Which answer",
  earlier: "Earlier",
  later: "Later",
  position: "Token of the answer",
  text: "The text, with the token you are at",
  unknown: "The response does not say which token was chosen here.",
  notListed: "It is not among the likeliest that were reported.",
  reportedColumn: "Reported",
  chosen: "chosen",
  drawn: "drawn",
  notReported: "not reported",
  notKnown: "not known",
  beyondList: "not listed",
  cut: "cut",
  alone: "No other tokens were reported beside it: ask the API for top_logprobs too.",
  exact:
    "With these settings none of them could have been drawn: what is shown after the steps is what the model itself " +
    "would do.",
  inexact: "With these settings one of them could be drawn by the model; here it cannot.",
  open: (count: number, choices: string, bits: string) =>
    `${counted(count, "token")} could come next. ${openness(choices, bits)}`,
  openAmong: (count: number, choices: string, bits: string) =>
    `Of what could come next ${counted(count, "token is", "tokens are")} reported. ` +
    `Among ${count === 1 ? "it" : "them"}: ${openness(choices, bits)}`,
  left: (kept: number, choices: string) =>
    `After the steps ${counted(kept, "is", "are")} left, as hard to guess as one of ${choices} alike.`,
  missing: (share: string, count: number) =>
    `All others have ${share} together, and which they are is not said: a top_p that reaches into these ${share}, ` +
    `and a top_k above ${number(count)}, cannot be judged. The steps act on the reported ones, as if they were all.`,
  token: (at: number, of: number) => `Token ${number(at)} of ${number(of)}`,
  chosenAt: (token: string, share: string, bits: string) =>
    `“${token}” was chosen, at ${share}; that is a surprise of ${bits} bits.`,
  surprise: (prompt: boolean, bits: string, tokens: number, mean: string, choices: string) =>
    `${prompt ? "The prompt" : "The answer"} as a whole: ${bits} bits of surprise in ${counted(tokens, "token")}, ` +
    `${mean} each, as if each were one among ${choices} equally likely ones.`,
  sequence: (prompt: boolean, tokens: number, format: string, path: string) =>
    `${prompt ? "Prompt" : "Answer"} of ${counted(tokens, "token")}, in ${format}: ${path}`,
};

/** Entropy, in words: so many bits, and of how many equally likely tokens a draw would be as hard to guess. */
function openness(choices: string, bits: string): string {
  return `The next one is as hard to guess as one of ${choices} equally likely tokens (2 to the power of ${bits} bits, its entropy).`;
}

export const stepNames: Record<SamplingStep, string> = {
  temperature: "temperature",
  topK: "top_k",
  topP: "top_p",
  minP: "min_p",
};

export const formats: Record<LogprobSequence["format"], string> = {
  "openai-chat": "OpenAI’s form",
  "openai-completions": "the older completions’ form",
  gemini: "Gemini’s form",
  vllm: "vLLM’s form",
};

/** Longer is no token of any vocabulary, and would be slow to lay out. In UTF-16 units. */
const longestToken = 200;

/** A token that can be seen: blanks and line breaks as signs, bytes that are no character in hexadecimal. */
export function spelled({ text, bytes, end }: Token): string {
  if (end) return "⟨end⟩";
  if (bytes !== undefined) return `0x${clipped(bytes)}`;
  return clipped(text).replaceAll(" ", "·").replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}

/** A token in the text it is of. */
export function written(token: Token): string {
  return token.bytes === undefined ? clipped(token.text) : spelled(token);
}

function clipped(text: string): string {
  return text.length <= longestToken ? text : `${text.slice(0, longestToken)}…`;
}
