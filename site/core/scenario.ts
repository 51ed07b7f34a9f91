/** A scenario as the engine takes it: the leaves of the object, because the engine parses no JSON. */
import { failure } from "./errors";

/** Far above Scenario's depth of 3; stops an object that contains itself. */
const maxDepth = 8;

/** path NUL kind NUL text for each leaf, NUL between leaves; undefined counts as absent, as in JSON. */
export function flatten(scenario: unknown): string {
  if (kindOf(scenario) !== "object") {
    throw failure(
      "bad-scenario",
      `The scenario is ${kindOf(scenario) === "array" ? "an array" : String(scenario)}; an object is accepted.`,
    );
  }
  const leaves: string[] = [];
  for (const [name, value] of Object.entries(scenario as object)) add(name, value, 1);
  return leaves.join("\0");

  function add(path: string, value: unknown, depth: number): void {
    if (depth > maxDepth) throw failure("bad-scenario", `${path} is nested too deeply.`, path);
    if (value === undefined) return;
    const kind = kindOf(value);
    const entries = kind === "object" || kind === "array" ? Object.entries(value as object) : [];
    if (entries.length === 0) leaves.push(clean(path), kind, clean(textOf(kind, value)));
    for (const [name, inner] of entries) add(`${path}.${name}`, inner, depth + 1);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function textOf(kind: string, value: unknown): string {
  return kind === "number" || kind === "string" || kind === "boolean" ? String(value) : "";
}

/** NUL separates; inside a name or a text it becomes U+FFFD, which no accepted name or value contains. */
function clean(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}
