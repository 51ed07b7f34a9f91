/** What this tool says. */
export const words = {
  title: "Count files",
  about: "Text, code, Markdown, JSON, CSV, HTML as they are; of a PDF, its text. They are read here and go nowhere.",
  pick: "Open files",
  accepted: "Or drop them here. A gigabyte takes a minute or two, and no more memory than a page of text.",
  oneFile: "PDF files need the page itself, served from dist/site: what reads them would double this one file.",
  notUTF8: "Not all of it is UTF-8: what is not counts as U+FFFD, as the tokenizer’s own makers count it.",
  noText: "It holds no text. If its pages are pictures, they are tokens of another kind.",
  tooLarge: "Larger than 20 MB: paste the part you want to measure.",
};
