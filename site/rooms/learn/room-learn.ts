/** `<room-learn>`: what a language model does, as something one does oneself. */
import { RoomElement } from "../parts/room-element";
import "./date/date";
import "./loop/loop";
import "./stateless/stateless";
import "./tokens/tokens";

class RoomLearn extends RoomElement {
  protected readonly name = "learn";
  protected readonly heading = "Learn";
  protected readonly tools = [
    { place: "tokens", title: "It works in tokens", element: "learn-tokens" },
    { place: "stateless", title: "It remembers nothing", element: "learn-stateless" },
    { place: "date", title: "It stops on a date", element: "learn-date" },
    { place: "loop", title: "How it generates", element: "learn-loop" },
  ];
}

customElements.define("room-learn", RoomLearn);
