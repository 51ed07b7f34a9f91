/**
 * OpenAI's Chat Completions, which many vendors take: https://platform.openai.com/docs/api-reference/chat/create
 * (checked 2026-11-25), with the fields that others add: `reasoning` and `reasoning_details` (OpenRouter),
 * `reasoning_content` (DeepSeek), `documents` (Cohere, vLLM), `images` (Ollama, OpenRouter).
 */
import type { Message, Speaker } from "./imported";
import { type At, Refused, type RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
  ["tool", "tool"],
  ["function", "tool"],
]);

const samplingNames = {
  temperature: ["temperature"],
  topP: ["top_p"],
  topK: ["top_k"],
  seed: ["seed"],
  presencePenalty: ["presence_penalty"],
  frequencyPenalty: ["frequency_penalty"],
  stop: ["stop"],
};

export function readChat(r: RequestReader, body: At): void {
  const options = r.get(body, "options");
  const longest = r.get(body, "max_completion_tokens") ?? r.get(body, "max_tokens");
  r.settings(
    r.get(body, "model"),
    longest ?? (options?.value.kind === "object" ? r.get(options, "num_predict") : null),
  );
  const system = r.get(body, "system");
  if (system?.value.kind === "string") r.piece(r.message("system", "system", "system"), "system", system);
  for (const holder of [options, body]) r.sampling(holder, samplingNames);
  const messages = r.list(r.require(body, "messages"));
  const last = messages.findLast((at) => at.value.kind === "object" && r.isUsers(at));
  for (const at of messages) r.attempt("message of another shape", at, () => readMessage(r, at, at === last));
  readDocuments(r, r.get(body, "documents"));
  r.tools(r.get(body, "tools"));
  r.tools(r.get(body, "functions"));
  r.toolChoice = toolChoice(r, r.get(body, "tool_choice"));
  const format = r.get(body, "response_format");
  if (format?.value.kind === "object") r.skip("schema of the answer", r.get(format, "json_schema", "schema"));
  r.skip("prediction", r.get(body, "prediction"));
}

function readMessage(r: RequestReader, at: At, isLastUser: boolean): void {
  const [role, speaker] = r.speaker(at, speakers);
  const part = speaker === "system" ? "system" : isLastUser ? "user" : "history";
  const message = r.message(part, speaker, role, r.maybeText(at, "name"));
  const content = r.get(at, "content");
  if (speaker === "tool" && content) r.result(content);
  const read = (): void => {
    if (content) readContent(r, content, message);
  };
  if (speaker === "tool") r.answer(message, r.get(at, "tool_call_id", "name"), read);
  else read();
  const refusal = r.get(at, "refusal");
  if (refusal?.value.kind === "string") r.piece(message, part, refusal);
  const calls = r.get(at, "tool_calls");
  if (calls)
    for (const call of r.list(calls)) readCall(r, call, call.value.kind === "object" ? r.get(call, "id") : null);
  const single = r.get(at, "function_call");
  if (single) readCall(r, single, null);
  for (const name of ["reasoning_content", "reasoning", "reasoning_details", "thinking", "thinking_blocks"])
    r.skip("thought", r.get(at, name));
  const audio = r.get(at, "audio");
  if (audio) r.skipUnknown("audio", audio);
  const images = r.get(at, "images");
  if (images) for (const image of r.list(images)) readImage(r, image);
}

function readCall(r: RequestReader, call: At, id: At | null): void {
  r.skip("tool call", call);
  if (call.value.kind !== "object") return;
  const inner = r.get(call, "function", "custom") ?? call;
  if (inner.value.kind === "object") r.call(id, r.get(inner, "name"), r.get(inner, "arguments", "input"));
}

/** An image beside the content: its bytes alone, or a block. */
function readImage(r: RequestReader, image: At): void {
  if (image.value.kind === "object") readBlock(r, image, () => {});
  else r.picture(image, image, null);
}

/** Passages that go with the request: texts, or objects with a text and what it is called. */
function readDocuments(r: RequestReader, documents: At | null): void {
  if (!documents || (documents.value.kind !== "array" && documents.value.kind !== "object")) return;
  const message = r.message("documents", "user", "user");
  for (const at of r.list(documents)) {
    if (at.value.kind === "string") r.piece(message, "documents", at);
    if (at.value.kind !== "object") continue;
    const data = r.get(at, "data");
    const inner = data?.value.kind === "object" ? data : at;
    for (const name of ["title", "text", "content", "snippet", "contents"]) {
      const text = r.get(inner, name);
      if (text?.value.kind === "string") r.piece(message, "documents", text);
    }
    if (data?.value.kind === "string") r.piece(message, "documents", data);
  }
  if (message.pieces.length > 0) r.remark("documents are read into Documents.");
}

/** The content of a message, here and in Responses: a text, or blocks. */
export function readContent(r: RequestReader, content: At, message: Message, part = message.part): void {
  if (content.value.kind === "string") return r.piece(message, part, content);
  if (content.value.kind !== "array" && content.value.kind !== "object") throw r.wrong(content, "a text or a list");
  for (const block of r.list(content))
    r.attempt("block of another shape", block, () => readBlock(r, block, (text) => r.piece(message, part, text)));
}

/** A block of a message's content. Without a type its text tells. */
export function readBlock(r: RequestReader, block: At, take: (text: At) => void): void {
  if (block.value.kind === "string") return take(block);
  const type = r.maybeText(block, "type") ?? (r.get(block, "text") ? "text" : null);
  switch (type) {
    case null:
      throw new Refused(`${block.path}.type is missing.`);
    case "text":
    case "input_text":
    case "output_text":
    case "summary_text":
      return take(r.require(block, "text"));
    case "refusal":
      return take(r.require(block, "refusal"));
    case "image_url":
    case "input_image":
    case "image":
    case "computer_screenshot":
      return readPicture(r, block);
    case "input_audio":
    case "audio":
    case "audio_url":
      return r.skipUnknown("audio", block);
    case "video":
    case "video_url":
      return r.skipUnknown("video", block);
    case "file":
    case "input_file":
    case "document_url":
      return r.skipUnknown("file", block);
    case "thinking":
    case "reasoning":
    case "reasoning_text":
      return r.skip("thought", block);
  }
  r.skip(`block “${type.slice(0, 40)}”`, block);
}

/** A picture's address stands by itself, or beside its detail. */
function readPicture(r: RequestReader, block: At): void {
  const given = r.get(block, "image_url", "image");
  const address = given?.value.kind === "object" ? r.get(given, "url") : given;
  const detail = given?.value.kind === "object" ? r.get(given, "detail") : null;
  r.picture(block, address, detail ?? r.get(block, "detail"));
}

export function toolChoice(r: RequestReader, at: At | null): RequestReader["toolChoice"] {
  if (at?.value.kind === "object") return "tool";
  if (at?.value.kind !== "string") return null;
  const choice = r.text(at);
  return choice === "required" ? "any" : choice === "none" ? "none" : "auto";
}
