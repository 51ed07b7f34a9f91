/**
 * `<page-rooms>`: the links to the rooms, the first page among them. `<page-room>`: the room that is open, in the place
 * of the request.
 */
import { html, type TemplateResult } from "lit";
import { inTime } from "../core/in-time";
import type { RoomName } from "../scenario/fragment";
import { arrival, writeAddress } from "../session/address";
import { PageElement } from "../session/page-element";
import { roomLink } from "../session/room-link";
import { session } from "../session/session";
import { tellWhose } from "./bar";

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
    const places = [{ name: null, title: "Request" }, ...rooms];
    return html`<ul>${places.map(
      ({ name, title }) => html`<li>${roomLink({ room: name, place: null }, title, name === here)}</li>`,
    )}</ul>`;
  }
}

const firstTitle = document.title;

/** What the tab and the history say of the place that is open. */
export function titled(...names: string[]): void {
  document.title = names.length === 0 ? firstTitle : [...names, "Three Limits"].join(" · ");
}

/** Asked for on this page, a place is gone to: its heading is seen, and has the focus. */
export function arrive(heading: HTMLElement | null): void {
  if (arrival !== "asked" || !heading) return;
  if (document.documentElement.hasAttribute("data-limits")) heading.scrollIntoView();
  else scrollTo({ top: 0 });
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** A room's module that has not come after this time is not waited for any longer. In milliseconds. */
const patience = 30_000;

/** The page's sheets ask it, and so does what stands in the HTML before this runs (core/watch-start.ts). */
function showRoom(room: RoomName | null): void {
  const { dataset } = document.documentElement;
  if (room) dataset["room"] = room;
  else delete dataset["room"];
  const skip = document.querySelector<HTMLAnchorElement>(".skip")!;
  skip.textContent = room ? "To the room" : "To the request";
  skip.hash = room ? "room-heading" : "request";
}

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
  #shown: RoomName | null | undefined;
  #entered = false;
  readonly #elements = new Map<RoomName, HTMLElement>();

  constructor() {
    super();
    this.opened = new Set();
    this.failed = null;
  }

  protected override willUpdate(): void {
    const { room } = session.store.state;
    if (room === this.#shown) return;
    this.#shown = room;
    this.#entered = true;
    showRoom(room);
    this.failed = null;
    const wanted = rooms.find(({ name }) => name === room);
    if (wanted && !this.opened.has(wanted.name)) void this.#open(wanted);
  }

  protected override updated(): void {
    if (!this.#entered) return;
    this.#entered = false;
    if (this.#shown !== null) return;
    titled();
    tellWhose(null);
    arrive(document.getElementById("request-heading"));
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
