/**
 * The request as each vendor's API takes it, and the usage record it answers with. The shapes are the vendors' own:
 * https://platform.openai.com/docs/api-reference/responses/create, …/chat/create,
 * https://docs.anthropic.com/en/api/messages, https://ai.google.dev/api/generate-content (checked 2026-11-23). Pure:
 * text in, structures out.
 */
import type { Count, Estimate, Model, PartName } from "../contract";
import { parseJson } from "../json/read";
import type { CurrentMessage } from "../requests/edits";
import type { Sampling, Imported as Taken } from "../requests/imported";
import { type Json, type Shape, toolsAs } from "./api-tools";

export type { Shape };

export interface ApiRequest {
  shape: Shape;
  /** What the vendor calls it: "responses.create". */
  name: string;
  address: string;
  body: { [name: string]: Json };
  /** The name under which this API knows max_tokens. */
  maxTokensName: string;
  usage: { [name: string]: Json };
}

/** A part as it stands on the page: its text, or only its number. */
export interface Content {
  text: string | null;
  count: Count | null;
}

type Said = Pick<CurrentMessage, "speaker" | "text" | "call">;

export interface Call {
  model: Pick<Model, "id" | "name" | "api"> | null;
  parts: Record<PartName, Content>;
  /** The history message by message, where it was imported; otherwise it is one text. */
  history?: readonly Said[] | null;
  /** As they were imported. */
  sampling?: Sampling | undefined;
  toolChoice?: Taken["toolChoice"] | undefined;
  maxTokens: number | undefined;
  /** The fixed part is cached: Anthropic wants that said in the request. */
  cached: boolean;
  usage: Estimate["usage"];
}

/** The shapes that fit a model's vendor, the usual one first. */
export function shapesOf(api: Model["api"]): readonly Shape[] {
  switch (api) {
    case "openai":
      return ["responses", "chat"];
    case "anthropic":
      return ["messages"];
    case "google":
      return ["generateContent"];
    case "openai-compatible":
    case undefined:
      return ["chat"];
  }
}

/** Every shape, those of the model's vendor first. */
export function allShapes(api: Model["api"]): readonly Shape[] {
  const own = shapesOf(api);
  return [
    ...own,
    ...(["responses", "chat", "messages", "generateContent"] as const).filter((shape) => !own.includes(shape)),
  ];
}

export function apiRequest(shape: Shape, call: Call): ApiRequest {
  switch (shape) {
    case "responses":
      return responses(call);
    case "chat":
      return chat(call);
    case "messages":
      return messages(call);
    case "generateContent":
      return generateContent(call);
  }
}

const partWords: Record<PartName, string> = {
  system: "system prompt",
  tools: "tool definitions",
  documents: "documents",
  history: "conversation so far",
  user: "the user’s message",
};

/** What stands for a part in the request: its text, a mark for a number, null for nothing. */
function contentOf(call: Call, part: PartName): string | null {
  const { text, count } = call.parts[part];
  if (text) return text;
  if (text !== null || !count) return null;
  const tokens = typeof count === "number" ? `${count}` : `${count.low} to ${count.high}`;
  return `⟨${tokens} tokens: ${partWords[part]}⟩`;
}

function contents(call: Call, ...parts: PartName[]): string[] {
  return parts.map((part) => contentOf(call, part)).filter((content) => content !== null);
}

/** What was said before, one entry for each message. A text that stands for all of it is the user's. */
function historyOf(call: Call): readonly Said[] {
  return call.history ?? contents(call, "history").map((text) => ({ speaker: "user", text }));
}

/** Tool definitions are JSON; what is not stays the text it is. */
function toolsOf(call: Call, shape: Shape): Json | null {
  const content = contentOf(call, "tools");
  if (content === null) return null;
  try {
    const tools = parseJson(content) as Json;
    return toolsAs(shape, Array.isArray(tools) ? tools : [tools]);
  } catch {
    return [content];
  }
}

/** How the model is to use its tools, as each API writes it; a tool chosen by name is left to the model. */
function choiceOf({ toolChoice, parts }: Call, shape: Shape): Json | null {
  if (!toolChoice || toolChoice === "tool" || !parts.tools.text) return null;
  if (shape === "messages") return { type: toolChoice };
  if (shape === "generateContent") return { functionCallingConfig: { mode: toolChoice.toUpperCase() } };
  return toolChoice === "any" ? "required" : toolChoice;
}

