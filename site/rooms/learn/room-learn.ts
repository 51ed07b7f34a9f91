/** `<room-learn>`: what a language model does, as something one does oneself. */
import "../../elements/lesson";
import { RoomElement } from "../parts/room-element";
import "./cards/cards";
import "./date/date";
import "./exercises/exercises";
import "./loop/loop";
import "./moves/table";
import "./path/path";
import "./real/real";
import "./stateless/stateless";
import "./streaming/streaming";
import "./summary/summary";
import "./tokens/tokens";

class RoomLearn extends RoomElement {
  protected readonly name = "learn";
  protected readonly heading = "Learn";
  protected readonly tools = [
    { place: "path", title: "The lesson", element: "learn-path", whose: "Each step has numbers of its own." },
    { place: "tokens", title: "It works in tokens", element: "learn-tokens" },
    { place: "stateless", title: "It remembers nothing", element: "learn-stateless" },
    { place: "date", title: "It stops on a date", element: "learn-date" },
    { place: "loop", title: "How it generates", element: "learn-loop" },
    { place: "real", title: "Real distributions", element: "learn-real" },
    { place: "streaming", title: "Streaming, felt", element: "learn-streaming" },
    { place: "moves", title: "Moves against the limits", element: "learn-moves" },
    {
      place: "exercises",
      title: "Exercises",
      element: "learn-exercises",
      whose: "Each exercise has numbers of its own.",
    },
    { place: "cards", title: "Flashcards", element: "learn-cards", whose: "Each card has numbers of its own." },
    { place: "summary", title: "Summary sheet", element: "learn-summary" },
  ];
}

customElements.define("room-learn", RoomLearn);
