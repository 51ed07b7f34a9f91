/** The catalogue's model for the name that a request gives. */
import type { Model } from "../contract";

/**
 * Requests name a snapshot, the vendor a resource; the catalogue has the model: gpt-5-2025-08-07,
 * models/gemini-2.5-pro, claude-opus-4.6.
 */
export function modelNamed(name: string, models: readonly Model[]): Model | undefined {
  const given = name.toLowerCase().replace(/^models\//, "");
  const bare = given.slice(given.indexOf("/") + 1);
  for (const wanted of [
    bare,
    bare.replace(/(\d)\.(\d)/g, "$1-$2"),
    withoutDate(bare),
    withoutDate(bare).replace(/-latest$/, ""),
  ]) {
    const same = models.filter(({ id }) => id.slice(id.indexOf("/") + 1).toLowerCase() === wanted);
    const found = same.find(({ id }) => id.toLowerCase() === given) ?? same[0];
    if (found) return found;
  }
  return undefined;
}

/** -2025-08-07, -20250807, @20250807, -001 and -preview-09-2025 name snapshots. */
function withoutDate(name: string): string {
  return name.replace(/(-preview)?[-@](\d{4}-\d{2}-\d{2}|\d{8}|\d{2}-\d{4}|00\d)$/, "");
}