/** Leaves out what is not there. */
function record(fields: Record<string, Json | null | undefined>): { [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== null && field[1] !== undefined),
  );
}

/** openai/gpt-6.1-sol is gpt-6.1-sol to its vendor. */
function vendorsName(call: Call): string {
  const id = call.model?.id ?? "your-model";
  return id.slice(id.indexOf("/") + 1);
}

/** Several vendors take another vendor's shape at an address of their own. */
function addressOf(call: Call, vendor: string, host: string, path: string): string {
  return `POST ${call.model?.id.startsWith(`${vendor}/`) ? host : "…"}${path}`;
}

/** APIs refuse what a tool gave back without the call it answers. Where none was imported, one without arguments stands in. */
const standIn = { name: "tool", arguments: "{}" };

/** A text where an API takes an object: it, where it is one as JSON, or one that holds it. */
function objectOf(text: string, name: string): Json {
  try {
    const value = parseJson(text) as Json;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {}
  return { [name]: text };
}

function argumentsOf(call: typeof standIn): Json {
  return objectOf(call.arguments, "input");
}

function responses(call: Call): ApiRequest {
  const { usage } = call;
  const history = historyOf(call).flatMap(({ speaker, text, call: made = standIn }, i): Json[] =>
    speaker === "tool"
      ? [
          { type: "function_call", call_id: `call_${i}`, ...made },
          { type: "function_call_output", call_id: `call_${i}`, output: text },
        ]
      : [{ role: speaker, content: text }],
  );
  const user = contents(call, "documents", "user").map((text) => ({ type: "input_text", text }));
  return {
    shape: "responses",
    name: "responses.create",
    address: addressOf(call, "openai", "https://api.openai.com", "/v1/responses"),
    maxTokensName: "max_output_tokens",
    body: record({
      model: vendorsName(call),
      max_output_tokens: call.maxTokens,
      temperature: call.sampling?.temperature,
      top_p: call.sampling?.topP,
      instructions: contentOf(call, "system"),
      tools: toolsOf(call, "responses"),
      tool_choice: choiceOf(call, "responses"),
      input: [...history, { role: "user", content: user }],
    }),
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cachedInput },
      output_tokens: usage.outputWithReasoning,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.total,
    },
  };
}

function chat(call: Call): ApiRequest {
  const { usage } = call;
  const maxTokensName = call.model?.api === "openai" ? "max_completion_tokens" : "max_tokens";
  const system = contents(call, "system").map((content) => ({ role: "system", content }));
  const history = historyOf(call).flatMap(({ speaker, text, call: made = standIn }, i): Json[] =>
    speaker === "tool"
      ? [
          {
            role: "assistant",
            content: null,
            tool_calls: [{ id: `call_${i}`, type: "function", function: { ...made } }],
          },
          { role: "tool", tool_call_id: `call_${i}`, content: text },
        ]
      : [{ role: speaker, content: text }],
  );
  const texts = contents(call, "documents", "user");
  const user =
    texts.length === 0
      ? []
      : [{ role: "user", content: texts.length === 1 ? texts[0]! : texts.map((text) => ({ type: "text", text })) }];
  return {
    shape: "chat",
    name: "chat.completions.create",
    maxTokensName,
    address: addressOf(call, "openai", "https://api.openai.com", "/v1/chat/completions"),
    body: record({
      model: vendorsName(call),
      [maxTokensName]: call.maxTokens,
      temperature: call.sampling?.temperature,
      top_p: call.sampling?.topP,
      seed: call.sampling?.seed,
      presence_penalty: call.sampling?.presencePenalty,
      frequency_penalty: call.sampling?.frequencyPenalty,
      stop: call.sampling?.stop,
      tools: toolsOf(call, "chat"),
      tool_choice: choiceOf(call, "chat"),
      messages: [...system, ...history, ...user],
    }),
    usage: {
      prompt_tokens: usage.input,
      prompt_tokens_details: { cached_tokens: usage.cachedInput },
      completion_tokens: usage.outputWithReasoning,
      completion_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.total,
    },
  };
}

/** Anthropic's temperature ends at 1, and newer models take it or top_p, not both. */
function messagesSampling({ temperature, topP, topK, stop }: Sampling = {}): Record<string, Json | undefined> {
  const hot = temperature !== undefined && temperature <= 1;
  return {
    temperature: hot ? temperature : undefined,
    top_p: hot ? undefined : topP,
    top_k: topK,
    stop_sequences: stop,
  };
}

