/** OpenAI's Responses: https://platform.openai.com/docs/api-reference/responses/create (checked 2026-11-25). */

import { readBlock, readContent, toolChoice } from "./chat";
import type { Message, Speaker } from "./imported";
import type { At, RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
]);

export function readResponses(r: RequestReader, body: At): void {
  r.settings(r.get(body, "model"), r.get(body, "max_output_tokens"));
  r.sampling(body, { temperature: ["temperature"], topP: ["top_p"] });
  const instructions = r.get(body, "instructions");
  if (instructions?.value.kind === "string")
    r.piece(r.message("system", "system", "developer"), "system", instructions);
  else if (instructions) readItems(r, r.list(instructions));
  const input = r.get(body, "input");
  if (input?.value.kind === "string") r.piece(r.message("user", "user", "user"), "user", input);
  else if (input) readItems(r, r.list(input));
  r.tools(r.get(body, "tools"));
  r.toolChoice = toolChoice(r, r.get(body, "tool_choice"));
  const text = r.get(body, "text");
  const format = text?.value.kind === "object" ? r.get(text, "format") : null;
  if (format?.value.kind === "object") r.skip("schema of the answer", r.get(format, "schema", "json_schema"));
  for (const name of ["previous_response_id", "conversation", "prompt"]) {
    const kept = r.get(body, name);
    if (!kept) continue;
    r.remark(`${name} points to text that OpenAI keeps: it is sent too, and not in here to be counted.`);
    r.skipUnknown("text that OpenAI keeps", kept);
  }
}

function readItems(r: RequestReader, items: At[]): void {
  const last = items.findLast((at) => at.value.kind === "object" && isUsers(r, at));
  for (const at of items) r.attempt("item of another shape", at, () => readItem(r, at, at === last));
}

function typeOf(r: RequestReader, at: At): string {
  const type = r.get(at, "type");
  return type?.value.kind === "string" ? r.text(type) : "message";
}

function isUsers(r: RequestReader, at: At): boolean {
  return typeOf(r, at) === "message" && r.isUsers(at);
}

function readItem(r: RequestReader, at: At, isLastUser: boolean): void {
  const type = typeOf(r, at);
  if (type === "message") return readMessage(r, at, isLastUser);
  if (type.endsWith("_output")) return readOutput(r, at);
  if (type === "compaction" || type === "item_reference") return r.skipUnknown("text that OpenAI keeps", at);
  if (type.endsWith("_call"))
    r.call(
      r.get(at, "call_id"),
      r.get(at, "name") ?? type.slice(0, -"_call".length),
      r.get(at, "arguments", "input", "action"),
    );
  const what = type.endsWith("_call") ? "tool call" : type === "reasoning" ? "thought" : `item “${type.slice(0, 40)}”`;
  r.skip(what, at);
}

function readMessage(r: RequestReader, at: At, isLastUser: boolean): void {
  const [role, speaker] = r.speaker(at, speakers);
  const part = speaker === "system" ? "system" : isLastUser ? "user" : "history";
  readContent(r, r.require(at, "content"), r.message(part, speaker, role));
}

function readOutput(r: RequestReader, at: At): void {
  r.skip("tools found by search", r.get(at, "tools"));
  const output = r.get(at, "output");
  if (!output) return;
  if (output.value.kind !== "string" && output.value.kind !== "array" && output.value.kind !== "object")
    return r.skip("tool’s result", output);
  r.result(output);
  const message = r.message("history", "tool", "tool");
  r.answer(message, r.get(at, "call_id"), () => {
    if (output.value.kind === "string") return r.piece(message, "history", output);
    for (const block of r.list(output)) r.attempt("tool’s result", block, () => readResult(r, block, message));
  });
}

/** What a shell gave back has no type, and two texts. */
function readResult(r: RequestReader, block: At, message: Message): void {
  const isShell = block.value.kind === "object" && (r.get(block, "stdout") || r.get(block, "stderr"));
  if (!isShell) return readBlock(r, block, (text) => r.piece(message, "history", text));
  for (const name of ["stdout", "stderr"]) r.piece(message, "history", r.get(block, name));
}
