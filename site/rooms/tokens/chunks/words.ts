import { number } from "../../../kit/format";

/** What this tool says. */
export const words = {
  about:
    "For retrieval, a document is cut into pieces of a size that fits. They end where a paragraph, a sentence or a " +
    "word ends, and repeat a little of what came before.",
  size: "Tokens in a chunk, at most",
  overlap: "Tokens repeated from the one before",
  overlapTooLarge: (overlap: number, maxTokens: number) =>
    `A chunk cannot repeat more than half of what it may hold: ${number(overlap)} of ${number(maxTokens)}. Use less, or 0.`,
  sizeTooLarge: "So many tokens are no chunk: at most 1,000,000,000 are accepted.",
  folder: "This is a folder. Open one of the files in it.",
  source: "Text",
  empty:
    "There is no text to split: the request stands in numbers, or is empty. Open a file, or write a text on the " +
    "first page.",
};
