/**
 * Reads a request of any of five APIs from its JSON: which one it is, who says what, and where in the JSON each text
 * stands. Start at readRequest. Linear in the length; never throws for what is in the text.
 */
import type { PartName } from "../contract";
import { JsonProblem } from "../json/read";
import { type JsonObject, type JsonValue, readTree, textNamed, valuesOf } from "../json/tree";
import { readChat } from "./chat";
import { readConverse } from "./converse";
import { readGemini } from "./gemini";
import type { Imported, Shape, Texts } from "./imported";
import { readMessages } from "./messages";
import { type At, Refused, RequestReader } from "./reader";
import { readResponses } from "./responses";

/** Longer texts are refused, in UTF-16 units: an editor holds no more, and the page is to stay quick. */
export const longestRequest = 50_000_000;

/** Between the texts that one part is made of. */
export const joint = "\n\n";

const readers: Record<Shape, (r: RequestReader, body: At) => void> = {
  chat: readChat,
  responses: readResponses,
  messages: readMessages,
  generateContent: readGemini,
  converse: readConverse,
};

/** A request, or a sentence that says why there is none. name: where it comes from, in words. */
export function readRequest(source: string, name: string): { request: Imported } | { message: string } {
  if (source.length > longestRequest)
    return {
      message: `This has more than ${longestRequest.toLocaleString("en-US")} characters; a request of up to that many is read.`,
    };
  try {
    const root: At = { value: readTree(source), path: "" };
    const r = new RequestReader(source);
    const { body, id } = unwrap(r, root);
    const shape = shapeOf(r, body);
    readers[shape](r, body);
    return { request: r.finish(body, shape, name, id) };
  } catch (error) {
    if (error instanceof JsonProblem || error instanceof Refused) return { message: error.message };
    throw error;
  }
}

const known = new WeakMap<Imported, Texts>();

/** The texts of each part. */
export function textsOf(imported: Imported): Texts {
  let texts = known.get(imported);
  if (!texts) known.set(imported, (texts = joinTexts(imported)));
  return texts;
}

function joinTexts({ pieces }: Imported): Texts {
  const texts: Texts = {};
  for (const part of ["system", "tools", "documents", "history", "user"] as const satisfies readonly PartName[]) {
    const own = pieces.filter((piece) => piece.part === part);
    if (own.length > 0) texts[part] = own.map(({ text }) => text).join(joint);
  }
  return texts;
}

function has(object: JsonObject, ...names: string[]): boolean {
  return names.some((name) => valuesOf(object, name).length > 0);
}

/** Under which name a line of a batch holds its request; and its own name, which only tells lines apart. */
const wrappers = ["body", "params", "request", "modelInput", "generateContentRequest", "generate_content_request"];
const idNames = ["custom_id", "customId", "recordId", "key", "id"];

/**
 * A line of a batch holds the request under a name of its own: OpenAI's and Mistral's body, Anthropic's params, Gemini's and
 * Vertex AI's request, Amazon Bedrock's modelInput. Gemini's countTokens may, too. A batch of one is that one.
 */
function unwrap(r: RequestReader, root: At): { body: At; id: string | null } {
  const many = manyIn(root.value);
  if (many && many.length !== 1)
    throw new Refused(
      `This holds ${many.length.toLocaleString("en-US")} requests. One request is an object; many are put each on a line of its own (JSONL).`,
    );
  if (many) return unwrap(r, { value: many[0]!, path: root.value.kind === "array" ? "[0]" : "requests[0]" });
  if (root.value.kind === "array")
    throw new Refused("This is a list. One request is an object; for many, put each on a line of its own (JSONL).");
  if (root.value.kind !== "object") throw r.wrong(root, "an object");
  const inner = wrappers.map((name) => r.get(root, name)).find((found) => found?.value.kind === "object");
  if (!inner || has(root.value, "messages", "contents", "input", "instructions")) return { body: root, id: null };
  return { body: inner, id: idOf(r, root) };
}

/** The line's name; Gemini's inline batches have it in their metadata. */
function idOf(r: RequestReader, line: At): string | null {
  const metadata = r.get(line, "metadata");
  const holders = metadata?.value.kind === "object" ? [line, metadata] : [line];
  for (const holder of holders) {
    for (const name of idNames) {
      const id = r.get(holder, name);
      if (id?.value.kind === "string") return r.text(id);
    }
  }
  return null;
}

/** The requests of a whole batch: a list, Anthropic's `{requests: […]}`, Gemini's inline one; null: it is none. */
function manyIn(root: JsonValue): readonly JsonObject[] | null {
  if (root.kind === "object") {
    if (has(root, "messages", "contents", "input", "instructions")) return null;
    const [inner] = ["batch", "input_config", "inputConfig", "requests"].flatMap((name) => valuesOf(root, name));
    return inner ? manyIn(inner) : null;
  }
  if (root.kind !== "array" || root.items.length === 0) return null;
  const objects = root.items.filter((item) => item.kind === "object" && !has(item, "role"));
  return objects.length === root.items.length ? (objects as JsonObject[]) : null;
}

/** A whole batch in one JSON, as lines: each request as it came, its line ends as spaces; null: it is none. */
export function linesOfBatch(source: string): string[] | null {
  if (source.length > longestRequest) return null;
  try {
    const many = manyIn(readTree(source));
    return many?.map(({ from, to }) => source.slice(from, to).replace(/[\r\n]+/g, " ")) ?? null;
  } catch (error) {
    if (error instanceof JsonProblem) return null;
    throw error;
  }
}

