/** What this tool says, and what it gives to try. */
import type { Try } from "../tries";

export const words = {
  title: "It works in tokens",
  about:
    "A language model sees no letters. A tokenizer cuts the text into tokens, pieces that it knows by number, and " +
    "the model gets the numbers. The window, the price and the time are all counted in them; and what a piece is " +
    "made of, the model can only know from having read about it.",
  text: "Text",
  by: "Cut by",
  beside: "And beside it, by",
  none: "none",
  letter: "Mark a letter",
  sees: "What the model gets",
  tooLong: (most: string) => `The pieces are listed for texts of up to ${most} characters.`,
  bytes:
    "A character of several tokens has its bytes shared out between them. ZWJ is a sign that joins two emoji into one.",
  price: "The same sentence, in other languages. Press one to see its pieces.",
  more: "All fifty languages, with what they cost",
};

/** What stands in the text, what cuts it, and which letter is marked. */
export interface TokenTry extends Try {
  text: string;
  encoding: string;
  beside: string;
  letter: string;
  languages?: boolean;
}

export const tries: readonly TokenTry[] = [
  {
    id: "letters",
    title: "How many r’s?",
    text: "strawberry, strawberry, s-t-r-a-w-b-e-r-r-y",
    encoding: "o200k_base",
    beside: "",
    letter: "r",
    see:
      "The same word three times. At the start it is three pieces, after a space a single one, and no number says " +
      "which letters are in it: a model that spells it does so from memory. Written with hyphens each letter is a " +
      "token of its own, and can be counted.",
  },
  {
    id: "numbers",
    title: "Numbers",
    text: "1234567 + 89 = 1234656",
    encoding: "o200k_base",
    beside: "qwen3",
    letter: "",
    see:
      "One tokenizer cuts a number into threes from the left, another into single digits. In 1234567 the threes " +
      "begin at the front, so a 7 is left over, and digits of the same value stand in different pieces.",
  },
  {
    id: "languages",
    title: "Other languages",
    text: "All human beings are born free and equal in dignity and rights.",
    encoding: "o200k_base",
    beside: "",
    letter: "",
    languages: true,
    see:
      "The same sentence takes more tokens where a tokenizer has read less of the language. There it costs more, " +
      "takes longer, and fills the window sooner.",
  },
  {
    id: "spaces",
    title: "Spaces and capitals",
    text: "hello hello Hello HELLO  hello\nhello",
    encoding: "o200k_base",
    beside: "",
    letter: "",
    see:
      "To a reader it is one word six times. To the model it is another number with a space before it, another with " +
      "a capital, and two in capitals; a second space and the end of the line are tokens of their own.",
  },
  {
    id: "emoji",
    title: "An emoji",
    text: "👩‍🚀 and 🦩",
    encoding: "o200k_base",
    beside: "",
    letter: "",
    see:
      "What is one character to a reader can take several tokens, which by themselves are none. An answer that is " +
      "cut off between them ends in half a character.",
  },
];

/** Languages of the table, by their tags: those whose Declaration begins with this one sentence. */
export const languages = ["en", "de", "ru", "el", "zh-Hans", "ja", "ar", "sw", "hi", "my"];
