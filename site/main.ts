/** main.js: the page with its rooms. */
import { startPage } from "./page/start";
import { rooms } from "./rooms/rooms";

startPage(rooms);
