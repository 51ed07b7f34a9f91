/**
 * `<room-tokens>`: what the same text is in other tokenizers and languages, what files hold, how a text is cut into chunks, and counting with a
 * tokenizer of one's own. Each tool is an element in a folder of its own; the text is the request's.
 */
import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../page/page-element";
import { roomLink } from "../../page/room-link";
import { session } from "../../page/session";
import { adopt } from "../../page/adopt";
import css from "./room-tokens.css" with { type: "text" };
import { tools, type Tool } from "./tools";

export class RoomTokens extends PageElement {
  /** One element for each tool: it keeps what was done in it. */
  readonly #elements = new Map<Tool, HTMLElement>();

  constructor() {
    super();
    adopt(css);
  }

  override render(): TemplateResult {
    const { place } = session.store.state;
    const tool = place === null ? tools[0]! : tools.find((one) => one.place === place);
    return html`<h2 id="room-heading">Tokens</h2>
      <nav aria-label="Tools"><ul>${tools.map((one) => html`<li>${roomLink({ room: "tokens", place: one.place }, one.title, one === tool)}</li>`)}</ul></nav>
      ${tool ? nothing : html`<p class="wrong" role="alert">There is no “${place!.slice(0, 40)}” in this room; choose one of the tools above.</p>`}
      ${tool ? this.#element(tool) : nothing}`;
  }

  #element(tool: Tool): HTMLElement {
    let element = this.#elements.get(tool);
    if (!element) this.#elements.set(tool, element = document.createElement(tool.element));
    return element;
  }
}

customElements.define("room-tokens", RoomTokens);
