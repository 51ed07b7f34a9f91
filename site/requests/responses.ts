/** OpenAI's Responses: https://platform.openai.com/docs/api-reference/responses/create (checked 2026-11-25). */

import { readBlock, toolChoice } from "./chat";
import type { Speaker } from "./imported";
import { type At, Refused, type RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
]);

export function readResponses(r: RequestReader, body: At): void {
  r.settings(r.get(body, "model"), r.get(body, "max_output_tokens"));
  const instructions = r.get(body, "instructions");
  if (instructions) r.piece(r.message("system", "system", "developer"), "system", instructions);
  const input = r.get(body, "input");
  if (input?.value.kind === "string") r.piece(r.message("user", "user", "user"), "user", input);
  else if (input?.value.kind === "array") readItems(r, r.list(input));
  else if (input) throw r.wrong(input, "a text or a list");
  r.tools(r.get(body, "tools"));
  r.toolChoice = toolChoice(r.get(body, "tool_choice"), r);
  const text = r.get(body, "text");
  const format = text && r.get(text, "format");
  if (format?.value.kind === "object" && r.get(format, "schema")) r.skip("schema of the answer", format);
  for (const name of ["previous_response_id", "conversation", "prompt"]) {
    if (r.get(body, name))
      r.remark(`${name} points to text that OpenAI keeps: it is sent too, and not in here to be counted.`);
  }
}

function readItems(r: RequestReader, items: At[]): void {
  const typed = items.map((at) => ({ at, type: r.maybeText(at, "type") ?? "message" }));
  const last = typed.findLastIndex(({ at, type }) => type === "message" && r.maybeText(at, "role") === "user");
  typed.forEach(({ at, type }, i) => {
    if (type === "message") readMessage(r, at, i === last);
    else if (type.endsWith("_output")) readOutput(r, at);
    else
      r.skip(
        type.endsWith("_call") ? "tool call" : type === "reasoning" ? "thought" : `item “${type.slice(0, 40)}”`,
        at,
      );
  });
}

function readMessage(r: RequestReader, at: At, isLastUser: boolean): void {
  const role = r.text(r.require(at, "role"));
  const speaker = speakers.get(role);
  if (!speaker)
    throw new Refused(`${at.path}.role is “${role.slice(0, 40)}”; accepted are ${[...speakers.keys()].join(", ")}.`);
  const part = speaker === "system" ? "system" : isLastUser ? "user" : "history";
  const message = r.message(part, speaker, role);
  readContent(r, r.require(at, "content"), (text) => r.piece(message, part, text));
}

function readOutput(r: RequestReader, at: At): void {
  const output = r.get(at, "output");
  if (!output) return;
  if (output.value.kind !== "string" && output.value.kind !== "array") return r.skip("tool’s result", at);
  r.result(output);
  const message = r.message("history", "tool", "tool");
  readContent(r, output, (text) => r.piece(message, "history", text));
}

function readContent(r: RequestReader, content: At, take: (text: At) => void): void {
  if (content.value.kind === "string") take(content);
  else if (content.value.kind === "array") for (const block of r.list(content)) readBlock(r, block, take);
  else throw r.wrong(content, "a text or a list");
}
