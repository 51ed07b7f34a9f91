/** Anthropic's Messages: https://docs.anthropic.com/en/api/messages (checked 2026-11-25). */
import type { PartName } from "../contract";
import type { Message } from "./imported";
import { type At, Refused, type RequestReader } from "./reader";

export function readMessages(r: RequestReader, body: At): void {
  r.settings(r.get(body, "model"), r.get(body, "max_tokens"));
  const system = r.get(body, "system");
  if (system) {
    const message = r.message("system", "system", "system");
    for (const block of blocksOf(r, system)) readBlock(r, block, message, "system");
  }
  const messages = r
    .list(r.require(body, "messages"))
    .map((at) => ({ at, role: roleOf(r, at), blocks: blocksOf(r, r.require(at, "content")) }));
  const last = messages.findLastIndex(
    ({ role, blocks }) => role === "user" && blocks.some((block) => typeOf(r, block) === "text"),
  );
  messages.forEach(({ role, blocks }, i) => {
    const part = i === last ? "user" : "history";
    const message = r.message(part, role, role);
    for (const block of blocks) readBlock(r, block, message, part);
  });
  r.tools(r.get(body, "tools"));
  const choice = r.get(body, "tool_choice");
  const type = choice && r.maybeText(choice, "type");
  if (type === "auto" || type === "none" || type === "any" || type === "tool") r.toolChoice = type;
  const format = r.get(body, "output_config", "output_format");
  if (format) r.skip("schema of the answer", format);
  const servers = r.get(body, "mcp_servers");
  if (servers) for (const server of r.list(servers)) r.skip("MCP server", server);
}

function roleOf(r: RequestReader, at: At): "user" | "assistant" {
  const role = r.text(r.require(at, "role"));
  if (role !== "user" && role !== "assistant")
    throw new Refused(`${at.path}.role is “${role.slice(0, 40)}”; accepted are user, assistant.`);
  return role;
}

/** A text alone stands for one block of text. */
function blocksOf(r: RequestReader, content: At): At[] {
  if (content.value.kind === "string") return [content];
  if (content.value.kind !== "array") throw r.wrong(content, "a text or a list");
  return r.list(content);
}

function typeOf(r: RequestReader, block: At): string {
  return block.value.kind === "string" ? "text" : r.text(r.require(block, "type"));
}

const others: Record<string, string> = {
  image: "image",
  tool_use: "tool call",
  server_tool_use: "tool call",
  mcp_tool_use: "tool call",
  thinking: "thought",
  redacted_thinking: "thought",
  container_upload: "file",
};

function readBlock(r: RequestReader, block: At, message: Message, part: PartName): void {
  const type = typeOf(r, block);
  switch (type) {
    case "text":
      return r.piece(message, part, block.value.kind === "string" ? block : r.require(block, "text"));
    case "tool_result":
      return readResult(r, block, message);
    case "document":
      return readDocument(r, block, message);
    case "search_result": {
      r.remark(`Search results are read into Documents.`);
      for (const inner of blocksOf(r, r.require(block, "content"))) readBlock(r, inner, message, "documents");
      return;
    }
  }
  r.skip(Object.hasOwn(others, type) ? others[type]! : `block “${type.slice(0, 40)}”`, block);
}

function readResult(r: RequestReader, block: At, message: Message): void {
  const content = r.get(block, "content");
  if (!content) return;
  r.result(content);
  for (const inner of blocksOf(r, content)) readBlock(r, inner, message, "history");
}

function readDocument(r: RequestReader, block: At, message: Message): void {
  const source = r.require(block, "source");
  const type = r.text(r.require(source, "type"));
  if (type === "text") {
    r.remark("Documents as plain text are read into Documents.");
    return r.piece(message, "documents", r.require(source, "data"));
  }
  if (type !== "content") return r.skip("document that is no plain text", block);
  r.remark("Documents as plain text are read into Documents.");
  for (const inner of blocksOf(r, r.require(source, "content"))) readBlock(r, inner, message, "documents");
}
