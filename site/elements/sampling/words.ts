/** What the element says, and what it shares with the tools of the room Learn. */
import type { LogprobSequence, SamplingStep, Token } from "../../core/contract";

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
  alone: "No other tokens were reported beside it: ask the API for top_logprobs too.",
  exact: "With these settings none of them could have been drawn: what is shown after the steps is what the model itself would do.",
  inexact: "With these settings one of them could be drawn by the model; here it cannot.",
  empty: "There is no distribution yet: give candidates, or a response with log-probabilities.",
};

export const stepNames: Record<SamplingStep, string> = { temperature: "temperature", topK: "top_k", topP: "top_p", minP: "min_p" };

export const formats: Record<LogprobSequence["format"], string> = {
  "openai-chat": "OpenAI’s form", "openai-completions": "the older completions’ form", gemini: "Gemini’s form", vllm: "vLLM’s form",
};

/** A token that can be seen: blanks and line breaks as signs, bytes that are no character in hexadecimal. */
export function spelled({ text, bytes, end }: Token): string {
  if (end) return "⟨end⟩";
  if (bytes !== undefined) return `0x${bytes}`;
  return text.replaceAll(" ", "·").replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}
