/** What this tool says. */
export const words = {
  title: "Split into chunks",
  about: "For retrieval, a document is cut into pieces of a size that fits. They end where a paragraph, a sentence or a word ends, and repeat a little of what came before.",
  size: "Tokens in a chunk, at most",
  overlap: "Tokens repeated from the one before",
  source: "Text",
  empty: "There is no text to split: the request stands in numbers, or is empty. Open a file, or write a text on the first page.",
};
