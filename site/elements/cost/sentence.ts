/** What the bill means, in one sentence. */
import type { Estimate } from "../../contract";
import { percent } from "../../kit/format";

type Cost = NonNullable<Estimate["cost"]>;
type Line = Cost["lines"][number];

const names: Record<Line["name"], string> = {
  input: "input",
  cachedInput: "cached input",
  cacheWrite: "cache writes",
  cacheWriteHour: "cache writes for an hour",
  cacheStorage: "cache storage",
  output: "output",
  reasoning: "reasoning",
  audioInput: "audio",
  cachedAudio: "cached audio",
  audioOutput: "audio of the answer",
  imageInput: "images",
  cachedImage: "cached images",
  imageOutput: "images of the answer",
  webSearch: "web searches",
};

const plural = new Set<Line["name"]>([
  "cacheWrite",
  "cacheWriteHour",
  "imageInput",
  "cachedImage",
  "imageOutput",
  "webSearch",
]);

export function lineName({ name }: Pick<Line, "name">): string {
  return names[name];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Of the lines that weigh more in money than in tokens, the dearest says most; else the largest line. */
export function costSentence({ lines }: Cost): string {
  const paid = lines.filter(({ tokens, units }) => tokens > 0 || units !== undefined);
  if (paid.length === 0) return "Nothing is sent and nothing comes back: there is nothing to pay.";
  const [only] = paid;
  if (only && paid.length === 1) return `All of it is ${lineName(only)}.`;
  const heavy = paid.filter((line) => Number(line.percent) > Number(line.tokensPercent));
  const line = (heavy.length > 0 ? heavy : paid).reduce((most, next) =>
    Number(next.percent) > Number(most.percent) ? next : most,
  );
  const share = line.unit ? "" : `${percent(line.tokensPercent)} of the tokens and `;
  return `${capital(lineName(line))} ${plural.has(line.name) ? "are" : "is"} ${share}${percent(line.percent)} of the money.`;
}
