/** What this tool says. */
import { number, seconds } from "../../../kit/format";

export const words = {
  title: "Streaming, felt",
  about:
    "The same answer twice, at the scenario’s speed: streamed, each token is shown when it is made; not streamed, " +
    "all of it is shown when the last one is. The whole takes as long either way. What differs is when one can begin " +
    "to read.",
  motion: "Your system asks for less motion: nothing moves until you press Play, and the slider does the same by hand.",
  ttft: "Time to first token (TTFT), in seconds",
  speed: "Tokens per second",
  length:
    "These are the scenario’s own, and everything follows; the length of the answer stands in the sentence above.",
  noSpeed: "There is no speed to play at: set the time to first token and the tokens per second.",
  noAnswer: "The scenario’s answer has no tokens: set its length in the sentence above.",
  streamed: "Streamed",
  whole: "Not streamed",
  model: "The model",
  reader: "A reader",
  table: "The times, from sending the request on",
  phases: {
    ttft: "Prefill, until the first token (TTFT)",
    reasoning: "Decode: reasoning",
    answer: "Decode: the answer",
  },
  rows: {
    first: "The first words, streamed",
    whole: "The first words, not streamed",
    reader: "A reader, for all of it",
  },
  wordsFrom: (at: number) => `words from ${seconds(at)} on`,
  wordsAt: (at: number) => `all words at ${seconds(at)}`,
  readsFrom: (reading: number, at: number) => `reads for ${seconds(reading)}, from ${seconds(at)} on`,
  nothing: "nothing yet",
  go: { start: "The start", token: "The first token", words: "The first words", end: "The end" },
  position: "Time since the request was sent",
  shorter: (tokens: number, output: number) =>
    `The text that is played has ${number(tokens)} tokens and ends before the answer of ${number(output)} does.`,
  text:
    "The text is from Newton’s Opticks, cut into tokens as o200k_base does; the newest one is marked, and what a " +
    "reader has read by then is underlined.",
  legend: {
    prefill:
      "Prefill: the request travels, waits its turn, and the model reads it. The estimate does not split this. It " +
      "ends with the first token, at the TTFT.",
    reasoning: "Decode, reasoning: tokens that are made and not shown.",
    answer: "Decode, answer: one token after another.",
    reader:
      "A reader, at 238 words a minute (Brysbaert 2019), from the first words on; beyond the edge the reading goes on.",
  },
  first: (streamed: number, whole: number) =>
    `One can begin to read after ${seconds(streamed)} when it is streamed, and after ${seconds(whole)} when it is not.`,
  reads: (reading: number) => `Reading all of it takes ${seconds(reading)}.`,
};
