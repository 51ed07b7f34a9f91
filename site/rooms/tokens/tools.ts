/** The tools of this room, each with an address: `room=tokens/languages`. */
import "./own/own";

export interface Tool { place: string; title: string; element: string }

/** The first one is where the room begins. */
export const tools: readonly Tool[] = [
  { place: "own", title: "Your own tokenizer", element: "tokens-own" },
];
