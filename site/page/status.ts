/** Small pieces of text that follow the session. */
import { html, nothing, type TemplateResult } from "lit";
import type { Model } from "../contract";
import { number, tokens } from "../kit/format";
import { ControlElement, PageElement } from "../session/page-element";
import { roomLink } from "../session/room-link";
import { session } from "../session/session";

/** `<page-status>`: whether the figures are there yet, and whether the network is. */
export class PageStatus extends PageElement {
  #redraw = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#redraw);
    addEventListener("offline", this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#redraw);
    removeEventListener("offline", this.#redraw);
  }

  override render(): TemplateResult {
    return html`<p role="status">${this.#words()}</p>`;
  }

  #words(): string {
    if (session.failure("engine")) return session.ready ? "" : "The calculator could not be loaded.";
    if (!session.ready) return "Loading the calculator…";
    return navigator.onLine === false ? "Offline. Everything here works without a network." : "";
  }
}

/** `<page-subject>`: who sends: each request, or the last call of a conversation. */
export class PageSubject extends ControlElement {
  protected listen(): void {}

  protected show(): void {
    const turns = session.store.state.settings.conversation?.turns ?? 1;
    this.textContent = turns === 1 ? "Each" : `The last of ${turns} turns`;
  }
}

/** `<page-thought>`: the reasoning before the answer, where some is set. */
export class PageThought extends ControlElement {
  protected listen(): void {}

  protected show(): void {
    const reasoning = session.store.state.settings.request?.reasoning;
    this.textContent = reasoning
      ? `, after ${typeof reasoning === "number" ? number(reasoning) : tokens(reasoning)} of reasoning`
      : "";
  }
}

/** The day on which the catalogue's prices were last checked, and whether that is too long ago to rely on them. */
export function lastChecked(models: readonly Model[]): { day: string; stale: boolean } {
  const [newest] = models
    .filter(({ own, pricesChecked }) => !own && pricesChecked)
    .sort((a, b) => b.pricesChecked!.localeCompare(a.pricesChecked!));
  return { day: newest?.pricesChecked ?? "", stale: newest?.pricesStale ?? false };
}

/** `<page-catalogue>`: how many models are known, and when their prices were last checked. */
export class PageCatalogue extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { models } = session;
    if (models.length === 0) return nothing;
    const { day, stale } = lastChecked(models);
    const catalogue = roomLink({ room: "models", place: null }, "The catalogue", false);
    return html`<p>${catalogue} has ${models.length} models; prices checked <time datetime=${day}>${day}</time>.
      ${
        stale
          ? html`<b>That is more than 60 days ago</b>: look at the vendor’s own list before you rely on a price.`
          : nothing
      }</p>`;
  }
}
