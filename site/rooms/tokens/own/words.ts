/** What this tool says. */
import type { ErrorCode } from "../../../contract";

/** How a .tiktoken file cuts text, which it does not say itself: the name, and whose way it is. */
export const patterns: readonly [name: string, whose: string][] = [
  ["o200k_base", "as o200k_base: GPT-4o and later"],
  ["cl100k_base", "as cl100k_base: GPT-4, Llama 3"],
  ["kimi", "as Kimi K2"],
  ["qwen", "as Qwen 2 and 3"],
  ["qwen3.5", "as Qwen 3.5"],
  ["deepseek", "as DeepSeek V3"],
  ["tekken", "as Mistral’s Tekken"],
  ["gpt2", "as GPT-2 and r50k_base"],
  ["digits", "as GPT-2 with single digits"],
];

/** What helps, after the engine's own sentence. */
export const advice: Partial<Record<ErrorCode, string>> = {
  "not-bpe": "T5, BERT and their kin use other models, which are not counted here.",
  "unknown-pretokenizer": "To cut text in another way would give wrong counts without a word, so it is not tried.",
  "unknown-normalizer": "To leave the normalizer out would give wrong counts without a word, so it is not tried.",
  "bad-tokenizer": "The whole file is needed, as its vendor publishes it.",
};

export const words = {
  about:
    "Llama, Kimi, GLM and many others publish their tokenizer as a file. Open it, and it counts here, exactly and on " +
    "this machine only.",
  pick: "Open a tokenizer",
  accepted: "A Hugging Face tokenizer.json (byte-pair encoding), or a .tiktoken file. Or drop one here.",
  folder: "This is a folder. Open the tokenizer.json in it.",
  oneFile:
    "The reader of tokenizer files is left out of this one file, to keep it small. It is on the page itself, served " +
    "from dist/site.",
};
