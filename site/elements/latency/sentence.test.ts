import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate } from "../../contract";
import { latencySentence } from "./sentence";

type Latency = NonNullable<Estimate["latency"]>;

function sentenceOf(firstVisible: number, answer: number, reading: number): string {
  const phases: Latency["phases"] = [
    { name: "answer", from: firstVisible, to: firstVisible + answer, seconds: answer, percent: "90" },
  ];
  return latencySentence({ firstVisible, reading, phases } as Latency);
}

test("the limits of attention belong to the better side", () => {
  assert.match(sentenceOf(0.1, 4, 60), /^The first words come at once/);
  assert.match(sentenceOf(1, 4, 60), /^The first words come before/);
  assert.match(sentenceOf(10, 4, 60), /^The wait for the first words is felt/);
  assert.match(sentenceOf(10.1, 4, 60), /^Before the first words come, attention is gone/);
});

test("the reader's pace beside the model's", () => {
  assert.match(sentenceOf(0.6, 4, 68), /writes faster than people read: reading takes 1\u00a0min\u00a08\u00a0s\.$/);
  assert.match(sentenceOf(0.6, 90, 68), /the reader waits for the writing/);
  assert.match(sentenceOf(0.6, 0, 0), /\(1 s\)\.$/);
});
