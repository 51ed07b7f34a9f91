/** What this tool says. */
export const words = {
  about:
    "The same text in fifty languages: twelve articles of the Universal Declaration of Human Rights. Where a " +
    "tokenizer knows a language badly, it needs more tokens to say the same, which costs more, takes longer, and " +
    "fills the window sooner.",
  aboutOwn: "The same text in languages of your own. The first one is what the others are held against.",
  dearest: (name: string, times: string, first: string) => `Most tokens: ${name}, ${times} times those of ${first}.`,
  perUnit: "Tokens per word, or per character where no spaces stand between words.",
  money: (first: string, price: string) =>
    `Price: to send as much as a million words of ${first} say, at ${price} a million tokens.`,
};