const accepted =
  "Accepted are requests to OpenAI’s Chat Completions (messages) and Responses (input), Anthropic’s Messages " +
  "(messages), Gemini’s generateContent (contents) and Amazon Bedrock’s Converse (messages)";

function shapeOf(r: RequestReader, body: At): Shape {
  const { value } = body;
  if (value.kind !== "object") throw r.wrong(body, "an object");
  if (has(value, "contents")) return "generateContent";
  if (has(value, "messages")) return shapeOfMessages(r, body, value);
  if (has(value, "choices", "candidates") || (has(value, "output", "content") && has(value, "usage")))
    throw new Refused("This is an answer of an API, not a request to it.");
  if (
    has(value, "encoding_format", "dimensions", "voice") ||
    /embed|moderation|tts|whisper|transcribe/i.test(textNamed(r.source, value, "model") ?? "")
  ) {
    throw new Refused("This asks for no answer in words: embeddings, moderation and speech are not calculated here.");
  }
  if (has(value, "input", "instructions")) return "responses";
  throw new Refused(`${body.path ? `${body.path} is` : "This is"} no request that is known here. ${accepted}.`);
}

/** What only one of the three APIs takes that have messages: names at the top, roles, names in a message, kinds of blocks. */
const signs = {
  messages: {
    top: ["system", "anthropic_version", "anthropic_beta", "stop_sequences", "mcp_servers", "output_config"],
    roles: [] as string[],
    names: [] as string[],
    blocks:
      /^(tool_use|tool_result|thinking|redacted_thinking|document|search_result|container_upload|image|(server|mcp)_tool_use|\w+_tool_result)$/,
  },
  chat: {
    top: (
      "max_completion_tokens functions response_format n stop frequency_penalty presence_penalty " +
      "reasoning_effort stream_options parallel_tool_calls seed logprobs modalities options"
    ).split(" "),
    roles: ["developer", "tool", "function"],
    names: [
      "tool_calls",
      "function_call",
      "tool_call_id",
      "reasoning_content",
      "reasoning",
      "reasoning_details",
      "refusal",
    ],
    blocks: /^(image_url|input_audio|file|video_url|refusal)$/,
  },
};

/**
 * Kinds of blocks and roles decide, then the names at the top, the form of the tools, and, without any of these, the
 * model's name. `role: "system"` is Chat's, but stands in Messages too, beside `system`.
 */
function shapeOfMessages(r: RequestReader, body: At, value: JsonObject): "messages" | "chat" | "converse" {
  const [list] = valuesOf(value, "messages");
  const messages = list!.kind === "array" ? list!.items.filter((message) => message.kind === "object") : [];
  if (isConverse(r, value, messages)) return "converse";
  const found = { messages: 0, chat: 0 };
  let systemInside = false;
  for (const message of messages) {
    const role = (textNamed(r.source, message, "role") ?? "").toLowerCase();
    systemInside ||= role === "system";
    if (signs.chat.roles.includes(role) || has(message, ...signs.chat.names)) found.chat++;
    for (const type of blockTypes(r.source, message)) {
      if (signs.messages.blocks.test(type)) found.messages++;
      if (signs.chat.blocks.test(type)) found.chat++;
    }
  }
  if (found.messages !== found.chat) return found.messages > found.chat ? "messages" : "chat";
  if (has(value, ...signs.messages.top)) return "messages";
  if (has(value, ...signs.chat.top)) return "chat";
  const tools = formOfTools(r.source, value);
  if (tools) return tools;
  if (systemInside) return "chat";
  return /claude/i.test(textNamed(r.source, value, "model") ?? "") ? "messages" : "chat";
}

function blocksOf(message: JsonObject): JsonObject[] {
  const [content] = valuesOf(message, "content");
  const blocks = content?.kind === "array" ? content.items : content ? [content] : [];
  return blocks.filter((block) => block.kind === "object");
}

function blockTypes(source: string, message: JsonObject): string[] {
  return blocksOf(message).flatMap((block) => textNamed(source, block, "type") ?? []);
}

/** Converse's blocks have no type: each is called by what it holds. */
function isConverse(r: RequestReader, value: JsonObject, messages: readonly JsonObject[]): boolean {
  if (has(value, "inferenceConfig", "toolConfig", "schemaVersion", "modelId", "additionalModelRequestFields"))
    return true;
  const blocks = messages.flatMap(blocksOf);
  return (
    blocks.some((block) => has(block, "toolUse", "toolResult", "reasoningContent", "cachePoint")) &&
    blocks.every((block) => textNamed(r.source, block, "type") === null)
  );
}

/** Anthropic's tools have a name and a schema, Chat's a function; null: there are none that tell. */
function formOfTools(source: string, value: JsonObject): "messages" | "chat" | null {
  const [tools] = valuesOf(value, "tools");
  const list = tools?.kind === "array" ? tools.items : tools ? [tools] : [];
  const objects = list.filter((tool) => tool.kind === "object");
  if (objects.some((tool) => has(tool, "input_schema"))) return "messages";
  if (objects.some((tool) => has(tool, "function") || textNamed(source, tool, "type") === "function")) return "chat";
  return objects.some((tool) => has(tool, "name")) ? "messages" : null;
}
