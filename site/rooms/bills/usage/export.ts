/** The sums of a report as CSV (RFC 4180), for a spreadsheet. */
import type { UsageSum, UsageTokens } from "../../../contract";

const kinds: readonly (keyof UsageTokens)[] = [
  "input",
  "uncachedInput",
  "cachedInput",
  "cacheWrite",
  "cacheWriteHour",
  "output",
  "reasoning",
  "audioInput",
  "audioOutput",
  "imageInput",
  "imageOutput",
  "webSearches",
];

export function asCSV(sums: readonly UsageSum[]): Blob {
  const rows = sums.map((sum) => [
    sum.model ?? sum.given ?? "",
    sum.day,
    sum.records,
    ...kinds.map((kind) => sum.tokens[kind]),
    sum.usd ?? "",
    String(sum.atLeast),
  ]);
  const lines = [["model", "day", "records", ...kinds, "usd", "atLeast"], ...rows].map((row) =>
    row.map(cell).join(","),
  );
  return new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" });
}

/** A name that a spreadsheet would take for a formula is given as the text it is. */
function cell(value: string | number): string {
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
