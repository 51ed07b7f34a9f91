/**
 * A request that came in as JSON, kept as it came so that it can go out again unchanged. The types alone: what stands
 * beside them reads and writes them, the store holds one.
 */
import type { MediaItem, PartName } from "../contract";

/** The texts of a request, by its parts. */
export type Texts = Partial<Record<PartName, string>>;

/**
 * Whose request it is: OpenAI's Responses or Chat Completions, Anthropic's Messages, Gemini's generateContent, Amazon
 * Bedrock's Converse.
 */
export type Shape = "responses" | "chat" | "messages" | "generateContent" | "converse";

/**
 * A text of the request: where it stands in the JSON, in UTF-16 units, with its quotes. Tools are JSON themselves:
 * `raw`.
 */
export interface Piece {
  part: PartName;
  from: number;
  to: number;
  path: string;
  text: string;
  raw: boolean;
}

/** Who speaks, whatever the vendor calls it. */
export type Speaker = "system" | "user" | "assistant" | "tool";

/**
 * A message in the order of the request. `pieces` are indices; those of the user's last message may belong to two
 * parts.
 */
export interface Message {
  part: PartName;
  speaker: Speaker;
  role: string;
  name?: string;
  pieces: number[];
  /** What tools gave back: of its pieces, or beside them. */
  answers?: Answer[];
}

/** A call of a tool as the model wrote it. Arguments are JSON, or the text that a tool without a schema takes. */
export interface ToolCall {
  name: string;
  arguments: string;
}

/** What a tool gave back, and to which call; null: the request has no such call. */
export interface Answer {
  call: ToolCall | null;
  pieces: number[];
  /** What is named as not counted, as JSON. */
  uncounted?: string;
}

/** How the answer is drawn, by one name each: what every API that knows it takes. */
export interface Sampling {
  temperature?: number;
  topP?: number;
  topK?: number;
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  stop?: string[];
}

/**
 * What the request holds and is in none of its texts: its kind, or the name of the field. text: what of it would be
 * counted; null: how much it is cannot be told from here.
 */
export interface Uncounted {
  what: string;
  path: string;
  text: string | null;
}

/** A picture whose size stands in the request: what it is in tokens follows from its model's rule. */
export interface Picture {
  path: string;
  /** Of the message it is in. */
  role: string;
  item: Extract<MediaItem, { kind: "image" }>;
}

export interface Imported {
  /** The JSON as it came. */
  source: string;
  /** Where it came from, in words: a file's name, "line 12 of batch.jsonl", "what was pasted". */
  name: string;
  shape: Shape;
  /** As the request names it; null: it names none. */
  model: string | null;
  maxTokens: number | null;
  /** Of several requests in one file, which this is. */
  id: string | null;
  pieces: readonly Piece[];
  messages: readonly Message[];
  toolChoice: "auto" | "none" | "any" | "tool" | null;
  sampling: Sampling;
  uncounted: readonly Uncounted[];
  pictures: readonly Picture[];
  /** How it was read, where that is not obvious; sentences. */
  remarks: readonly string[];
}
