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

  type Begin = (
    offset: number,
    length: number,
    line: number,
    character: number,
    path: () => (string | number)[],
  ) => void;
  const begin: Begin = (_offset, _length, line, _character, path) => {
    open.push({ path: path().map(String), line: line + 1, before: leaves.length, names: new Set() });
  };
  const end = (kind: string) => () => {
    const { path, line, before } = open.pop()!;
    if (leaves.length === before) leaves.push({ path, kind, text: "", line });
  };

  walkJson(
    plain,
    {
      onObjectBegin: begin,
      onObjectEnd: end("object"),
      onArrayBegin: begin,
      onArrayEnd: end("array"),
      onObjectProperty: (name, _offset, _length, line, character, path) => {
        const { names } = open.at(-1)!;
        if (names.has(name))
          throw new JsonProblem(line + 1, character + 1, `${shown([...path(), name].join("."))} is given twice`);
        names.add(name);
      },
      onLiteralValue: (value: unknown, offset, length, line, _character, path) => {
        const kind = value === null ? "null" : typeof value;
        const written = kind === "number" ? plain.slice(offset, offset + length) : String(value ?? "");
        leaves.push({ path: path().map(String), kind, text: written, line: line + 1 });
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
