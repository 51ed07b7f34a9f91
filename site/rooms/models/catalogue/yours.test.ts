import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate, Scenario } from "../../../contract";
import { yoursOf } from "./yours";

const range = { perMonth: { low: "1", high: "2" }, perRequest: { low: "0.1", high: "0.2" } };
const engine = {
  async estimate({ model }: Scenario): Promise<Estimate> {
    if (model === "refused") throw new Error("no");
    const perMonth = model === "b" ? null : "30";
    const cost = { perRequest: "0.15", perMonth, range: model === "b" ? { ...range, perMonth: null } : range };
    return { cost, context: { fits: model !== "b" }, atLeast: model === "a" } as unknown as Estimate;
  },
};

test("a month, or a request where no traffic is known; what fits; what is at least; what is refused", async () => {
  const found = await yoursOf(engine, { model: "a" }, ["a", "b", "refused"], () => true);
  assert.deepEqual(
    [...found],
    [
      ["a", { usd: "30", range: range.perMonth, fits: true, atLeast: true }],
      ["b", { usd: "0.15", range: range.perRequest, fits: false, atLeast: false }],
    ],
  );
});

test("no more than is wanted", async () => {
  let left = 1;
  assert.equal((await yoursOf(engine, {}, ["a", "b"], () => left-- > 0)).size, 1);
});
