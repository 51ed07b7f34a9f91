import assert from "node:assert/strict";
import test from "node:test";
import type { PosedExercise } from "../../contract";
import { controlsOf, limitOf, scenarioOf } from "./controls";

const scenario: PosedExercise["scenario"] = [
  { path: "model", kind: "string", text: "openai/gpt-6.1-sol" },
  { path: "window.maxInput", kind: "null", text: "" },
  { path: "request.output", kind: "number", text: "350" },
  { path: "request.user.low", kind: "number", text: "1" },
  { path: "request.user.typical", kind: "number", text: "2" },
  { path: "request.user.high", kind: "number", text: "3" },
  { path: "prices.input", kind: "string", text: "2.50" },
  { path: "speed.ttft", kind: "number", text: "0.6" },
];

test("the leaves of a scenario are the scenario", () => {
  assert.deepEqual(scenarioOf(scenario), {
    model: "openai/gpt-6.1-sol",
    window: { maxInput: null },
    request: { output: 350, user: { low: 1, typical: 2, high: 3 } },
    prices: { input: "2.50" },
    speed: { ttft: 0.6 },
  });
  assert.deepEqual(scenarioOf([]), {});
});

test("numbers can be changed, but for locked ones; hidden ones are not shown", () => {
  const posed = { scenario, locked: ["request.output"], hidden: ["speed.ttft"] } as unknown as PosedExercise;
  assert.deepEqual(
    controlsOf(posed).map(({ path, label, entry }) => [path, label, entry !== null]),
    [
      ["model", "Model", false],
      ["window.maxInput", "Maximum input", true],
      ["request.output", "Output", false],
      ["request.user.low", "request.user.low", false],
      ["request.user.typical", "request.user.typical", false],
      ["request.user.high", "request.user.high", false],
      ["prices.input", "Input price", true],
    ],
  );
});

test("a figure belongs to a limit", () => {
  assert.deepEqual(["cost.perDay", "latency.total", "context.free", "conversation.input"].map(limitOf), [
    "cost",
    "latency",
    "context",
    "context",
  ]);
});

test("what is no number is written as it stands: a day, a model, a policy", () => {
  const texts = controlsOf({
    scenario: [
      ...scenario,
      { path: "asOf", kind: "string", text: "2026-11-20" },
      { path: "cache.policy", kind: "string", text: "prefix" },
    ],
    locked: [],
    hidden: [],
  } as unknown as PosedExercise).filter(({ isNumber }) => !isNumber);
  assert.deepEqual(
    texts.map(({ text }) => text),
    ["openai/gpt-6.1-sol", "", "2026-11-20", "prefix"],
  );
});
