import assert from "node:assert/strict";
import { test } from "node:test";
import type { UsageSum } from "../../../contract";
import { asCSV } from "./export";

const tokens = {
  input: 10,
  uncachedInput: 4,
  cachedInput: 6,
  cacheWrite: 0,
  cacheWriteHour: 0,
  output: 3,
  reasoning: 1,
  audioInput: 0,
  audioOutput: 0,
  imageInput: 0,
  imageOutput: 0,
  webSearches: 2,
};
const head =
  "model,day,records,input,uncachedInput,cachedInput,cacheWrite,cacheWriteHour,output,reasoning," +
  "audioInput,audioOutput,imageInput,imageOutput,webSearches,usd,atLeast";

async function lines(sums: UsageSum[]): Promise<string[]> {
  return (await asCSV(sums).text()).split("\r\n");
}

test("a row for each sum, every digit of the amount", async () => {
  assert.deepEqual(
    await lines([
      {
        model: "openai/gpt-4o",
        given: "gpt-4o",
        day: "2026-11-01",
        records: 2,
        tokens,
        usd: "0.000000000001",
        atLeast: true,
      },
    ]),
    [head, "openai/gpt-4o,2026-11-01,2,10,4,6,0,0,3,1,0,0,0,0,2,0.000000000001,true", ""],
  );
});

test("names out of a record are text, whatever they hold; no price is empty, not zero", async () => {
  const name = async (given: string) =>
    (await lines([{ model: null, given, day: "2026-11-01", records: 1, tokens, usd: null, atLeast: false }]))[1];
  const rest = ",2026-11-01,1,10,4,6,0,0,3,1,0,0,0,0,2,,false";
  assert.equal(await name("=HYPERLINK(1)"), `'=HYPERLINK(1)${rest}`);
  assert.equal(await name('a "b", c'), `"a ""b"", c"${rest}`);
  assert.equal(await name("@x"), `'@x${rest}`);
});
