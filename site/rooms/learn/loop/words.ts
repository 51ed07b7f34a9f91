/** What this tool says. */
import type { GenerationStep } from "../../../contract";

export const words = {
  title: "The generation loop",
  about:
    "A language model writes one token at a time. It looks at everything that stands there, gives each token it " +
    "knows a probability, one of them is drawn and put at the end, and it begins again. The model here is real and " +
    "small: it is trained in this page, on a text you choose, and looks back at two tokens only. Large ones look " +
    "back at the whole window; the loop is the same.",
  model: "The model that writes here",
  more: "More: top_k, min_p, seed, max_tokens, stop",
  training: "Trained on",
  opticks: "thirty pages of Newton’s Opticks",
  request: "the texts of the request",
  own: "a text of your own",
  empty: "There is no text to train on.",
  pass: "Each token is one pass through the whole model: it costs, and it takes time.",
};

const reasons: Record<NonNullable<GenerationStep["stop"]>["reason"], string> = {
  end: "The model drew the end of the text.",
  "stop-sequence": "A stop sequence came up; it is not part of the answer.",
  "max-tokens": "max_tokens is reached: the answer is cut off.",
};

export function stopped({ reason }: NonNullable<GenerationStep["stop"]>): string {
  return reasons[reason];
}
