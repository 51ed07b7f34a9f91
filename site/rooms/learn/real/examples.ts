/** Responses with log-probabilities, one click away; examples/README.md says where each is from. */
import gemini from "./examples/gemini.txt";
import openaiChat from "./examples/openai-chat.txt";
import openaiResponses from "./examples/openai-responses.txt";
import vllm from "./examples/vllm.txt";

export const examples: readonly { title: string; text: string; about: string }[] = [
  {
    title: "OpenAI Chat Completions",
    text: openaiChat,
    about: "As OpenAI’s reference shows it, with the two likeliest tokens.",
  },
  {
    title: "OpenAI Responses",
    text: openaiResponses,
    about: "Shaped like a response of this API; the figures are ours, because its reference shows none.",
  },
  {
    title: "Gemini",
    text: gemini,
    about: "Shaped like a response of this API; the figures are ours, because its reference shows none.",
  },
  {
    title: "vLLM, with its prompt",
    text: vllm,
    about:
      "Shaped like vLLM’s own form, with the prompt’s tokens too; the figures are ours, because its reference shows " +
      "none.",
  },
];
