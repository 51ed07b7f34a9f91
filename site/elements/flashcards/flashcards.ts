/**
 * `<llm-flashcards src="decks/lesson.json">`: flashcards, one at a time. `src` and the other ways to give a file are
 * those of FileElement. By itself it keeps nothing: each card comes until it was known. A host can hand in a scheduler
 * of its own (`schedulerFor`).
 */
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import type { Deck, FileProblem, FlashCard, ThreeLimits } from "../../contract";
import { FileElement } from "../file-element";
import { elementStyles } from "../parts/styles";
import { renderSource } from "../parts/working";
import css from "./flashcards.css" with { type: "text" };
import { Pile, type Scheduler } from "./pile";
import { words } from "./words";

export type { Scheduler } from "./pile";

export class LlmFlashcards extends FileElement {
  static override properties: PropertyDeclarations = {
    schedulerFor: { attribute: false },
    deck: { state: true },
    card: { state: true },
    turned: { state: true },
  };

  /** Makes what says which card comes next; a new one is asked anew. */
  declare schedulerFor: ((deck: Deck) => Scheduler) | undefined;
  declare private deck: Deck | null;
  /** The one that is shown; null: none is to be learned now. */
  declare private card: FlashCard | null;
  declare private turned: boolean;
  protected override readonly what = "deck";
  #scheduler: Scheduler = new Pile([]);

  static override styles = [...elementStyles, unsafeCSS(css)];

  constructor() {
    super();
    this.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.deck && !this.card) this.#next(); // some may have come due
  }

  protected override clear(): void {
    this.deck = null;
    this.card = null;
    this.turned = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("schedulerFor") && this.deck) this.#begin(this.deck);
  }

  protected override async take(
    engine: ThreeLimits,
    text: string,
    current: () => boolean,
  ): Promise<readonly FileProblem[]> {
    const { problems, deck } = await engine.deck(text);
    if (deck && current()) this.#begin(deck);
    return problems;
  }

  #begin(deck: Deck): void {
    this.deck = deck;
    this.#scheduler = this.schedulerFor?.(deck) ?? new Pile(deck.cards.map(({ id }) => id));
    this.#next();
  }

  #next(): void {
    const id = this.#scheduler.next();
    this.turned = false;
    this.card = this.deck?.cards.find((card) => card.id === id) ?? null;
  }

  #turn(): void {
    this.turned = true;
    void this.#focus(".back");
  }

  #grade(which: number): void {
    if (!this.card) return;
    this.#scheduler.grade(this.card.id, which);
    this.#next();
    void this.#focus(this.card ? ".front" : ".status");
  }

  /** What was pressed is gone: the focus goes to what is new, which is then read out. */
  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.card) return;
    const onButton =
      (event.target as HTMLElement).localName === "button" || (event.target as HTMLElement).localName === "a";
    const which = ["1", "2", "3", "4"].indexOf(event.key);
    if (!this.turned && event.key === " " && !onButton) this.#turn();
    else if (this.turned && which >= 0 && which < this.#scheduler.grades(this.card.id).length) this.#grade(which);
    else return;
    event.preventDefault();
  };

  protected override render(): TemplateResult {
    const { deck, card } = this;
    if (!deck) return html`<div class="flashcards" part="flashcards">${this.renderAbsence()}</div>`;
    return html`<div class="flashcards" part="flashcards" lang="en" role="group" aria-labelledby="title"
      @keydown=${this.#pressed}>
      <div id="title" class="title" part="title" role="heading" aria-level=${this.headingLevel}>${deck.title}</div>
      <p class="status" role="status" tabindex="-1">${this.#scheduler.status()}</p>
      ${
        card
          ? this.#renderCard(card)
          : this.schedulerFor
            ? nothing
            : html`<p><button type="button" class="quiet" @click=${() => {
                this.#begin(deck);
                void this.#focus(".front");
              }}>${words.restart}</button></p>`
      }
      ${this.renderFailure()}</div>`;
  }

  #renderCard({ id, front, back, source, url, checked }: FlashCard): TemplateResult {
    return html`<div class="card" part="card"><p class="front" tabindex="-1">${front}</p>
        ${
          this.turned
            ? html`<p class="back" tabindex="-1">${back}</p>
          <p class="source">${renderSource({ source, sourceUrl: url ?? undefined, checked: checked ?? undefined })}</p>`
            : nothing
        }</div>
      <p class="row">${
        this.turned
          ? this.#scheduler.grades(id).map(
              ({ name, when }, i) => html`<button type="button" class="quiet grade" aria-keyshortcuts=${String(i + 1)}
                @click=${() => this.#grade(i)}>
          <b>${i + 1} ${name}</b> <span>${when}</span></button>`,
            )
          : html`<button type="button" class="quiet" @click=${() => this.#turn()}>${words.show}</button>`
      }</p>
      <p class="source">${words.keys}</p>`;
  }
}
