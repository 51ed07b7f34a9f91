/**
 * JSON.parse keeps the last of two values of one name and says nothing: a price that stands twice in a file would be
 * the wrong one unseen.
 */

/** Strings, and the signs that hold a text of JSON together; numbers and words are passed over. */
const piece = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

interface Open {
  names: Set<string> | undefined;
  at: string;
  index: number;
  isName: boolean;
}

/** The path of the first name that an object has twice; the text is known to be JSON. Takes time linear in it. */
export function firstDuplicateName(text: string): string | undefined {
  const open: Open[] = [];
  for (const [token] of text.matchAll(piece)) {
    const inner = open.at(-1);
    if (token === "{") {
      open.push({ names: new Set(), at: "", index: 0, isName: true });
    } else if (token === "[") {
      open.push({ names: undefined, at: "0", index: 0, isName: false });
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (!inner) {
      return undefined; // a text alone
    } else if (token === ",") {
      if (inner.names) inner.isName = true;
      else inner.at = String(++inner.index);
    } else if (inner.isName && inner.names) {
      inner.isName = false;
      inner.at = JSON.parse(token) as string;
      if (inner.names.has(inner.at)) return open.map(({ at }) => at).join(".");
      inner.names.add(inner.at);
    }
  }
  return undefined;
}
