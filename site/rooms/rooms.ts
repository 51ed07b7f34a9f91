/**
 * The rooms: what lies deeper than the first page, each with an address of its own and loaded when it is first entered.
 * The scenario and its texts go along: a room reads them from the session and types nothing twice. A room's module
 * defines the element it names.
 */
import type { Room } from "../page/rooms";

export const rooms: readonly Room[] = [
  { name: "tokens", title: "Tokens", element: "room-tokens", open: () => import("./tokens/room-tokens") },
  { name: "models", title: "Models", element: "room-models", open: () => import("./models/room-models") },
  { name: "bills", title: "Bills", element: "room-bills", open: () => import("./bills/room-bills") },
  { name: "learn", title: "Learn", element: "room-learn", open: () => import("./learn/room-learn") },
];
