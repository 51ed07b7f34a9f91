/**
 * `<page-format>`: below the parts, what the vendor's chat format adds to their texts: offered, and once counted in,
 * said. An estimate stands as one.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { ChatOverhead, Count } from "../contract";
import { number, tokens as spellTokens } from "../kit/format";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

const pieceWords: Record<ChatOverhead["parts"][number]["name"], string> = {
  system: "system prompt",
  tools: "tools",
  documents: "documents",
  history: "history",
  user: "user’s message",
  reply: "opening of the answer",
  toolUse: "the vendor’s prompt for tools",
};

export class PageFormat extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { format, store } = session;
    const { chatFormat, settings } = store.state;
    const given = settings.request?.overhead;
    if (chatFormat !== true && given !== undefined) return this.#renderGiven(given);
    if (!format) return nothing;
    const wanted = Boolean(chatFormat);
    return html`<p>${wanted && format.tokens ? this.#renderCounted(format) : this.#renderOffer(format, wanted)}</p>
      <details><summary>How this is counted</summary>
        <p>${format.trust.why} ${
          format.trust.source
            ? html`<a href=${format.trust.source} rel="noopener noreferrer">Source</a>, checked ${format.trust.checked}.`
            : nothing
        }</p>
        ${
          format.tokens
            ? html`<ul>${format.parts.map(
                ({ name, tokens }) => html`<li>${pieceWords[name]} <b>${number(tokens)}</b></li>`,
              )}</ul>`
            : nothing
        }
        <p>Texts are counted exactly; this is a figure of its own. It is billed as input, with every call.</p>
      </details>`;
  }

  #renderCounted({ tokens, tools, trust }: ChatOverhead): TemplateResult {
    return html`Chat format: ${spellTokens(tokens!)} tokens, <span class="trust">${trust.level}</span>, counted in.${
      tools ? html` Tools are counted as the ${spellTokens(tools)} tokens that the API makes of them.` : nothing
    }
      ${this.#button("Leave it out", false)}`;
  }

  #renderOffer({ tokens, tools, trust }: ChatOverhead, wanted: boolean): TemplateResult {
    if (!tokens)
      return html`Chat format: not counted; nothing is published for it. ${
        wanted ? this.#button("Leave it out for other models, too", false) : nothing
      }`;
    const range = tokens.low === tokens.high ? trust.level : `${spellTokens(tokens)}, ${trust.level}`;
    return html`Chat format: about ${number(tokens.typical)} tokens more (${range})${
      tools ? html`; the tools ${spellTokens(tools)} instead of what their JSON takes` : nothing
    }
      ${this.#button("Count it in", true)}`;
  }

  /** From a link: it stays what it is, beside texts until one of them or the model changes. */
  #renderGiven(given: Count): TemplateResult {
    return html`<p>Chat format: ${
      typeof given === "number" ? number(given) : spellTokens(given)
    } tokens, as the link gives it, counted in.
      ${this.#button("Leave it out", false)} ${
        session.format?.tokens ? this.#button("Count it anew", true) : nothing
      }</p>`;
  }

  #button(words: string, on: boolean): TemplateResult {
    return html`<button type="button" class="link" @click=${() => session.store.countFormat(on)}>${words}</button>`;
  }
}
