import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { limitOf } from "./notes";

const codes: [ReturnType<typeof limitOf>, string][] = [
  [
    "context",
    "over-window near-window over-max-input near-max-input may-not-fit max-tokens-over-max-output " +
      "max-tokens-below-output output-over-max-output conversation-outgrows-window window-missing window-unpublished " +
      "request-empty batch-max-tokens",
  ],
  [
    "cost",
    "prices-missing prices-incomplete prices-unpublished prices-unknown-then price-stale tier-near tier-applied " +
      "tier-crossed tier-in-range tiers-suspended cache-dearer cache-below-minimum cache-price-unknown " +
      "cache-start-assumed traffic-missing days-assumed rounded",
  ],
  [
    "cost",
    "price-changes promotion-ends promotion-over service-own-prices service-unpublished service-short-only " +
      "hours-applied hours-unpublished search-price-unknown media-price-unknown storage-price-unknown tool-prompt",
  ],
  ["latency", "speed-missing"],
  ["cost", "cache-start-traffic cache-start-traffic-missing cache-warm-unlikely per-request-mean"],
  ["latency", "batch-wait service-wait"],
  [
    null,
    "as-of-future before-release model-alias model-note model-retired model-retiring overhead-of-one-request " +
      "reasoning-none not-counted counted-for-another",
  ],
];

test("each note of the engine stands under the limit it is about", () => {
  for (const [limit, list] of codes) {
    for (const code of list.split(" ")) assert.equal(limitOf({ code, severity: "info", message: "" }), limit, code);
  }
});

test("the table above has the notes of an estimate, each once, and no other", () => {
  const [before = ""] = readFileSync("docs/notes.md", "utf8").split("## Of a usage record");
  const all = [...before.matchAll(/^\| `([\w-]+)/gm)].map(([, code]) => code!);
  assert.ok(all.length > 60, `${all.length} notes`);
  assert.deepEqual(codes.flatMap(([, list]) => list.split(" ")).sort(), [...new Set(all)].sort());
});
