/**
 * Amazon Bedrock's Converse, which Nova's own requests follow too:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html (checked 2026-11-30).
 */
import type { PartName } from "../contract";
import type { Message, Speaker } from "./imported";
import type { At, RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["user", "user"],
  ["assistant", "assistant"],
]);

export function readConverse(r: RequestReader, body: At): void {
  const config = r.get(body, "inferenceConfig", "inference_config");
  const longest = config?.value.kind === "object" ? r.get(config, "maxTokens", "max_new_tokens") : null;
  r.settings(r.get(body, "modelId", "model"), longest);
  r.sampling(config, {
    temperature: ["temperature"],
    topP: ["topP", "top_p"],
    topK: ["top_k"],
    stop: ["stopSequences"],
  });
  const system = r.get(body, "system");
  if (system) readContent(r, system, r.message("system", "system", "system"), "system");
  const messages = r.list(r.require(body, "messages"));
  const last = messages.findLast((at) => at.value.kind === "object" && asks(r, at));
  for (const at of messages) r.attempt("message of another shape", at, () => readMessage(r, at, at === last));
  const tools = r.get(body, "toolConfig");
  if (tools?.value.kind === "object") r.tools(r.get(tools, "tools"));
}

function asks(r: RequestReader, at: At): boolean {
  if (!r.isUsers(at)) return false;
  const content = r.get(at, "content");
  const blocks = content?.value.kind === "array" ? content.value.items : [];
  return blocks.some((block) => block.kind === "object" && block.entries.some(({ name }) => name === "text"));
}

function readMessage(r: RequestReader, at: At, isLastUser: boolean): void {
  const [role, speaker] = r.speaker(at, speakers);
  const part = isLastUser ? "user" : "history";
  readContent(r, r.require(at, "content"), r.message(part, speaker, role), part);
}

function readContent(r: RequestReader, content: At, message: Message, part: PartName): void {
  if (content.value.kind === "string") return r.piece(message, part, content);
  for (const block of r.list(content))
    r.attempt("block of another shape", block, () => readBlock(r, block, message, part));
}

function readBlock(r: RequestReader, block: At, message: Message, part: PartName): void {
  const text = r.get(block, "text");
  if (text) return r.piece(message, part, text);
  const result = r.get(block, "toolResult");
  if (result) {
    const content = r.get(result, "content");
    if (!content) return;
    r.result(content);
    return r.answer(message, r.get(result, "toolUseId"), () => readContent(r, content, message, "history"));
  }
  const call = r.get(block, "toolUse");
  if (call?.value.kind === "object") r.call(r.get(call, "toolUseId"), r.get(call, "name"), r.get(call, "input"));
  const image = r.get(block, "image");
  if (image) {
    const source = r.get(image, "source");
    return r.picture(block, source && r.get(source, "bytes"), null);
  }
  for (const [name, what] of [
    ["toolUse", "tool call"],
    ["reasoningContent", "thought"],
    ["json", "tool’s result"],
  ] as const)
    r.skip(what, r.get(block, name));
  for (const name of ["document", "video", "audio"]) {
    const file = r.get(block, name);
    if (file) r.skipUnknown(name === "document" ? "document that is no plain text" : name, block);
  }
}
