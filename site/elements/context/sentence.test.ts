import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate, Note } from "../../contract";
import { contextSentence, overSentence } from "./sentence";

type Context = NonNullable<Estimate["context"]>;

function context(changes: Partial<Context> = {}): Context {
  return {
    window: 400000,
    input: 3260,
    reserved: 1024,
    free: 395716,
    fits: true,
    maxInput: 272000,
    maxOutput: 128000,
    usedPercent: "1.1",
    parts: [
      { name: "system", from: 0, to: 800, tokens: 800, percent: "0.2" },
      { name: "documents", from: 800, to: 3260, tokens: 2460, percent: "0.6" },
      { name: "reserved", from: 3260, to: 4284, tokens: 1024, percent: "0.26" },
    ],
    trust: { level: "exact", why: "" },
    ...changes,
  };
}

test("what fits", () => {
  assert.equal(
    contextSentence(context()),
    "The request and the room kept for its answer take 1.1% of the window; 395,716 tokens stay free.",
  );
  assert.match(contextSentence(context({ input: 0 })), /^Nothing is sent yet; 1,024 tokens/);
});

test("what does not: the engine's reason, then the largest part", () => {
  const problem: Note = { code: "over-window", severity: "error", message: "Too much." };
  assert.equal(
    overSentence(context({ fits: false, input: 500000 }), [problem]),
    "Too much. Cut the documents first: at 2,460 tokens it is the largest part.",
  );
  assert.equal(
    overSentence(context({ fits: false, reserved: 130000 }), [problem]),
    "Too much. Ask for a shorter answer: lower max_tokens.",
  );
});
