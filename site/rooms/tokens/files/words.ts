import { counted, number } from "../../../kit/format";
import { mostFiles } from "../../parts/folder";

/** What this tool says. */
export const words = {
  about:
    "How many tokens files have, each and together. Text, code, Markdown, JSON, CSV and HTML count as they are, tags " +
    "and all; of a PDF, its text. They are read here and go nowhere.",
  pick: "Open files",
  accepted: "Or drop files or a folder here. A gigabyte takes a minute or two, and a few megabytes of memory.",
  notUTF8: "Not all of it is UTF-8: what is not counts as U+FFFD, as the tokenizer’s own makers count it.",
  isUTF16: "Read from UTF-16; its count is that of the text, which APIs take as UTF-8.",
  isHTML: "Counted as its source, tags and all. For what a reader sees, save the page as text.",
  unreadable: "It could not be read. If it is a folder, drop it here or open the files in it.",
  noFiles: "There are no files in it.",
  tooMany: `Of a folder, the first ${number(mostFiles)} files are taken; there are more.`,
  unread: (n: number) => `${counted(n, "entry", "entries")} could not be read and ${n === 1 ? "is" : "are"} left out.`,
  tooLarge: "Larger than 20 MB: paste the part you want to measure.",
};
