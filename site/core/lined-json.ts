/**
 * JSON that a person wrote, as its leaves with the line of each, so that what is wrong with a file is said with its
 * line. JSON.parse tells none, not every browser's says where a file is broken, and it keeps the last of two values of
 * one name and says nothing.
 */
import type { Leaf } from "./leaves";

interface LinedLeaf extends Leaf {
  line: number;
}

/** Why a text is no JSON, and on which line that was seen. */
export class NotJSON extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** Nothing that a person writes nests so deeply. */
const maxDepth = 50;

/** After blanks: a text, a sign, a number or a word, a quotation mark that begins no text, or the end. */
const piece =
  /[ \t\r\n]*("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"|[{}[\],:]|[^ \t\r\n"{}[\],:]+|"|$)/y;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** In the file's order; numbers as they are written. It throws NotJSON. Takes time linear in the text. */
export function linedLeaves(text: string): LinedLeaf[] {
  const leaves: LinedLeaf[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;

  function next(): string {
    piece.lastIndex = at;
    const [all, found] = piece.exec(text) as unknown as [string, string];
    line += all.split("\n").length - 1;
    at = piece.lastIndex;
    return found;
  }

  function unexpected(found: string, wanted: string): NotJSON {
    if (found === '"')
      return new NotJSON(line, "A text is not closed on its line, or has a backslash before a letter that takes none.");
    return new NotJSON(
      line,
      found === ""
        ? `The file ends where ${wanted} is expected.`
        : `${shown(found)} stands where ${wanted} is expected.`,
    );
  }

  function value(found: string, path: string[]): void {
    const leaf = (kind: string, text: string): void => {
      leaves.push({ path, kind, text, line });
    };
    if (path.length > maxDepth) throw new NotJSON(line, "It is nested more deeply than anything in such a file.");
    if (found === "{" || found === "[") return inside(found === "[", path);
    if (found.length > 1 && found.startsWith('"')) return leaf("string", JSON.parse(found) as string);
    if (number.test(found)) return leaf("number", found);
    if (found === "true" || found === "false") return leaf("boolean", found);
    if (found === "null") return leaf("null", "");
    throw unexpected(found, "a value");
  }

  function inside(list: boolean, path: string[]): void {
    const close = list ? "]" : "}";
    const names = new Set<string>();
    let found = next();
    if (found === close) {
      leaves.push({ path, kind: list ? "array" : "object", text: "", line });
      return;
    }
    for (let index = 0; ; index++, found = next()) {
      let name = String(index);
      if (!list) {
        if (found.length < 2 || !found.startsWith('"')) throw unexpected(found, "a name in quotation marks");
        name = JSON.parse(found) as string;
        if (names.has(name)) throw new NotJSON(line, `${shown([...path, name].join("."))} is given twice.`);
        names.add(name);
        const colon = next();
        if (colon !== ":") throw unexpected(colon, "a colon");
        found = next();
      }
      value(found, [...path, name]);
      const after = next();
      if (after === close) return;
      if (after !== ",") throw unexpected(after, `a comma or ${close}`);
    }
  }

  value(next(), []);
  const rest = next();
  if (rest !== "") throw unexpected(rest, "the end of the file");
  return leaves;
}

/** What stands in a message is short. */
function shown(found: string): string {
  const most = 40;
  return `“${found.length > most ? `${found.slice(0, most)}…` : found}”`;
}
