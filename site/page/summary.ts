/**
 * `<page-summary>`: the three figures in one line, pinned where the limits are out of view; each leads to its limit.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Estimate } from "../contract";
import { atLeast, figure, money, number, seconds } from "../kit/format";
import { jump } from "../kit/jump";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

export interface Line {
  target: string;
  name: string;
  text: string;
  unit: string;
  /** The unit where there is less room. */
  brief: string;
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

/** The three limits in a few words; before the first estimate, and where a figure is not known, a dash. */
export function lines(estimate: Estimate | null): Line[] {
  return [contextLine(estimate), costLine(estimate), waitLine(estimate)];
}

/** A limit without a figure. */
function without(target: string, name: string, estimate: Estimate | null): Line {
  const unit = estimate ? "not known" : "";
  return { target, name, text: "–", unit, brief: unit };
}

function contextLine(estimate: Estimate | null): Line {
  const line = without("limit-context", "Context", estimate);
  const { context, atLeast: missing } = estimate ?? {};
  if (!context) return line;
  const text = atLeast(missing, figure(context.input, context.range?.input, number));
  return context.fits
    ? { ...line, text, unit: "tokens, fits", brief: "fits" }
    : { ...line, text, unit: "does not fit", brief: "does not fit", bad: true };
}

/** A month, where the traffic is known; else a request. */
function costLine(estimate: Estimate | null): Line {
  const line = without("limit-cost", "Cost", estimate);
  const { cost, atLeast: missing } = estimate ?? {};
  if (!cost) return line;
  const [usd, range, unit] =
    cost.perMonth === null
      ? [cost.perRequest, cost.range?.perRequest, "a request"]
      : [cost.perMonth, cost.range?.perMonth, "a month"];
  return { ...line, text: atLeast(missing, figure(usd, range, money)), unit, brief: unit };
}

function waitLine(estimate: Estimate | null): Line {
  const line = without("limit-latency", "Wait", estimate);
  const { latency, turnaround } = estimate ?? {};
  if (turnaround) return { ...line, text: `≤ ${number(turnaround.hours)} h`, unit: "a batch", brief: "a batch" };
  if (!latency) return line;
  return {
    ...line,
    text: figure(latency.total, latency.range?.total, seconds),
    unit: "to the end",
    brief: "to the end",
  };
}
