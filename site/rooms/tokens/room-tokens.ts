/**
 * `<room-tokens>`: what the same text is in other tokenizers and languages, what files hold, how a text is cut into
 * chunks, and counting with a tokenizer of one's own. The text is the request's.
 */
import { RoomElement } from "../parts/room-element";
import "./chunks/chunks";
import "./compare/compare";
import "./files/files";
import "./languages/languages";
import "./own/own";

class RoomTokens extends RoomElement {
  protected readonly name = "tokens";
  protected readonly heading = "Tokens";
  protected readonly tools = [
    { place: "compare", title: "Compare", element: "tokens-compare" },
    { place: "languages", title: "Languages", element: "tokens-languages" },
    { place: "files", title: "Files", element: "tokens-files" },
    { place: "chunks", title: "Chunks", element: "tokens-chunks" },
    { place: "own", title: "Your own tokenizer", element: "tokens-own" },
  ];
}

customElements.define("room-tokens", RoomTokens);
