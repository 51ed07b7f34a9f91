import type { UsageRecord } from "../../../contract";
import { counted, number } from "../../../kit/format";

/** What this tool says. */
export const words = {
  about:
    "What did a call cost, to the cent? Give the usage that an API reported, or its whole answer: of OpenAI, " +
    "Anthropic, Gemini, or what speaks like them. Or thousands, one a line. They are read here and go nowhere.",
  field: "Usage, as JSON or one record a line",
  placeholder: "Paste it here, or drop a file.",
  empty: "There is nothing to explain yet. Paste a usage record, open a file, or take one of the examples.",
  asRecorded: "the one each record names",
  service: "as recorded",
  none: "No record is in it: the list is empty.",
  onlyFirst: "One file is read at a time: this is the first of them.",
  folder: "That is a folder: open the files in it one by one.",
  kept: "What you gave is kept.",
  elsewhere:
    "The same tokens at the prices of other models, on the same days. Another model would have counted and answered " +
    "in tokens of its own, so this compares prices, not answers.",
  explained: (count: number, priced: number) =>
    count === 1
      ? priced === 1
        ? "One record, priced."
        : "One record, without a price."
      : `${counted(count, "record")}, ${number(priced)} of them with a price.`,
};

export const shapes: Record<UsageRecord["shape"], string> = {
  "openai-chat": "Chat Completions",
  "openai-responses": "Responses",
  anthropic: "Anthropic Messages",
  gemini: "Gemini generateContent",
};

/** How each vendor counts, against the way it is said here. */
export const counting: Record<UsageRecord["shape"], string> = {
  "openai-chat":
    "In this record prompt_tokens holds the cached tokens, so the two are not added: what was not cached has the " +
    "full price, the rest the cache’s.",
  "openai-responses":
    "In this record input_tokens holds the cached tokens and output_tokens the reasoning, so neither is added to it: " +
    "each part has its own price.",
  anthropic:
    "In this record input_tokens leaves out what was read from and written to the cache. Here all three together are " +
    "what was sent.",
  gemini:
    "In this record promptTokenCount holds the cached tokens, and thoughts stand beside candidatesTokenCount. Here " +
    "what came back is both together.",
};
