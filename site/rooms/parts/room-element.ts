/**
 * A room: its title, the way between its tools, and the tool that is open. Each tool is an element in a folder of its
 * own; it has an address, `room=tokens/languages`, and stays as it is while another is open.
 */
import { html, nothing, type TemplateResult } from "lit";
import { adopt } from "../../kit/adopt";
import { tellWhose } from "../../page/bar";
import { arrive, titled } from "../../page/rooms";
import type { RoomName } from "../../scenario/fragment";
import { PageElement } from "../../session/page-element";
import { roomLink } from "../../session/room-link";
import { session } from "../../session/session";
import css from "./room.css" with { type: "text" };

interface Tool {
  place: string;
  title: string;
  element: string;
  /** Where it looks at other numbers than the page's: whose they are, in a sentence. */
  whose?: string;
}

export abstract class RoomElement extends PageElement {
  protected abstract readonly name: RoomName;
  protected abstract readonly heading: string;
  /** The first one is where the room begins. */
  protected abstract readonly tools: readonly Tool[];
  readonly #elements = new Map<Tool, HTMLElement>();
  #shown: Tool | null | undefined;

  constructor() {
    super();
    adopt(css);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.classList.add("in-room");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown = undefined;
  }

  override render(): TemplateResult {
    const { place } = session.store.state;
    const tool = this.#tool();
    return html`<h2 id="room-heading">${this.heading} <span class="unseen">${tool?.title}</span></h2>
      <nav aria-label="Tools"><ul>${this.tools.map(
        (one) => html`<li>${roomLink({ room: this.name, place: one.place }, one.title, one === tool)}</li>`,
      )}</ul></nav>
      ${
        tool
          ? nothing
          : html`<p class="wrong"
            role="alert">There is no “${place!.slice(0, 40)}” in this room; choose one of the tools above.</p>`
      }
      ${tool ? this.#element(tool) : nothing}`;
  }

  /** null: the address names a tool that is not here. */
  #tool(): Tool | null {
    const { place } = session.store.state;
    return place === null ? this.tools[0]! : (this.tools.find((one) => one.place === place) ?? null);
  }

  protected override updated(): void {
    const tool = this.#tool();
    if (!this.isConnected || tool === this.#shown) return;
    this.#shown = tool;
    titled(...(tool ? [tool.title] : []), this.heading);
    const nav = this.querySelector("nav")!;
    const current = nav.querySelector<HTMLElement>("[aria-current=page]");
    if (current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft;
    tellWhose(tool?.whose ?? null);
    arrive(this.querySelector("h2"));
  }

  #element(tool: Tool): HTMLElement {
    let element = this.#elements.get(tool);
    if (!element) this.#elements.set(tool, (element = document.createElement(tool.element)));
    return element;
  }
}
