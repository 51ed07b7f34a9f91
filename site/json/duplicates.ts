/**
 * JSON.parse keeps the last of two values of one name and says nothing: a price that stands twice in a file would be the
 * wrong one unseen.
 */
import { walkJson, withoutMark } from "./read";

/** The value of a text, and the path of the first name that an object of it has twice. Throws a JsonProblem. */
export function parseWithDuplicate(text: string): { value: unknown; twice: string | undefined } {
  const open: Set<string>[] = [];
  let twice: string | undefined;
  const value = walkJson(withoutMark(text), {
    begin: (kind) => {
      if (kind === "object") open.push(new Set());
    },
    end: (kind) => {
      if (kind === "object") open.pop();
    },
    name: (name, where) => {
      const names = open.at(-1)!;
      if (names.has(name)) twice ??= [...where.path(), name].join(".");
      names.add(name);
    },
  });
  return { value, twice };
}
