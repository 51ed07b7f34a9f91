import { number } from "../../../kit/format";

/** What this tool says. */
export const words = {
  about: "The same text in every tokenizer: how many tokens it takes, and what a million words like these cost.",
  compared: (missing: number) => (missing === 0 ? "All are compared." : `All but ${number(missing)} are compared.`),
  empty: "There is no text to compare: the request stands in numbers, or is empty. Write a text on the first page.",
  loads: "Loads the vocabularies that are not here yet, some megabytes in all, from this site.",
  loadsNothing: "In this one file are the vocabularies of today’s models; the others are on the page itself.",
};
