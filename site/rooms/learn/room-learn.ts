/** `<room-learn>`: what a language model does, as something one does oneself. */
import { RoomElement } from "../parts/room-element";
import "./cards/cards";
import "./exercises/exercises";
import "./loop/loop";

class RoomLearn extends RoomElement {
  protected readonly name = "learn";
  protected readonly heading = "Learn";
  protected readonly tools = [
    { place: "loop", title: "How it generates", element: "learn-loop" },
    { place: "exercises", title: "Exercises", element: "learn-exercises" },
    { place: "cards", title: "Flashcards", element: "learn-cards" },
  ];
}

customElements.define("room-learn", RoomLearn);
