/** `<page-share>`: the link to this page as it stands, with the person's text only if they say so. */
import { html, nothing, type TemplateResult } from "lit";
import { isTooLongForLink } from "../scenario/link";
import { readTexts, type State } from "../scenario/state";
import { link, writeAddress } from "../session/address";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

/** Some programs cut longer links. In characters. */
const longestEverywhere = 8_000;

export class PageShare extends PageElement {
  static override properties = { said: { state: true } };

  declare said: string;

  constructor() {
    super();
    this.said = "";
  }

  override render(): TemplateResult {
    const { store } = session;
    const { state } = store;
    const untouched = state.example !== null && !state.example.edited;
    const hasText = Object.keys(readTexts(state)).length > 0;
    return html`<p class="row">
      <button type="button" class="button" @click=${() => void this.#copy()}>Copy the link</button>
      ${
        untouched || !hasText
          ? nothing
          : html`<label class="tick"><input type="checkbox" .checked=${state.shareTexts !== false}
        @change=${(event: Event) => {
          store.shareTexts = (event.target as HTMLInputElement).checked;
          this.said = "";
        }}> include my text in the link</label>`
      }
      <span role="status">${this.said}</span></p>
      <p class="hint">${this.#words(state, untouched)}</p>`;
  }

  #words(state: State, untouched: boolean): string {
    if (untouched) return "The link names the example and carries every figure.";
    if (!state.shareTexts) return "The link carries the counts and settings, not your text.";
    if (isTooLongForLink(state))
      return "Your text is too long for a link. The link carries its counts and the settings.";
    const long = link().length > longestEverywhere ? " It is long; some programs cut such links." : "";
    return (
      "The link carries your text, readable for anyone who has it. It is still not sent to a server: what stands " +
      "after # stays in the browser." +
      long
    );
  }

  async #copy(): Promise<void> {
    const address = new URL(link(), location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      this.said = "Copied.";
    } catch {
      writeAddress();
      this.said = "The browser did not allow copying; the address above is the link.";
    }
  }
}
