/** The tools of this room, each with an address: `room=tokens/languages`. */
import "./chunks/chunks";
import "./compare/compare";
import "./files/files";
import "./languages/languages";
import "./own/own";

export interface Tool { place: string; title: string; element: string }

/** The first one is where the room begins. */
export const tools: readonly Tool[] = [
  { place: "compare", title: "Compare", element: "tokens-compare" },
  { place: "languages", title: "Languages", element: "tokens-languages" },
  { place: "files", title: "Files", element: "tokens-files" },
  { place: "chunks", title: "Chunks", element: "tokens-chunks" },
  { place: "own", title: "Your own tokenizer", element: "tokens-own" },
];
