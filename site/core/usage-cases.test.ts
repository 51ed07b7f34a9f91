/** Usage records as vendors and tools write them, through the module as it ships: calc/bills/testdata/usage, with the amounts of its table. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import type { UsageOptions } from "../contract";

const root = new URL("../../../", import.meta.url);
const { load } = (await import(new URL("dist/site/threelimits.js", root).href)) as typeof import("../threelimits");
const folder = new URL("calc/bills/testdata/usage/", root);
const table = readFileSync(new URL("calc/bills/testdata/usage.txt", root), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => line.split("|").map((cell) => cell.trim()) as [string, string, string?, string?]);

const limits = await load({ worker: false });
after(() => limits.close());

test("every file has a row", () => {
  assert.deepEqual(table.map(([file]) => file).sort(), readdirSync(folder).sort());
});

for (const [file, usd, model, says = ""] of table) {
  test(`${file} costs ${usd}, ${says}`, async () => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const options: UsageOptions = { ...(model && { model }) };
    let report = await limits.explainUsage(text, options);
    const today = JSON.stringify(report);
    if (report.records.some(({ dayFrom }) => dayFrom === "today"))
      report = await limits.explainUsage(text, { ...options, asOf: "2026-11-30" });
    assert.equal(report.usd, usd, JSON.stringify(report.records[0] ?? report.problems[0]));
    assert.ok((today + JSON.stringify(report)).includes(says), `${says}: ${today}`);
  });
}
