/**
 * `<room-bills>`: what calls did cost, from what the vendors' APIs report of them; and what is no text: pictures,
 * pages, sound and film.
 */
import { adopt } from "../../kit/adopt";
import { RoomElement } from "../parts/room-element";
import css from "./bills.css" with { type: "text" };
import "./media/media";
import "./usage/usage";

class RoomBills extends RoomElement {
  protected readonly name = "bills";
  protected readonly heading = "Bills";
  protected readonly tools = [
    {
      place: "usage",
      title: "Explain a usage",
      element: "bills-usage",
      whose: "A usage record has numbers of its own.",
    },
    { place: "media", title: "Pictures, pages, sound", element: "bills-media" },
  ];

  constructor() {
    super();
    adopt(css);
  }
}

customElements.define("room-bills", RoomBills);
