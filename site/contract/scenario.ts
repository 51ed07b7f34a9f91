/** What a person asks about, and the form of a request. */
import type { Service } from "./models";
import type { Count, Interval, Trust } from "./trust";

export type PartName = "system" | "tools" | "documents" | "history" | "user";

export interface Scenario {
  model?: string;
  /** What the request's tokens were counted with, where that is not the model's own tokenizer: an encoding's name. */
  encoding?: string;
  asOf?: string;
  /** UTC, HH:MM: for models with peak hours. Default: outside them. */
  atTime?: string;
  /** Where no price of it is published, the standard price holds, with a note. */
  service?: Service;
  prices?: { input?: string; cachedInput?: string | null; cacheWrite?: string | null; output?: string };
  window?: { context?: number; maxInput?: number | null; maxOutput?: number | null };
  request?: {
    system?: Count;
    tools?: Count;
    documents?: Count;
    history?: Count;
    user?: Count;
    /**
     * What the vendor's chat format adds to the texts, its prompt for tools among it: input like them, sent with every
     * call.
     */
    overhead?: Count;
    /** How many things are sent and in none of these, such as pictures of unknown size: figures are at least that. */
    notCounted?: number;
    output?: Count;
    reasoning?: Count;
    maxTokens?: number;
    /** Tokens of audio and images sent with the user's text in each message. */
    audio?: Count;
    images?: Count;
    /**
     * Adds what the model's vendor sends along with tools: where the model chooses (auto), or must call one (any).
     * Where overhead is given it adds nothing.
     */
    toolUse?: "none" | "auto" | "any";
    /** Of one request, on average. */
    webSearches?: number;
  };
  conversation?: { turns?: number };
  cache?: {
    policy?: "none" | "prefix" | "incremental";
    /** traffic: the fixed part is found as often as the traffic and the cache's life keep it there. */
    start?: "cold" | "warm" | "traffic";
    /** How long a cache keeps what is not used; 1h has a price of its own for writes at some vendors. */
    life?: "5m" | "30m" | "1h";
    /** How long a cache that is charged by the hour is kept for each conversation. */
    storedHours?: number;
  };
  traffic?: { requestsPerDay?: number; conversationsPerDay?: number; daysPerMonth?: number };
  speed?: { ttft?: number; tokensPerSecond?: number };
}

/** The form of a request without its texts: the messages in order, the tools, and whether the model has to use one. */
export interface ChatFormat {
  messages: { part: PartName; role: string; name?: string }[];
  tools?: ToolFunction[];
  /**
   * What in the tools is more than name, description, and properties with type, description and enum: then they stay
   * counted as their JSON.
   */
  otherTools?: string;
  toolChoice?: "auto" | "none" | "any" | "tool";
}

export interface ToolFunction {
  name: string;
  description: string;
  properties: { name: string; type: string; description: string; enum: string[] }[];
}

export interface ChatOverhead {
  /** All that the format adds, for Scenario.request.overhead; null: nothing is published, so nothing is claimed. */
  tokens: Interval | null;
  /**
   * Its pieces at their typical counts: what the messages of a part add, the opening of the answer, the vendor's own
   * prompt for tools.
   */
  parts: { name: PartName | "reply" | "toolUse"; tokens: number }[];
  /**
   * The tools in the form the vendor gives them, to be counted in the place of their JSON; null: no rule is published
   * for them.
   */
  tools: Interval | null;
  trust: Trust;
}
