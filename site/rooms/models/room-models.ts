/** `<room-models>`: the models the calculator knows, each figure with its source, and prices of one's own. */
import { RoomElement } from "../parts/room-element";
import "./catalogue/catalogue";
import "./own/own";

class RoomModels extends RoomElement {
  protected readonly name = "models";
  protected readonly heading = "Models";
  protected readonly tools = [
    { place: "catalogue", title: "Catalogue", element: "models-catalogue" },
    { place: "own", title: "Your prices", element: "models-own" },
  ];
}

customElements.define("room-models", RoomModels);
