/** `<room-learn>`: what a language model does, as something one does oneself. */
import { RoomElement } from "../parts/room-element";
import "./loop/loop";
import "./moves/table";
import "./real/real";
import "./streaming/streaming";

class RoomLearn extends RoomElement {
  protected readonly name = "learn";
  protected readonly heading = "Learn";
  protected readonly tools = [
    { place: "loop", title: "How it generates", element: "learn-loop" },
    { place: "real", title: "Real distributions", element: "learn-real" },
    { place: "streaming", title: "Streaming, felt", element: "learn-streaming" },
    { place: "moves", title: "Moves against the limits", element: "learn-moves" },
  ];
}

customElements.define("room-learn", RoomLearn);
