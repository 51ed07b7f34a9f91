/**
 * `<page-summary>`: the three figures in one line, pinned where the limits are out of view; each leads to its limit.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Estimate } from "../contract";
import { atLeast, figure, money, number, seconds } from "../kit/format";
import { jump } from "../kit/jump";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

interface Line {
  target: string;
  name: string;
  text: string;
  unit: string;
  bad?: boolean;
}

/** This much of a limit's height must be seen for it to count as in view: its figure and picture. */
const enough = 0.55;

export class PageSummary extends PageElement {
  readonly #inView = new Map<Element, boolean>();
  #observer: IntersectionObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { threshold: [0, enough] });
    for (const limit of document.querySelectorAll("llm-context, llm-cost, llm-latency")) this.#observer.observe(limit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, intersectionRatio, boundingClientRect, rootBounds } of entries) {
      const fills = rootBounds !== null && boundingClientRect.height > rootBounds.height && intersectionRatio > 0;
      this.#inView.set(target, intersectionRatio >= enough || fills);
    }
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { estimate } = session;
    this.toggleAttribute("data-needed", estimate !== null && [...this.#inView.values()].includes(false));
    return html`<nav aria-label="The three limits">${
      estimate
        ? lines(estimate).map(
            (line) => html`
      <button type="button" class=${line.target} @click=${() => jump(line.target)}>
        <span class="name">${line.name}</span>
        <span class="figure">${line.text}</span>
        <span class=${line.bad ? "unit bad" : "unit"}>${line.unit}</span>
      </button>`,
          )
        : nothing
    }</nav>`;
  }
}

function lines({ context, cost, latency, turnaround, atLeast: missing }: Estimate): Line[] {
  const none = { text: "–", unit: "not known" };
  return [
    {
      target: "limit-context",
      name: "Context",
      ...(context
        ? {
            text: atLeast(missing, figure(context.input, context.range?.input, number)),
            unit: context.fits ? "tokens, fits" : "does not fit",
            bad: !context.fits,
          }
        : none),
    },
    {
      target: "limit-cost",
      name: "Cost",
      ...(cost
        ? { text: atLeast(missing, figure(cost.perRequest, cost.range?.perRequest, money)), unit: "a request" }
        : none),
    },
    {
      target: "limit-latency",
      name: "Wait",
      ...(latency ? { text: figure(latency.total, latency.range?.total, seconds), unit: "to the end" } : none),
      ...(turnaround ? { text: `≤ ${number(turnaround.hours)} h`, unit: "a batch" } : {}),
    },
  ];
}
