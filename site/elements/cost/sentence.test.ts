import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate } from "../../contract";
import { costSentence } from "./sentence";

type Line = NonNullable<Estimate["cost"]>["lines"][number];

/** [name, tokens, share of tokens, share of money] */
function sentenceOf(...rows: [Line["name"], number, string, string][]): string {
  const whole = { from: 0, to: 100 };
  const lines = rows.map(
    ([name, tokens, tokensPercent, percent]): Line => ({
      name,
      tokens,
      tokensPercent,
      percent,
      usd: "1",
      usdPerMTok: "1",
      share: { tokens: whole, usd: whole },
    }),
  );
  return costSentence({ lines } as NonNullable<Estimate["cost"]>);
}

test("the line that weighs more in money than in tokens", () => {
  assert.equal(
    sentenceOf(["input", 3260, "90", "43"], ["output", 350, "10", "57"]),
    "Output is 10% of the tokens and 57% of the money.",
  );
  assert.equal(
    sentenceOf(["cachedInput", 9000, "75", "17"], ["cacheWrite", 2500, "25", "70"], ["output", 10, "0.4", "13"]),
    "Cache writes are 25% of the tokens and 70% of the money.",
  );
});

test("what is not for tokens has no share of them", () => {
  const whole = { from: 0, to: 100 };
  const line = (name: Line["name"], tokens: number, percent: string, unit?: Line["unit"]): Line => ({
    name,
    tokens,
    tokensPercent: tokens > 0 ? "100" : "0",
    percent,
    usd: "1",
    usdPerMTok: "1",
    share: { tokens: whole, usd: whole },
    ...(unit && { unit, units: "2" }),
  });
  const lines = [line("input", 100, "9"), line("webSearch", 0, "91", "searches")];
  assert.equal(costSentence({ lines } as NonNullable<Estimate["cost"]>), "Web searches are 91% of the money.");
});

test("equal prices, one line, nothing", () => {
  assert.equal(
    sentenceOf(["input", 90, "90", "90"], ["output", 10, "10", "10"]),
    "Input is 90% of the tokens and 90% of the money.",
  );
  assert.equal(sentenceOf(["input", 90, "100", "100"], ["output", 0, "0", "0"]), "All of it is input.");
  assert.match(sentenceOf(), /nothing to pay/);
});
