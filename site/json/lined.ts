/** JSON that a person wrote, as its leaves with the line of each, so that what is wrong with a file is said with its line. */
import { JsonProblem, walkJson, withoutMark } from "./read";

/** kind: what typeof says; "null"; "array" and "object" for empty ones. line: from 1. */
interface LinedLeaf {
  path: string[];
  kind: string;
  text: string;
  line: number;
}

/** Nothing that a person writes nests so deeply. */
const maxDepth = 50;

/** In the file's order; numbers as they are written. It throws a JsonProblem, also for a name that is given twice. */
export function linedLeaves(text: string): LinedLeaf[] {
  const plain = withoutMark(text);
  const leaves: LinedLeaf[] = [];
  const open: { path: string[]; line: number; before: number; names: Set<string> }[] = [];

  walkJson(
    plain,
    {
      begin(_kind, _from, where) {
        open.push({ path: where.path().map(String), line: where.line + 1, before: leaves.length, names: new Set() });
      },
      end(kind) {
        const { path, line, before } = open.pop()!;
        if (leaves.length === before) leaves.push({ path, kind, text: "", line });
      },
      name(name, where) {
        const { names } = open.at(-1)!;
        if (names.has(name)) {
          const path = shown([...where.path(), name].join("."));
          throw new JsonProblem(where.line + 1, where.column + 1, `${path} is given twice`);
        }
        names.add(name);
      },
      literal(found, from, to, where) {
        const written = plain.slice(from, to);
        const kind = found === "true" || found === "false" ? "boolean" : found;
        const text = found === "string" ? (JSON.parse(written) as string) : found === "null" ? "" : written;
        leaves.push({ path: where.path().map(String), kind, text, line: where.line + 1 });
      },
    },
    maxDepth,
  );
  return leaves;
}

/** What stands in a message is short. */
function shown(found: string): string {
  const most = 40;
  return `“${found.length > most ? `${found.slice(0, most)}…` : found}”`;
}
