/** The chat: its messages, what is sent along with a new one, and its turns. */

export interface Message {
  role: "user" | "assistant";
  content: string;
}

/** turns: of "last", how many. */
export interface Memory {
  kind: "all" | "last" | "none";
  turns: number;
}

/** sent: the messages of the request, the new one last. */
export interface Turn {
  said: string;
  sent: readonly Message[];
  answer: string;
}
