/**
 * Reads a request of any of four APIs from its JSON: which one it is, who says what, and where in the JSON each text
 * stands. Start at readRequest. Linear in the length; never throws for what is in the text.
 */
import type { PartName } from "../contract";
import { JsonProblem } from "../json/read";
import { type JsonObject, readTree, textNamed, valuesOf } from "../json/tree";
import { readChat } from "./chat";
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
    return { request: r.finish(shape, name, id) };
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

/** A line of a batch holds the request under a name of its own: OpenAI's body, Anthropic's params, Gemini's request. */
function unwrap(r: RequestReader, root: At): { body: At; id: string | null } {
  const { value } = root;
  if (value.kind === "array")
    throw new Refused("This is a list. One request is an object; for many, put each on a line of its own (JSONL).");
  if (value.kind !== "object") throw r.wrong(root, "an object");
  for (const [inner, idName] of [
    ["body", "custom_id"],
    ["params", "custom_id"],
    ["request", "key"],
  ] as const) {
    if (!has(value, idName) || !has(value, inner)) continue;
    const id = r.get(root, idName);
    return { body: r.require(root, inner), id: id && r.text(id) };
  }
  return { body: root, id: null };
}

const accepted =
  "Accepted are requests to OpenAI’s Chat Completions (messages) and Responses (input), Anthropic’s Messages " +
  "(messages) and Gemini’s generateContent (contents)";

function shapeOf(r: RequestReader, body: At): Shape {
  const { value } = body;
  if (value.kind !== "object") throw r.wrong(body, "an object");
  if (has(value, "contents")) return "generateContent";
  if (has(value, "messages")) return isAnthropic(r, body, value) ? "messages" : "chat";
  if (has(value, "choices", "candidates") || (has(value, "output", "content") && has(value, "usage")))
    throw new Refused("This is an answer of an API, not a request to it.");
  if (has(value, "requests"))
    throw new Refused("This is a whole batch. Put each of its requests on a line of its own (JSONL).");
  if (
    has(value, "encoding_format", "dimensions", "voice") ||
    /embed|moderation|tts|whisper|transcribe/i.test(textNamed(r.source, value, "model") ?? "")
  ) {
    throw new Refused("This asks for no answer in words: embeddings, moderation and speech are not calculated here.");
  }
  if (has(value, "input", "instructions")) return "responses";
  throw new Refused(`${body.path ? `${body.path} is` : "This is"} no request that is known here. ${accepted}.`);
}

/** Both have messages. What only one of them takes decides; without any, the model's name. */
function isAnthropic(r: RequestReader, body: At, value: JsonObject): boolean {
  const messages = r.require(body, "messages");
  if (
    messages.value.kind === "array" &&
    messages.value.items.some((message) => message.kind === "object" && isChatMessage(r.source, message))
  )
    return false;
  if (has(value, "system", "anthropic_version", "stop_sequences", "mcp_servers")) return true;
  if (
    has(
      value,
      "max_completion_tokens",
      "functions",
      "response_format",
      "n",
      "stop",
      "frequency_penalty",
      "presence_penalty",
      "reasoning_effort",
      "stream_options",
    )
  )
    return false;
  const tools = r.get(body, "tools");
  if (tools?.value.kind === "array" && tools.value.items.length > 0) {
    return tools.value.items.some(
      (tool) =>
        tool.kind === "object" &&
        has(tool, "name") &&
        !has(tool, "function") &&
        textNamed(r.source, tool, "type") !== "function",
    );
  }
  return /claude/i.test(textNamed(r.source, value, "model") ?? "");
}

function isChatMessage(source: string, message: JsonObject): boolean {
  return (
    has(message, "tool_calls") || /^(system|developer|tool|function)$/.test(textNamed(source, message, "role") ?? "")
  );
}
