import assert from "node:assert/strict";
import { test } from "node:test";
import { specialCandidates } from "./unseen";

test("texts that may spell special tokens, each once", () => {
  assert.deepEqual(specialCandidates("a <|endoftext|> b <|im_start|>user<|endoftext|>"), [
    "<|endoftext|>",
    "<|im_start|>",
  ]);
  assert.deepEqual(specialCandidates("<start_of_turn>user [INST] x [/INST] <｜User｜>"), [
    "<start_of_turn>",
    "[INST]",
    "[/INST]",
    "<｜User｜>",
  ]);
  assert.deepEqual(specialCandidates("<b> [x] [Returns] <| endoftext |> array[0]"), []);
  assert.deepEqual(specialCandidates(""), []);
});

test("a text full of one is not read to its end", () => {
  assert.deepEqual(specialCandidates(`${"<|endoftext|>".repeat(1000)}<|im_end|>`), ["<|endoftext|>"]);
});
