/** What this tool says. */
import { counted } from "../../../kit/format";

export const words = {
  title: "Real distributions",
  about:
    "A large model’s own choices: an API can report, with each token of an answer, the likeliest tokens it was " +
    "chosen from and the logarithm of their probabilities (logprobs). Give such a response, and walk through it with " +
    "the settings of the loop. It is read here and goes nowhere.",
  field: "Response with log-probabilities, as JSON",
  placeholder: "Paste it here, or drop a file.",
  ask:
    "Ask OpenAI with logprobs: true and top_logprobs: 20, Gemini with responseLogprobs: true and logprobs: 20, vLLM " +
    "as OpenAI or with its own logprobs and prompt_logprobs.",
  empty: "There is nothing to read yet. Paste a response, open a file, or take one of the examples.",
  kept: "What you gave is kept.",
  folder: "That is a folder: open a file in it.",
  read: (sequences: number, tokens: number) =>
    sequences === 1
      ? `Read: ${counted(tokens, "token")}.`
      : `Read: ${counted(sequences, "text")}, the first of ${counted(tokens, "token")}.`,
};
