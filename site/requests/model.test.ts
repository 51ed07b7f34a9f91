import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model } from "../contract";
import { modelNamed } from "./model";

const models = [
  "openai/gpt-4o",
  "openai/gpt-4o-2024-08-06",
  "openai/gpt-5",
  "anthropic/claude-opus-4-6",
  "anthropic/claude-haiku-4-5",
  "google/gemini-2.5-flash",
  "minimax/MiniMax-M3",
].map((id) => ({ id }) as Model);

const named: [string, string | undefined][] = [
  ["gpt-4o", "openai/gpt-4o"],
  ["openai/gpt-4o", "openai/gpt-4o"],
  ["gpt-4o-2024-08-06", "openai/gpt-4o-2024-08-06"],
  ["gpt-4o-2099-01-01", "openai/gpt-4o"],
  ["gpt-5-2025-08-07", "openai/gpt-5"],
  ["claude-haiku-4-5-20251001", "anthropic/claude-haiku-4-5"],
  ["claude-opus-4.6", "anthropic/claude-opus-4-6"],
  ["anthropic/claude-opus-4.6", "anthropic/claude-opus-4-6"],
  ["claude-opus-4-6@20260205", "anthropic/claude-opus-4-6"],
  ["models/gemini-2.5-flash", "google/gemini-2.5-flash"],
  ["gemini-2.5-flash-preview-09-2025", "google/gemini-2.5-flash"],
  ["gemini-2.5-flash-001", "google/gemini-2.5-flash"],
  ["minimax-m3", "minimax/MiniMax-M3"],
  ["gpt-99", undefined],
  ["", undefined],
  ["__proto__", undefined],
];
for (const [name, id] of named)
  test(`${JSON.stringify(name)} is ${id ?? "not known"}`, () => assert.equal(modelNamed(name, models)?.id, id));
