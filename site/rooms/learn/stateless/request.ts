/** A turn's request as the scenario's vendor takes it, in the shape that has the messages one after another. */
import type { Model, PartName } from "../../../contract";
import { type ApiRequest, apiRequest, type Content, shapesOf, shortened } from "../../../page/api-request";
import type { Message } from "./chat";

const none: Content = { text: null, count: null };
const parts: Record<PartName, Content> = { system: none, tools: none, documents: none, history: none, user: none };
/** What comes back stands in the table. */
const usage = {
  input: 0,
  uncachedInput: 0,
  cachedInput: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  outputWithReasoning: 0,
  total: 0,
};

export function requestOf(
  messages: readonly Message[],
  model: Model | undefined,
  maxTokens: number | undefined,
): ApiRequest {
  const shapes = shapesOf(model?.api);
  const shape = shapes.find((one) => one === "chat" || one === "messages") ?? shapes[0]!;
  const history = messages.slice(0, -1).map(({ role, content }) => ({ speaker: role, text: content }));
  return apiRequest(shape, {
    model: model ?? null,
    parts: { ...parts, user: { text: messages.at(-1)?.content ?? "", count: null } },
    history,
    maxTokens,
    cached: false,
    usage,
  });
}

/**
 * The request as JSON, a line for each message, long texts by their beginning and end; in three, the new message in the
 * middle.
 */
export function shownJSON({ body }: ApiRequest): [before: string, said: string, after: string] {
  const fields = Object.entries(shortened(body) as ApiRequest["body"]);
  const text = (value: unknown): string =>
    Array.isArray(value) ? `[\n${value.map((one) => `    ${line(one)}`).join(",\n")}\n  ]` : line(value);
  const whole = `{\n${fields.map(([name, value]) => `  ${JSON.stringify(name)}: ${text(value)}`).join(",\n")}\n}`;
  const said = line(fields.flatMap(([, value]) => (Array.isArray(value) ? value : [])).at(-1));
  const at = whole.lastIndexOf(said);
  return [whole.slice(0, at), said, whole.slice(at + said.length)];
}

/** JSON in one line, with room to break it. */
function line(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

export function shownText(text: string): string {
  return shortened(text) as string;
}