function messages(call: Call): ApiRequest {
  const { usage } = call;
  const fixed = contents(call, "system", "documents");
  const system = fixed.map((text, index): Json => {
    const last = index === fixed.length - 1;
    return last && call.cached ? { type: "text", text, cache_control: { type: "ephemeral" } } : { type: "text", text };
  });
  const history =
    call.history?.flatMap(({ speaker, text, call: made = standIn }, i): Json[] =>
      speaker === "tool"
        ? [
            {
              role: "assistant",
              content: [{ type: "tool_use", id: `call_${i}`, name: made.name, input: argumentsOf(made) }],
            },
            { role: "user", content: [{ type: "tool_result", tool_use_id: `call_${i}`, content: text }] },
          ]
        : [{ role: speaker === "assistant" ? "assistant" : "user", content: text }],
    ) ?? [];
  const user = contents(call, ...(call.history ? [] : ["history" as const]), "user").map((text) => ({
    type: "text",
    text,
  }));
  return {
    shape: "messages",
    name: "messages.create",
    address: addressOf(call, "anthropic", "https://api.anthropic.com", "/v1/messages"),
    maxTokensName: "max_tokens",
    body: record({
      model: vendorsName(call),
      max_tokens: call.maxTokens,
      ...messagesSampling(call.sampling),
      system: system.length > 0 ? system : null,
      tools: toolsOf(call, "messages"),
      tool_choice: choiceOf(call, "messages"),
      messages: [...history, { role: "user", content: user }],
    }),
    usage: {
      input_tokens: usage.uncachedInput,
      cache_creation_input_tokens: usage.cacheWrite,
      cache_read_input_tokens: usage.cachedInput,
      output_tokens: usage.outputWithReasoning,
    },
  };
}

function generateContent(call: Call): ApiRequest {
  const { usage } = call;
  const history =
    call.history?.flatMap(({ speaker, text, call: made = standIn }): Json[] =>
      speaker === "tool"
        ? [
            { role: "model", parts: [{ functionCall: { name: made.name, args: argumentsOf(made) } }] },
            { role: "user", parts: [{ functionResponse: { name: made.name, response: objectOf(text, "result") } }] },
          ]
        : [{ role: speaker === "assistant" ? "model" : "user", parts: [{ text }] }],
    ) ?? [];
  const { sampling = {} } = call;
  const config = record({
    maxOutputTokens: call.maxTokens,
    temperature: sampling.temperature,
    topP: sampling.topP,
    topK: sampling.topK,
    seed: sampling.seed,
    presencePenalty: sampling.presencePenalty,
    frequencyPenalty: sampling.frequencyPenalty,
    stopSequences: sampling.stop,
  });
  const parts = (...names: PartName[]): Json => ({ parts: contents(call, ...names).map((text) => ({ text })) });
  return {
    shape: "generateContent",
    name: "models.generateContent",
    maxTokensName: "maxOutputTokens",
    address: `POST https://generativelanguage.googleapis.com/v1beta/models/${vendorsName(call)}:generateContent`,
    body: record({
      generationConfig: Object.keys(config).length === 0 ? null : config,
      systemInstruction: contentOf(call, "system") === null ? null : parts("system"),
      tools: toolsOf(call, "generateContent"),
      toolConfig: choiceOf(call, "generateContent"),
      contents: [
        ...history,
        { role: "user", ...(parts(...(call.history ? [] : ["history" as const]), "documents", "user") as object) },
      ],
    }),
    usage: {
      promptTokenCount: usage.input,
      cachedContentTokenCount: usage.cachedInput,
      candidatesTokenCount: usage.output,
      thoughtsTokenCount: usage.reasoning,
      totalTokenCount: usage.total,
    },
  };
}

/** Texts longer than this are shown by their beginning and end. In UTF-16 units. */
const longestShown = 480;
const shownEnd = 120;

/** A copy in which long texts are cut in the middle, between words where there are some. */
export function shortened(json: Json): Json {
  if (typeof json === "string") return shortenText(json);
  if (Array.isArray(json)) return json.map(shortened);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, shortened(value)]));
}

function shortenText(text: string): string {
  if (text.length <= longestShown) return text;
  const head = text
    .slice(0, longestShown - shownEnd)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/\s+\S{0,40}$/, "");
  const tail = text
    .slice(-shownEnd)
    .replace(/^[\udc00-\udfff]/, "")
    .replace(/^\S{0,40}\s+/, "");
  return `${head} […] ${tail}`;
}
