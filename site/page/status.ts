/** Small pieces of text that follow the session. */
import { html, nothing, type TemplateResult } from "lit";
import type { Model } from "../contract";
import { onRestart } from "../core/again";
import { number, tokens } from "../kit/format";
import { ControlElement, PageElement } from "../session/page-element";
import { roomLink } from "../session/room-link";
import { session } from "../session/session";

/** How long it is said that a part of the calculator was started again. In milliseconds. */
const restartSaid = 20_000;

/** `<page-status>`: whether the figures are there yet, whether the network is, and what was started again. */
export class PageStatus extends PageElement {
  #redraw = (): void => this.requestUpdate();
  #restarted: ReturnType<typeof setTimeout> | undefined;
  #unlisten = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#redraw);
    addEventListener("offline", this.#redraw);
    this.#unlisten = onRestart(() => {
      clearTimeout(this.#restarted);
      this.#restarted = setTimeout(() => {
        this.#restarted = undefined;
        this.#redraw();
      }, restartSaid);
      this.#redraw();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#redraw);
    removeEventListener("offline", this.#redraw);
    this.#unlisten();
  }

  override render(): TemplateResult {
    return html`<p role="status">${this.#words()}</p>`;
  }

  #words(): string {
    if (session.failure("engine")) return session.ready ? "" : "The calculator could not be loaded.";
    if (!session.ready) return "Loading the calculator…";
    if (this.#restarted !== undefined)
      return "A part of the calculator stopped and was started again. What it was asked is asked again.";
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

/** The oldest day of the catalogue's prices that still hold, and whether that is too long ago to rely on them. */
export function oldestPrices(models: readonly Model[]): { day: string; stale: boolean } {
  const [oldest] = models
    .filter(({ own, stage, pricesChecked }) => !own && stage !== "retired" && pricesChecked)
    .sort((a, b) => a.pricesChecked!.localeCompare(b.pricesChecked!));
  return { day: oldest?.pricesChecked ?? "", stale: oldest?.pricesStale ?? false };
}

/** `<page-catalogue>`: how many models are known, and of which day their prices are. */
export class PageCatalogue extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { models } = session;
    if (models.length === 0) return nothing;
    const { day, stale } = oldestPrices(models);
    const catalogue = roomLink({ room: "models", place: null }, "The catalogue", false);
    return html`<p>${catalogue} has ${models.length} models; prices of <time datetime=${day}>${day}</time> or
      later, read on the vendors’ pages or quoted by others, as each says.
      ${
        stale
          ? html`<b>Some are more than 60 days old</b>: look at the vendor’s own list before you rely on a price.`
          : nothing
      }</p>`;
  }
}
