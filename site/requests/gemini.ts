/**
 * Gemini's generateContent, in camel case and in snake case: https://ai.google.dev/api/generate-content (checked
 * 2026-11-25).
 */
import type { Message, Speaker } from "./imported";
import { type At, Refused, type RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["user", "user"],
  ["model", "assistant"],
  ["function", "tool"],
]);

export function readGemini(r: RequestReader, body: At): void {
  const config = r.get(body, "generationConfig", "generation_config");
  r.settings(r.get(body, "model"), config && r.get(config, "maxOutputTokens", "max_output_tokens"));
  r.model = r.model?.replace(/^models\//, "") ?? null;
  const system = r.get(body, "systemInstruction", "system_instruction");
  if (system) readParts(r, system, r.message("system", "system", "system"));
  const contents = r.list(r.require(body, "contents")).map((at) => ({ at, speaker: speakerOf(r, at) }));
  const last = contents.findLastIndex(
    ({ at, speaker }) => speaker === "user" && partsOf(r, at).some((part) => r.get(part, "text")),
  );
  contents.forEach(({ at, speaker }, i) =>
    readParts(r, at, r.message(i === last ? "user" : "history", speaker, r.maybeText(at, "role") ?? "user")),
  );
  r.tools(r.get(body, "tools"));
  r.toolChoice = toolChoice(r, r.get(body, "toolConfig", "tool_config"));
  const schema =
    config && r.get(config, "responseSchema", "response_schema", "responseJsonSchema", "response_json_schema");
  if (schema) r.skip("schema of the answer", schema);
  if (r.get(body, "cachedContent", "cached_content"))
    r.remark("cachedContent points to text that Google keeps: it is sent too, and not in here to be counted.");
}

/** A content without a role is the user's. */
function speakerOf(r: RequestReader, at: At): Speaker {
  const role = r.maybeText(at, "role") ?? "user";
  const speaker = speakers.get(role);
  if (!speaker)
    throw new Refused(`${at.path}.role is “${role.slice(0, 40)}”; accepted are ${[...speakers.keys()].join(", ")}.`);
  return speaker;
}

function partsOf(r: RequestReader, at: At): At[] {
  const parts = r.require(at, "parts");
  return parts.value.kind === "object" ? [parts] : r.list(parts); // one part may stand without its list
}

const others: [string, string, string][] = [
  ["inlineData", "inline_data", "image or file"],
  ["fileData", "file_data", "image or file"],
  ["functionCall", "function_call", "tool call"],
  ["functionResponse", "function_response", "tool’s result"],
  ["executableCode", "executable_code", "code"],
  ["codeExecutionResult", "code_execution_result", "tool’s result"],
];

function readParts(r: RequestReader, at: At, message: Message): void {
  for (const part of partsOf(r, at)) {
    const text = r.get(part, "text");
    const other = others.find(([camel, snake]) => r.get(part, camel, snake));
    if (text && r.get(part, "thought")?.value.kind !== "true") r.piece(message, message.part, text);
    else if (text) r.skip("thought", part);
    else r.skip(other?.[2] ?? "part of another kind", part);
  }
}

function toolChoice(r: RequestReader, config: At | null): RequestReader["toolChoice"] {
  const calling = config && r.get(config, "functionCallingConfig", "function_calling_config");
  const mode = calling && r.maybeText(calling, "mode");
  return mode === null ? null : mode.toUpperCase() === "ANY" ? "any" : mode.toUpperCase() === "NONE" ? "none" : "auto";
}
