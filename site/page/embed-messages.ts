/** What a host may say to the frame of embed.html; read as the untrusted value it is. */
import type { Scenario } from "../contract";

/** Views of a scenario or, of sampling, a distribution; and views of a file. */
const otherViews = ["tokens", "context", "cost", "latency", "sampling"] as const;
export const fileViews = ["exercise", "flashcards", "lesson"] as const;
export const views = [...otherViews, ...fileViews] as const;
export type View = (typeof views)[number];
export type FileView = (typeof fileViews)[number];

/** Whether an address names a file of this site, below the page: "exercises/support-day.json". */
export function isFileOfSite(src: string): boolean {
  return /^(?:\w[\w.-]*\/)*\w[\w.-]*$/.test(src);
}

const themes = ["light", "dark", "auto"] as const;

type HostMessage =
  | { type: "llm:hello" }
  | { type: "llm:theme"; theme: (typeof themes)[number] }
  | { type: "llm:change"; scenario: Scenario };

/**
 * The message, or null for anything else a window may send. Whether a scenario makes sense is the engine's to judge.
 */
export function readHostMessage(data: unknown): HostMessage | null {
  if (!isRecord(data)) return null;
  const { type, theme, scenario } = data;
  if (type === "llm:hello") return { type };
  if (type === "llm:theme" && isOneOf(themes, theme)) return { type, theme };
  if (type === "llm:change" && isRecord(scenario)) return { type, scenario };
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOneOf<T extends string>(words: readonly T[], value: unknown): value is T {
  return (words as readonly unknown[]).includes(value);
}
