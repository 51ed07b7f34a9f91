import type { Model, UsageRecord } from "../../../contract";

/** Where the prices of a record stand: those of its service, or else the row of the history that holds on its day. */
export function priceSource(
  model: Pick<Model, "history" | "services">,
  { day, service }: Pick<UsageRecord, "day" | "service">,
): { url: string; checked: string; by?: string; from: string | null } | null {
  const own = model.services?.find(({ name }) => name === service);
  if (own) return { ...cited(own), from: null };
  const row = model.history?.findLast(({ from }) => from === null || from <= day);
  return row ? { ...cited(row), from: row.from } : null;
}

function cited({ source, checked, by }: { source: string; checked: string; by?: string }): {
  url: string;
  checked: string;
  by?: string;
} {
  return by === undefined ? { url: source, checked } : { url: source, checked, by };
}
