/** What the context figures mean, in a sentence. */
import type { Estimate, Note } from "../../contract";
import { counted, percent } from "../../kit/format";

type Context = NonNullable<Estimate["context"]>;
type Part = Context["parts"][number];

const names: Record<Part["name"], string> = {
  system: "system",
  tools: "tools",
  documents: "documents",
  history: "history",
  user: "user",
  audio: "audio",
  images: "images",
  overhead: "chat format",
  conversation: "conversation so far",
  reserved: "answer",
};

export function partName(part: Part): string {
  return names[part.name];
}

export function contextSentence(context: Context): string {
  if (context.input === 0)
    return `Nothing is sent yet; ${counted(context.reserved, "token")} of the window are kept for the answer.`;
  const use = `The request and the room kept for its answer take ${percent(context.usedPercent)} of the window;`;
  return `${use} ${counted(context.free, "token")} stay free.`;
}

/** Where it does not fit: what the engine says is too much, and what to do about it. */
export function overSentence(context: Context, problems: readonly Note[]): string {
  return [...problems.map(({ message }) => message), cut(context)].join(" ");
}

function cut({ parts, maxOutput, reserved, window, input }: Context): string {
  if (input <= window && maxOutput !== null && reserved > maxOutput)
    return "Ask for a shorter answer: lower max_tokens.";
  const sent = parts.filter(({ name }) => name !== "reserved" && name !== "overhead");
  const largest = sent.reduce<Part | null>((most, part) => (most && most.tokens >= part.tokens ? most : part), null);
  return largest
    ? `Cut the ${partName(largest)} first: at ${counted(largest.tokens, "token")} it is the largest part.`
    : "Ask for a shorter answer: lower max_tokens.";
}
