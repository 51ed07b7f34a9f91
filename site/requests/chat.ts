/**
 * OpenAI's Chat Completions, which many vendors take: https://platform.openai.com/docs/api-reference/chat/create
 * (checked 2026-11-25).
 */
import type { Speaker } from "./imported";
import { type At, Refused, type RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
  ["tool", "tool"],
  ["function", "tool"],
]);

export function readChat(r: RequestReader, body: At): void {
  r.settings(r.get(body, "model"), r.get(body, "max_completion_tokens") ?? r.get(body, "max_tokens"));
  const messages = r.list(r.require(body, "messages")).map((at) => ({ at, role: r.text(r.require(at, "role")) }));
  const last = messages.findLastIndex(({ role }) => role === "user");
  messages.forEach(({ at, role }, i) => readMessage(r, at, role, i === last));
  r.tools(r.get(body, "tools"));
  r.tools(r.get(body, "functions"));
  r.toolChoice = toolChoice(r.get(body, "tool_choice"), r);
  const format = r.get(body, "response_format");
  if (format?.value.kind === "object" && r.get(format, "json_schema")) r.skip("schema of the answer", format);
  const prediction = r.get(body, "prediction");
  if (prediction) r.skip("prediction", prediction);
}

function readMessage(r: RequestReader, at: At, role: string, isLastUser: boolean): void {
  const speaker = speakers.get(role);
  if (!speaker)
    throw new Refused(`${at.path}.role is “${role.slice(0, 40)}”; accepted are ${[...speakers.keys()].join(", ")}.`);
  const part = speaker === "system" ? "system" : isLastUser ? "user" : "history";
  const message = r.message(part, speaker, role, r.maybeText(at, "name"));
  const content = r.get(at, "content");
  if (speaker === "tool" && content) r.result(content);
  if (content?.value.kind === "string") r.piece(message, part, content);
  else if (content?.value.kind === "array")
    for (const block of r.list(content)) readBlock(r, block, (text) => r.piece(message, part, text));
  else if (content) throw r.wrong(content, "a text or a list");
  const refusal = r.get(at, "refusal");
  if (refusal) r.piece(message, part, refusal);
  const calls = r.get(at, "tool_calls");
  if (calls) for (const call of r.list(calls)) r.skip("tool call", call);
  const call = r.get(at, "function_call");
  if (call) r.skip("tool call", call);
  const thought = r.get(at, "reasoning_content");
  if (thought) r.skip("thought", thought);
}

const blocks: Record<string, string> = {
  image_url: "image",
  input_image: "image",
  input_audio: "audio",
  file: "file",
  input_file: "file",
};

/** A block of a message's content, here and in Responses. */
export function readBlock(r: RequestReader, block: At, take: (text: At) => void): void {
  const type = r.text(r.require(block, "type"));
  if (type === "text" || type === "input_text" || type === "output_text") take(r.require(block, "text"));
  else if (type === "refusal") take(r.require(block, "refusal"));
  else r.skip(Object.hasOwn(blocks, type) ? blocks[type]! : `block “${type.slice(0, 40)}”`, block);
}

export function toolChoice(at: At | null, r: RequestReader): RequestReader["toolChoice"] {
  if (!at) return null;
  if (at.value.kind === "object") return "tool";
  const choice = r.text(at);
  return choice === "required" ? "any" : choice === "none" ? "none" : "auto";
}
