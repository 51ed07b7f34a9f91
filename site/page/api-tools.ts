/** Tools as each API takes them: what came from another vendor's request is written in this one's form. */
import type { Shape as Read } from "../requests/imported";

/** Those whose vendors' models the catalogue has by their own APIs. */
export type Shape = Exclude<Read, "converse">;

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

type Fields = { [name: string]: Json };

const isObject = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function toolsAs(shape: Shape, tools: readonly Json[]): Json[] {
  if (tools.every((tool) => isAs(shape, tool))) return [...tools];
  if (shape !== "generateContent")
    return tools.flatMap((tool) =>
      functionsOf(tool).map((one) => (one === tool ? tool : written(shape, one as Fields))),
    );
  const functions = tools.flatMap(functionsOf);
  const declarations = functions.filter((one) => !tools.includes(one)).map((one) => written(shape, one as Fields));
  const others = functions.filter((one) => tools.includes(one));
  return declarations.length === 0 ? others : [{ functionDeclarations: declarations }, ...others];
}

/** Whether a tool stands in the form of an API already. */
function isAs(shape: Shape, tool: Json): boolean {
  if (!isObject(tool)) return true;
  switch (shape) {
    case "chat":
      return isObject(tool["function"]) || isObject(tool["custom"]);
    case "responses":
      return typeof tool["type"] === "string" && !isObject(tool["function"]) && !("input_schema" in tool);
    case "messages":
      return "input_schema" in tool || /_\d{8}$/.test(String(tool["type"]));
    case "generateContent":
      return !("name" in tool) && !isObject(tool["function"]) && !isObject(tool["toolSpec"]);
  }
}

/** The functions of a tool by name, description and schema; a tool that the vendor built in stays what it is. */
function functionsOf(tool: Json): Json[] {
  if (!isObject(tool)) return [tool];
  const declared = tool["functionDeclarations"] ?? tool["function_declarations"];
  if (Array.isArray(declared)) return declared.flatMap(functionsOf);
  const holder = tool["function"] ?? tool["toolSpec"];
  const inner = isObject(holder) ? holder : tool;
  const type = tool["type"] ?? "function";
  if (typeof inner["name"] !== "string" || (type !== "function" && type !== "custom")) return [tool];
  const given = ["parameters", "input_schema", "inputSchema", "parametersJsonSchema"]
    .map((name) => inner[name])
    .find(isObject);
  const schema = given && isObject(given["json"]) ? given["json"] : given;
  const found: Fields = { name: inner["name"], schema: schema ? inSmall(schema) : { type: "object", properties: {} } };
  if (typeof inner["description"] === "string") found["description"] = inner["description"];
  return [found];
}

/** Gemini's schemas may name their types in capitals; the others' may not. */
function inSmall(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(inSmall);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === "type" && typeof value === "string" ? value.toLowerCase() : inSmall(value),
    ]),
  );
}

function written(shape: Shape, { schema, ...named }: Fields): Json {
  switch (shape) {
    case "chat":
      return { type: "function", function: { ...named, parameters: schema! } };
    case "responses":
      return { type: "function", ...named, parameters: schema! };
    case "messages":
      return { ...named, input_schema: schema! };
    case "generateContent":
      return { ...named, parametersJsonSchema: schema! };
  }
}
