/**
 * Anthropic's Messages: https://docs.anthropic.com/en/api/messages (checked 2026-11-25). `role: "system"` inside
 * `messages` is taken since Opus 4.8, beside `system`.
 */
import type { PartName } from "../contract";
import type { Message, Speaker } from "./imported";
import { type At, Refused, type RequestReader } from "./reader";

const speakers = new Map<string, Speaker>([
  ["user", "user"],
  ["assistant", "assistant"],
  ["system", "system"],
]);

export function readMessages(r: RequestReader, body: At): void {
  r.settings(r.get(body, "model"), r.get(body, "max_tokens"));
  const system = r.get(body, "system");
  if (system) {
    const message = r.message("system", "system", "system");
    readContent(r, system, message, "system");
  }
  r.sampling(body, { temperature: ["temperature"], topP: ["top_p"], topK: ["top_k"], stop: ["stop_sequences"] });
  const messages = r.list(r.require(body, "messages"));
  const last = messages.findLast((at) => at.value.kind === "object" && asks(r, at));
  for (const at of messages) r.attempt("message of another shape", at, () => readMessage(r, at, at === last));
  r.tools(r.get(body, "tools"));
  const choice = r.get(body, "tool_choice");
  const type = choice?.value.kind === "object" && r.maybeText(choice, "type");
  if (type === "auto" || type === "none" || type === "any" || type === "tool") r.toolChoice = type;
  for (const name of ["output_config", "output_format"]) {
    const config = r.get(body, name);
    const format = config?.value.kind === "object" ? (r.get(config, "format") ?? config) : null;
    if (format?.value.kind === "object") r.skip("schema of the answer", r.get(format, "schema"));
  }
  const servers = r.get(body, "mcp_servers");
  if (servers) for (const server of r.list(servers)) r.skipUnknown("MCP server", server);
}

/** A message of the user's with a text of his own, not only what tools gave back. */
function asks(r: RequestReader, at: At): boolean {
  if (!r.isUsers(at)) return false;
  const content = r.get(at, "content");
  if (!content || content.value.kind === "string") return content !== null;
  const blocks = content.value.kind === "array" ? content.value.items : [content.value];
  return blocks.some(
    (block) =>
      block.kind === "string" ||
      (block.kind === "object" && r.get({ value: block, path: content.path }, "text")?.value.kind === "string"),
  );
}

function readMessage(r: RequestReader, at: At, isLastUser: boolean): void {
  const [role, speaker] = r.speaker(at, speakers);
  const part = speaker === "system" ? "system" : isLastUser ? "user" : "history";
  readContent(r, r.require(at, "content"), r.message(part, speaker, role), part);
}

/** A text alone stands for one block of text. */
function readContent(r: RequestReader, content: At, message: Message, part: PartName): void {
  if (content.value.kind === "string") return r.piece(message, part, content);
  if (content.value.kind !== "array" && content.value.kind !== "object") throw r.wrong(content, "a text or a list");
  for (const block of r.list(content))
    r.attempt("block of another shape", block, () => readBlock(r, block, message, part));
}

const others: Record<string, string> = {
  tool_use: "tool call",
  server_tool_use: "tool call",
  mcp_tool_use: "tool call",
  thinking: "thought",
  redacted_thinking: "thought",
  web_search_tool_result: "tool’s result",
  web_fetch_tool_result: "tool’s result",
  code_execution_tool_result: "tool’s result",
  bash_code_execution_tool_result: "tool’s result",
  text_editor_code_execution_tool_result: "tool’s result",
  tool_search_tool_result: "tool’s result",
};

function readBlock(r: RequestReader, block: At, message: Message, part: PartName): void {
  if (block.value.kind === "string") return r.piece(message, part, block);
  const type = r.maybeText(block, "type") ?? (r.get(block, "text") ? "text" : null);
  switch (type) {
    case null:
      throw new Refused(`${block.path}.type is missing.`);
    case "text":
      return r.piece(message, part, r.require(block, "text"));
    case "tool_result":
    case "mcp_tool_result":
      return readResult(r, block, message);
    case "document":
      return readDocument(r, block, message);
    case "search_result":
      r.remark("Search results are read into Documents, with their sources and titles.");
      for (const name of ["source", "title"]) r.piece(message, "documents", r.get(block, name));
      return readContent(r, r.require(block, "content"), message, "documents");
    case "image": {
      const source = r.get(block, "source");
      return r.picture(block, source?.value.kind === "object" ? r.get(source, "data") : null, null);
    }
    case "container_upload":
      return r.skipUnknown("file", block);
  }
  if (type === "tool_use" || type === "mcp_tool_use")
    r.call(r.get(block, "id"), r.get(block, "name"), r.get(block, "input"));
  r.skip(Object.hasOwn(others, type) ? others[type]! : `block “${type.slice(0, 40)}”`, block);
}

function readResult(r: RequestReader, block: At, message: Message): void {
  const content = r.get(block, "content");
  if (!content) return;
  r.result(content);
  r.answer(message, r.get(block, "tool_use_id"), () => readContent(r, content, message, "history"));
}

/** `title` and `context` go to the model with the document: https://docs.anthropic.com/en/docs/build-with-claude/citations */
function readDocument(r: RequestReader, block: At, message: Message): void {
  for (const name of ["title", "context"]) r.piece(message, "documents", r.get(block, name));
  const source = r.require(block, "source");
  const type = r.maybeText(source, "type") ?? "";
  if (type !== "text" && type !== "content") return r.skipUnknown("document that is no plain text", source);
  r.remark("Documents as plain text are read into Documents, with their titles and contexts.");
  if (type === "text") r.piece(message, "documents", r.require(source, "data"));
  else readContent(r, r.require(source, "content"), message, "documents");
}
