/** What this tool says. */
import type { GenerationStep, SamplingStep, Token } from "../../../core/contract";

export const words = {
  title: "The generation loop",
  about: "A language model writes one token at a time. It looks at everything that stands there, gives each token it knows a probability, one of them is drawn and put at the end, and it begins again. The model here is real and small: it is trained in this page, on a text you choose, and looks back at two tokens only. Large ones look back at the whole window; the loop is the same.",
  training: "Trained on",
  opticks: "thirty pages of Newton’s Opticks",
  request: "the texts of the request",
  own: "a text of your own",
  empty: "There is no text to train on.",
  steps: "What happens to the probabilities, in order",
  pass: "Each token is one pass through the whole model: it costs, and it takes time.",
};

export const stepNames: Record<SamplingStep, string> = { temperature: "temperature", topK: "top_k", topP: "top_p", minP: "min_p" };

const reasons: Record<NonNullable<GenerationStep["stop"]>["reason"], string> = {
  end: "The model drew the end of the text.", "stop-sequence": "A stop sequence came up; it is not part of the answer.", "max-tokens": "max_tokens is reached: the answer is cut off.",
};

export function stopped({ reason }: NonNullable<GenerationStep["stop"]>): string {
  return reasons[reason];
}

/** A token that can be seen: blanks and line breaks as signs, bytes that are no character in hexadecimal. */
export function spelled({ text, bytes, end }: Token): string {
  if (end) return "⟨end⟩";
  if (bytes !== undefined) return `0x${bytes}`;
  return text.replaceAll(" ", "·").replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}
