/**
 * `<page-rooms>`: the links to the rooms, the first page among them. `<page-room>`: the room that is open, in the place
 * of the request.
 */
import { html, type TemplateResult } from "lit";
import { inTime } from "../core/in-time";
import type { RoomName } from "../scenario/fragment";
import { writeAddress } from "../session/address";
import { PageElement } from "../session/page-element";
import { roomLink } from "../session/room-link";
import { session } from "../session/session";

/** A room as the page knows it. */
export interface Room {
  name: RoomName;
  /** What it is called where one goes there. */
  title: string;
  /** The element that is the room. */
  element: string;
  /** Loads the module that defines the element. */
  open(): Promise<unknown>;
}

let rooms: readonly Room[] = [];

/** Rooms stand on the page, not the page on them: what starts the page hands them in. */
export function useRooms(given: readonly Room[]): void {
  rooms = given;
}

export class PageRooms extends PageElement {
  override render(): TemplateResult {
    const here = session.store.state.room;
    const places = [{ name: null, title: "The request" }, ...rooms];
    return html`<ul>${places.map(
      ({ name, title }) => html`<li>${roomLink({ room: name, place: null }, title, name === here)}</li>`,
    )}</ul>`;
  }
}

/** A room's module that has not come after this time is not waited for any longer. In milliseconds. */
const patience = 30_000;

/** The texts go with the entry of the history, and are there again. */
function reload(): void {
  writeAddress();
  location.reload();
}

export class PageRoom extends PageElement {
  static override properties = { opened: { state: true }, failed: { state: true } };

  /** Rooms whose module is there. */
  declare opened: ReadonlySet<RoomName>;
  /** The room whose module could not be loaded. */
  declare failed: RoomName | null;
  #shown: RoomName | null = null;
  readonly #elements = new Map<RoomName, HTMLElement>();

  constructor() {
    super();
    this.opened = new Set();
    this.failed = null;
  }

  protected override willUpdate(): void {
    const { room } = session.store.state;
    document.body.dataset["room"] = room ?? "";
    if (room === this.#shown) return;
    this.#shown = room;
    this.failed = null;
    const wanted = rooms.find(({ name }) => name === room);
    if (wanted && !this.opened.has(wanted.name)) void this.#open(wanted);
  }

  async #open(room: Room): Promise<void> {
    this.failed = null;
    this.requestUpdate();
    try {
      await inTime(room.open(), patience);
      this.opened = new Set([...this.opened, room.name]);
    } catch {
      this.failed = room.name;
    }
  }

  override render(): TemplateResult {
    const room = rooms.find(({ name }) => name === session.store.state.room);
    if (!room) return html``;
    if (this.failed === room.name) {
      return html`<p class="wrong" role="alert">The room “${room.title}” could not be loaded: the network may be away, or
        there is a newer release of this page.
        <button type="button" class="link" @click=${() => void this.#open(room)}>Try again</button>, or
        <button type="button" class="link" @click=${reload}>reload the page</button>: what you typed is kept.</p>`;
    }
    return this.opened.has(room.name) ? html`${this.#element(room)}` : html`<p role="status">Loading…</p>`;
  }

  /** One element for each room: it keeps what was done in it. */
  #element(room: Room): HTMLElement {
    let element = this.#elements.get(room.name);
    if (!element) this.#elements.set(room.name, (element = document.createElement(room.element)));
    return element;
  }
}
