/**
 * `<page-bar>`: beside the sentence, where a room is open: the three figures in one line, each with its picture, and
 * what opens the sentence and the limits in full. A tool that looks at other numbers than the page's says so here, in
 * the figures' place.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { BillItem, Estimate } from "../contract";
import { jump } from "../kit/jump";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";
import { type Line, lines } from "./summary";

let whose: string | null = null;
let bar: PageBar | null = null;

/** Whose numbers the open tool looks at, in a sentence; null: the page's own. */
export function tellWhose(sentence: string | null): void {
  whose = sentence;
  document.documentElement.toggleAttribute("data-theirs", sentence !== null);
  bar?.requestUpdate();
}

export class PageBar extends PageElement {
  static override properties = { open: { state: true } };

  declare open: boolean;

  constructor() {
    super();
    this.open = false;
    bar = this;
  }

  protected override willUpdate(): void {
    document.documentElement.toggleAttribute("data-limits", this.open);
  }

  override render(): TemplateResult | typeof nothing {
    if (session.store.state.room === null) return nothing;
    return html`${whose === null ? this.#renderFigures() : html`<p class="whose">${whose}</p>`}
      <button type="button" class="opens" aria-expanded=${this.open} aria-controls="limits"
        @click=${() => this.#toggle()}>${whose === null ? "Limits" : "Yours"}<span class="chevron"
        aria-hidden="true"></span></button>`;
  }

  #renderFigures(): TemplateResult {
    const { estimate } = session;
    return html`<nav aria-label="The three limits">${lines(estimate).map(
      (line) => html`<button type="button" class=${line.target} @click=${() => this.#show(line.target)}>
        <span class="name">${line.name}</span>
        <span class="figure">${line.text}</span>
        <span class=${line.bad ? "unit bad" : "unit"}>${line.brief}</span>
        ${picture(line, estimate)}
      </button>`,
    )}</nav>`;
  }

  /** Opened, the limits stand above the room: the way there is scrolled where they are out of view. */
  #toggle(): void {
    this.open = !this.open;
    if (this.open) void this.updateComplete.then(() => scrollTo({ top: 0 }));
  }

  #show(target: string): void {
    this.open = true;
    void this.updateComplete.then(() => jump(target));
  }
}

/** How full the window is, how the money divides into what is sent and what comes back, how long nothing is seen. */
function picture({ target }: Line, estimate: Estimate | null): TemplateResult {
  const { end, lengths } = estimate ? lengthsOf(target, estimate) : { end: 1, lengths: [] };
  return html`<svg class="mini" viewBox="0 0 ${end} 1" preserveAspectRatio="none" aria-hidden="true">${lengths.map(
    ({ from, to, name }) => svg`<path class=${name} d="M${from} 0H${to}V1H${from}Z"></path>`,
  )}</svg>`;
}

interface Length {
  name: "first" | "then";
  from: number;
  to: number;
}

function lengthsOf(target: string, { context, cost, latency }: Estimate): { end: number; lengths: Length[] } {
  if (target === "limit-context" && context)
    return { end: context.window, lengths: [{ name: "first", from: 0, to: context.input }] };
  if (target === "limit-cost" && cost)
    return {
      end: 100,
      lengths: cost.lines.map(({ name, share }) => ({ name: isAnswer(name) ? "then" : "first", ...share.usd })),
    };
  if (target === "limit-latency" && latency && latency.total > 0)
    return {
      end: latency.total,
      lengths: latency.phases.map(({ name, from, to }) => ({ name: name === "answer" ? "then" : "first", from, to })),
    };
  return { end: 1, lengths: [] };
}

function isAnswer(item: BillItem): boolean {
  return item === "reasoning" || /output$/i.test(item);
}
