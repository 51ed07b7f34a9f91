/** What a tokenizer is called that a person brings. */

/** Most files are called tokenizer.json: a name that is taken gets a number. */
export function freeName(fileName: string, taken: ReadonlySet<string>): string {
  const base = fileName.replace(/\.(json|tiktoken|model|txt)$/i, "").trim() || "tokenizer";
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base} ${n}`;
    if (!taken.has(name)) return name;
  }
}

/** Longer names are cut by links and tables. In UTF-16 units. */
export const longestName = 60;

/** Why a name cannot be given; null: it can. */
export function wrongName(name: string, builtIn: ReadonlySet<string>): string | null {
  if (name.trim() === "") return "The tokenizer needs a name.";
  if (name.length > longestName) return `The name is longer than ${longestName} characters.`;
  if (builtIn.has(name)) return `${name} is the name of a built-in encoding. Give another.`;
  return null;
}
