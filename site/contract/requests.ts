/** Requests as APIs take them, read and counted. */
import type { ChatOverhead, PartName } from "./scenario";
import type { Interval, Trust } from "./trust";

/** model: what the request is counted as where it names no model that is known; default: its vendor's newest. */
export interface RequestOptions {
  model?: string;
}

export interface ReadRequest {
  api: "responses" | "chat" | "messages" | "generateContent" | "converse";
  /** The catalogue's model that the request names, and the name it gives; null: it names none, or none that is known. */
  model: string | null;
  modelName: string | null;
  /** The model whose tokens these are. */
  countedAs: string;
  /** null: it sets no limit. */
  maxTokens: number | null;
  /** Each text, in the order of the request, then tools and pictures. role as the request names it; null: of tools. */
  parts: {
    path: string;
    role: string | null;
    part: PartName | "images";
    tokens: Interval;
    trust: Trust;
  }[];
  /** What is sent and in none of the parts: its kind, or the name of its field; tokens: of its text, where it has one. */
  notCounted: { path: string; what: string; tokens?: Interval }[];
  /** What the chat format adds; its `tools` stand in the place of the tools' JSON. */
  overhead: ChatOverhead;
  /** Parts and format. atLeast: something is not counted. */
  total: Interval & { atLeast: boolean; trust: Trust };
  /** How it was read, where that is not obvious; sentences. */
  remarks: string[];
}
