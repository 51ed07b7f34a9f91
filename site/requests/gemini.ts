/**
 * Gemini's generateContent and countTokens, in camel case and in snake case: https://ai.google.dev/api/generate-content
 * (checked 2026-11-25). One content, part or tool may stand without its list, as Google's own examples write them.
 */
import type { Message, Speaker } from "./imported";
import type { At, RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["user", "user"],
  ["model", "assistant"],
  ["assistant", "assistant"],
  ["function", "tool"],
  ["tool", "tool"],
  ["system", "system"],
]);

const samplingNames = {
  temperature: ["temperature"],
  topP: ["topP", "top_p"],
  topK: ["topK", "top_k"],
  seed: ["seed"],
  presencePenalty: ["presencePenalty", "presence_penalty"],
  frequencyPenalty: ["frequencyPenalty", "frequency_penalty"],
  stop: ["stopSequences", "stop_sequences"],
};

export function readGemini(r: RequestReader, body: At): void {
  const config = objectOf(r.get(body, "generationConfig", "generation_config"));
  r.settings(r.get(body, "model"), config && r.get(config, "maxOutputTokens", "max_output_tokens"));
  r.sampling(config, samplingNames);
  const system = r.get(body, "systemInstruction", "system_instruction");
  const resolution = config && r.get(config, "mediaResolution", "media_resolution");
  if (system) readParts(r, system, r.message("system", "system", "system"), resolution);
  const contents = contentsOf(r, r.require(body, "contents"));
  const last = contents.findLast((at) => at.value.kind === "object" && asks(r, at));
  for (const at of contents)
    r.attempt("content of another shape", at, () => {
      if (at.value.kind === "string") return r.piece(r.message("user", "user", "user"), "user", at);
      const [role, speaker] = r.speaker(at, speakers, "user"); // a content without a role is the user's
      const part = speaker === "system" ? "system" : at === last ? "user" : "history";
      readParts(r, at, r.message(part, speaker, role), resolution);
    });
  r.tools(r.get(body, "tools"));
  r.toolChoice = toolChoice(r, r.get(body, "toolConfig", "tool_config"));
  const schema =
    config && r.get(config, "responseSchema", "response_schema", "responseJsonSchema", "response_json_schema");
  r.skip("schema of the answer", schema);
  const cached = r.get(body, "cachedContent", "cached_content");
  if (cached) {
    r.remark("cachedContent points to text that Google keeps: it is sent too, and not in here to be counted.");
    r.skipUnknown("text that Google keeps", cached);
  }
}

function objectOf(at: At | null): At | null {
  return at?.value.kind === "object" ? at : null;
}

/** A text stands for one content, too: Google's libraries write it so. */
function contentsOf(r: RequestReader, contents: At): At[] {
  return contents.value.kind === "string" ? [contents] : r.list(contents);
}

/** A turn may have no parts: Gemini sends such a one itself where it was cut off. */
function partsOf(r: RequestReader, at: At): At[] {
  if (at.value.kind === "string") return [at];
  const parts = r.get(at, "parts");
  if (!parts) return r.get(at, "text") ? [at] : [];
  return parts.value.kind === "string" ? [parts] : r.list(parts);
}

function asks(r: RequestReader, at: At): boolean {
  if (!r.isUsers(at, "user")) return false;
  const parts = r.get(at, "parts");
  if (parts && parts.value.kind !== "array" && parts.value.kind !== "object") return parts.value.kind === "string";
  return partsOf(r, at).some(
    (part) => part.value.kind === "string" || (part.value.kind === "object" && r.get(part, "text") !== null),
  );
}

const others: [string, string, string][] = [
  ["functionCall", "function_call", "tool call"],
  ["functionResponse", "function_response", "tool’s result"],
  ["executableCode", "executable_code", "code"],
  ["codeExecutionResult", "code_execution_result", "tool’s result"],
  ["toolCall", "tool_call", "tool call"],
  ["toolResponse", "tool_response", "tool’s result"],
];

function readParts(r: RequestReader, at: At, message: Message, resolution: At | null): void {
  for (const part of partsOf(r, at))
    r.attempt("part of another kind", part, () => readPart(r, part, message, resolution));
}

function readPart(r: RequestReader, part: At, message: Message, resolution: At | null): void {
  if (part.value.kind === "string") return r.piece(message, message.part, part);
  const text = r.get(part, "text");
  if (text && r.get(part, "thought")?.value.kind === "true") return r.skip("thought", text);
  if (text) r.piece(message, message.part, text);
  const inline = r.get(part, "inlineData", "inline_data");
  if (inline) readFile(r, inline, part, r.get(part, "mediaResolution", "media_resolution") ?? resolution);
  const file = r.get(part, "fileData", "file_data");
  if (file) r.skipUnknown(kindOf(r, file) === "picture" ? "picture of unknown size" : kindOf(r, file), file);
  const call = objectOf(r.get(part, "functionCall", "function_call"));
  if (call) r.call(r.get(call, "id"), r.get(call, "name"), r.get(call, "args"));
  const result = objectOf(r.get(part, "functionResponse", "function_response"));
  if (result) r.answer(message, r.get(result, "id") ?? r.get(result, "name"), () => {}, r.get(result, "response"));
  for (const [camel, snake, what] of others) r.skip(what, r.get(part, camel, snake));
}

function readFile(r: RequestReader, inline: At, part: At, resolution: At | null): void {
  const kind = kindOf(r, inline);
  if (kind !== "picture") return r.skipUnknown(kind, inline);
  const level = resolution?.value.kind === "object" ? r.get(resolution, "level") : resolution;
  r.picture(part, r.get(inline, "data"), level);
}

function kindOf(r: RequestReader, file: At): string {
  const given = r.get(file, "mimeType", "mime_type");
  const type = given?.value.kind === "string" ? r.text(given) : "";
  if (type.startsWith("image/")) return "picture";
  return /^(audio|video)\//.exec(type)?.[1] ?? "file";
}

function toolChoice(r: RequestReader, config: At | null): RequestReader["toolChoice"] {
  const calling =
    config?.value.kind === "object" ? r.get(config, "functionCallingConfig", "function_calling_config") : null;
  const mode = calling?.value.kind === "object" ? r.get(calling, "mode") : null;
  if (mode?.value.kind !== "string") return null;
  const name = r.text(mode).toUpperCase();
  return name === "ANY" ? "any" : name === "NONE" ? "none" : "auto";
}
