import assert from "node:assert/strict";
import { test } from "node:test";
import { limitOf } from "./notes";

const codes: [ReturnType<typeof limitOf>, string][] = [
  [
    "context",
    "over-window near-window over-max-input near-max-input may-not-fit max-tokens-over-max-output " +
      "max-tokens-below-output output-over-max-output conversation-outgrows-window window-missing window-unpublished " +
      "request-empty",
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
  [null, "as-of-future model-alias model-note model-retired reasoning-none"],
];

test("each note of the engine stands under the limit it is about", () => {
  for (const [limit, list] of codes) {
    for (const code of list.split(" ")) assert.equal(limitOf({ code, severity: "info", message: "" }), limit, code);
  }
});
