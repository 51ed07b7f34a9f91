/**
 * One of the three limits. Each has the same shape: a name, one large figure, one picture, one sentence of meaning,
 * and the working behind "show the working". An element says what these are (`view`); the shape is here.
 */
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Estimate, Note, Trust, WorkingStep } from "../contract";
import { Changes } from "./parts/change";
import { type Figure, figureButton } from "./parts/figure";
import { type LimitName, limitOf, renderNotes } from "./parts/notes";
import { renderTrust } from "./parts/trust";
import { renderWorking } from "./parts/working";
import { ScenarioElement } from "./scenario-element";

/** What a limit shows of an estimate. */
export interface LimitView {
  /** The one large figure. */
  figure: Figure;
  /** What follows it: "of 1,050,000 tokens", "a request". */
  unit: string;
  /** Further figures of the headline, smaller. */
  more: readonly Figure[];
  /** The state in a word, where there is one: fits, does not fit. */
  state?: { word: string; good: boolean };
  trust: Trust;
  /** A line below the headline; "": none. */
  beside?: string;
  /** The day the prices behind it were read or, by way of others, published. */
  checked?: string | undefined;
  by?: string | undefined;
  picture: TemplateResult;
  sentence: string;
  /** Notes the sentence says already. */
  said?: readonly Note[];
  /** The figures behind the picture, as a table. */
  table: TemplateResult;
}

export abstract class LimitElement extends ScenarioElement {
  static override properties: PropertyDeclarations = {
    headingLevel: { type: Number, attribute: "heading-level" },
    open: { type: Boolean, reflect: true },
    said: { state: true },
  };

  /** The level of the name in the host's outline. */
  declare headingLevel: number;
  /** The working is shown. */
  declare open: boolean;
  /** What was said last to someone who listens; a while after the figures came to rest. */
  declare private said: string;

  protected abstract readonly limit: LimitName;
  protected abstract readonly heading: string;
  readonly #changes = new Changes(this, (words) => {
    this.said = words;
  });
  #view: LimitView | null = null;
  #notes: readonly Note[] = [];
  /** The working goes to paper too; afterwards it is as it was. */
  #openBeforePrint = false;
  #printing = () => {
    this.#openBeforePrint = this.open;
    this.open = true;
  };
  #printed = () => {
    this.open = this.#openBeforePrint;
  };

  constructor() {
    super();
    this.headingLevel = 3;
    this.open = false;
    this.said = "";
  }

  /** What to show; null where the estimate has nothing for this limit. */
  protected abstract view(estimate: Estimate, notes: readonly Note[]): LimitView | null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeprint", this.#printing);
    addEventListener("afterprint", this.#printed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeprint", this.#printing);
    removeEventListener("afterprint", this.#printed);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const alone = this.estimate === undefined;
    this.#notes =
      this.shown?.notes.filter((note) => {
        const limit = limitOf(note);
        return limit === this.limit || (alone && limit === null && note.severity !== "info");
      }) ?? [];
    const view = this.shown && this.view(this.shown, this.#notes);
    if (view && (changed.has("estimate") || changed.has("answer")))
      this.#changes.now(this.heading, view.figure, view.unit, view.state?.word);
    this.#view = view;
  }

  protected override render(): TemplateResult {
    const estimate = this.shown;
    if (!estimate) return html`<div class="limit" part="limit">${this.renderProblems()}${this.renderFallback()}</div>`;
    const view = this.#view;
    return html`
      <div class="limit" part="limit" lang="en" role="group" aria-labelledby="name">
        <header>
          <div id="name" class="name" part="name" role="heading" aria-level=${this.headingLevel}>${this.heading}</div>
          ${this.#changes.render()}
        </header>
        ${this.renderProblems()} ${this.renderFailure()}
        ${view ? this.#renderView(view) : renderNotes(this.#notes)}
        ${view ? this.#renderWorking(estimate, view) : nothing}
        <p class="unseen" role="status">${this.said}</p>
      </div>
    `;
  }

  #renderView(view: LimitView): TemplateResult {
    const urgent = this.#notes.filter((note) => note.severity !== "info" && !view.said?.includes(note));
    return html`
      <p class="headline" part="figure">${this.#headline(view)}</p>
      ${view.beside ? html`<p class="beside" part="beside">${view.beside}</p>` : nothing}
      <div class="picture" part="picture">${view.picture}</div>
      <p class="sentence" part="sentence">
        ${view.sentence}
        ${
          view.checked
            ? html`<span class="checked">Prices ${view.by ? `by way of ${view.by}, published` : "checked"}
              <time datetime=${view.checked}>${view.checked}</time></span>`
            : nothing
        }
      </p>
      ${renderNotes(urgent)}
    `;
  }

  /** The figures in a row, a dot after each but the last: where the row breaks, the dot stays at the line's end. */
  #headline({ figure, unit, state, more, trust }: LimitView): TemplateResult[] {
    const items = [
      html`<span class="large">${this.#figure(figure)}</span> <span class="unit">${unit}</span>`,
      ...(state ? [html`<span class="state ${state.good ? "good" : "bad"}">${state.word}</span>`] : []),
      ...more.map((further) => html`<span class="further">${this.#figure(further)} ${further.unit}</span>`),
      renderTrust(trust),
    ];
    return items.map(
      (item, i) =>
        html`<span class="item">${item}${
          i < items.length - 1 ? html`<span class="dot">\u00a0·</span>` : nothing
        }</span> `,
    );
  }

  #figure(figure: Figure): TemplateResult {
    return figureButton(figure, () => void this.#explain(figure.name));
  }

  /** Opens the working at the step that explains a figure. */
  async #explain(name: string): Promise<void> {
    this.open = true;
    await this.updateComplete;
    const step =
      this.renderRoot.querySelector<HTMLElement>(`[data-figure="${CSS.escape(name)}"]`) ??
      this.renderRoot.querySelector<HTMLElement>("summary");
    step?.focus();
  }

  #renderWorking(estimate: Estimate, view: LimitView): TemplateResult {
    const steps = estimate.working.filter(({ figure }) => figure.startsWith(`${this.limit}.`));
    const rest = steps.filter((step) => !isTotal(step));
    return html`
      <details part="working" ?open=${this.open} @toggle=${this.#toggled}>
        <summary>${this.open ? "Hide the working" : "Show the working"}</summary>
        ${view.table}
        ${renderWorking(steps.filter(isTotal))}
        ${renderNotes(this.#notes.filter(({ severity }) => severity === "info"))}
        ${
          rest.length === 0
            ? nothing
            : html`<details class="each"><summary>Each number, one by one</summary>${renderWorking(rest)}</details>`
        }
      </details>
    `;
  }

  #toggled = (event: Event): void => {
    const details = event.target as HTMLDetailsElement;
    if (!details.classList.contains("each")) this.open = details.open;
  };
}

/** The figure of a whole, such as cost.perDay; what it is made of, such as cost.lines.input.usd, has a longer name. */
function isTotal({ figure }: WorkingStep): boolean {
  return figure.split(".").length === 2 || figure.includes(".range.");
}
