/**
 * `<room-tokens>`: what the same text is in other tokenizers and languages, what files hold, how a text is cut into chunks, and counting with a
 * tokenizer of one's own. Each tool is an element in a folder of its own; the text is the request's.
 */
import { html, type TemplateResult } from "lit";
import { PageElement } from "../../page/page-element";

export class RoomTokens extends PageElement {
  override render(): TemplateResult {
    return html`<h2 id="room-heading">Tokens</h2>
      <p class="lead">What the text is made of. It is the text of the request; nothing is typed twice.</p>`;
  }
}

customElements.define("room-tokens", RoomTokens);
