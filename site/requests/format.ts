/**
 * The chat format of the request on the page: its messages as they came, or as a call with these parts would have them;
 * and its tools.
 */
import type { ChatFormat, PartName, ToolFunction } from "../contract";
import { JsonProblem } from "../json/read";
import { type JsonObject, type JsonValue, readTree, textNamed, textOf, valuesOf } from "../json/tree";
import type { Imported } from "./imported";

/** A part as it stands on the page: a text, or only a number. */
interface Content {
  text: string | null;
  count: unknown;
}

const roles: Partial<Record<PartName, string>> = { system: "system", documents: "user", history: "user", user: "user" };

export function chatFormat(parts: Readonly<Record<PartName, Content>>, imported: Imported | null): ChatFormat {
  const has = (part: PartName): boolean =>
    parts[part].text === null ? Boolean(parts[part].count) : parts[part].text !== "";
  const messages: ChatFormat["messages"] = [];
  for (const { part, role, name } of imported?.messages ?? []) {
    if (has(part)) messages.push(name === undefined ? { part, role } : { part, role, name });
  }
  for (const part of ["system", "history", "user", "documents"] as const) {
    if (!has(part) || messages.some((message) => message.part === part)) continue;
    if (part === "documents" && messages.some((message) => message.part === "user")) continue; // sent with the question
    messages.push({ part, role: roles[part]! });
  }
  return { messages, ...(imported?.toolChoice ? { toolChoice: imported.toolChoice } : {}), ...tools(parts.tools) };
}

function tools({ text, count }: Content): Pick<ChatFormat, "tools" | "otherTools"> {
  if (text === "" || (text === null && !count)) return {};
  return text === null ? { otherTools: "they are given as a number" } : remembered(text);
}

let last: { text: string; found: ReturnType<typeof toolFunctions> } = { text: "[]", found: { tools: [] } };

/** The same tools are asked about with every key that is typed elsewhere. */
function remembered(text: string): ReturnType<typeof toolFunctions> {
  if (last.text !== text) last = { text, found: toolFunctions(text) };
  return last.found;
}

/** A sentence's end that says what the rule for tools does not cover. */
class NotCovered extends Error {}

/** The functions of a tools text in any vendor's shape, or what about them no published rule covers. */
export function toolFunctions(text: string): { tools: ToolFunction[] } | { otherTools: string } {
  try {
    const root = readTree(text);
    const list = root.kind === "array" ? root.items : [root];
    return { tools: list.flatMap((tool) => readTool(text, tool)) };
  } catch (error) {
    if (error instanceof NotCovered) return { otherTools: error.message };
    if (error instanceof JsonProblem) return { otherTools: "their text is not JSON" };
    throw error;
  }
}

function readTool(source: string, tool: JsonValue): ToolFunction[] {
  if (tool.kind !== "object") throw new NotCovered("they hold something that is no function");
  const [declarations] = [...valuesOf(tool, "functionDeclarations"), ...valuesOf(tool, "function_declarations")];
  if (declarations?.kind === "array") return declarations.items.flatMap((declaration) => readTool(source, declaration));
  const [inner] = valuesOf(tool, "function");
  const function_ = inner?.kind === "object" ? inner : tool;
  const name = textNamed(source, function_, "name");
  const [parameters] = ["parameters", "input_schema", "inputSchema"].flatMap((at) => valuesOf(function_, at));
  const type = textNamed(source, tool, "type");
  if (name === null || (type !== null && type !== "function" && type !== "custom"))
    throw new NotCovered(`${type ?? name ?? "one"} is built in at the vendor’s`);
  return [
    {
      name,
      description: textNamed(source, function_, "description") ?? "",
      properties: parameters ? propertiesOf(source, parameters, name) : [],
    },
  ];
}

function propertiesOf(source: string, parameters: JsonValue, tool: string): ToolFunction["properties"] {
  if (parameters.kind !== "object") throw new NotCovered(`the parameters of ${tool} are no object`);
  const [properties] = valuesOf(parameters, "properties");
  if (!properties) return [];
  if (properties.kind !== "object") throw new NotCovered(`the properties of ${tool} are no object`);
  return properties.entries.map(({ name, value }) => property(source, name, value));
}

function property(source: string, name: string, value: JsonValue): ToolFunction["properties"][number] {
  const type = value.kind === "object" ? textNamed(source, value, "type") : null;
  if (value.kind !== "object" || type === null) throw new NotCovered(`${name} has no type of its own`);
  if (["properties", "anyOf", "oneOf", "allOf"].some((at) => valuesOf(value, at).length > 0))
    throw new NotCovered(`${name} has a form of its own inside`);
  const [items] = valuesOf(value, "items");
  if (
    items?.kind === "object" &&
    ["properties", "items", "anyOf", "oneOf"].some((at) => valuesOf(items, at).length > 0)
  )
    throw new NotCovered(`${name} is a list of objects`);
  return { name, type, description: textNamed(source, value, "description") ?? "", enum: enumOf(source, name, value) };
}

function enumOf(source: string, name: string, value: JsonObject): string[] {
  const [list] = valuesOf(value, "enum");
  if (!list) return [];
  if (list.kind !== "array" || list.items.some(({ kind }) => kind !== "string"))
    throw new NotCovered(`the enum of ${name} holds more than texts`);
  return list.items.map((item) => textOf(source, item));
}
