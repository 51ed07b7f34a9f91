/** Which name was meant by one that is spelt wrongly. */

/** As people confuse them: without case and separators. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ .]/g, "");
}

/**
 * The name of a list that a text is nearest to; null where none is near: a third of its letters, and at most three, may
 * differ. Time grows with the list and the square of the longest name; a text longer than any name by more than that is
 * passed over.
 */
export function nearest(text: string, names: Iterable<string>): string | null {
  const given = plain(text);
  let best: string | null = null;
  let least = Math.min(3, given.length / 3) + 1e-9;
  for (const name of names) {
    const other = plain(name);
    if (Math.abs(other.length - given.length) > least) continue;
    const away = distance(given, other);
    if (away > least || (best !== null && away === least)) continue;
    best = name;
    least = away;
  }
  return best;
}

/** Letters to put in, take out, change or swap with their neighbour (Damerau and Levenshtein, adjacent swaps once). */
function distance(a: string, b: string): number {
  let twoUp: number[] = [];
  let up = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(up[j]! + 1, row[j - 1]! + 1, up[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, twoUp[j - 2]! + 1);
      row.push(least);
    }
    twoUp = up;
    up = row;
  }
  return up[b.length]!;
}
