/**
 * `<llm-lesson src="my/week-1.json">`: a lesson, one step at a time, with its exercises and flashcards. `src` and the
 * other ways to give a file are those of FileElement. Exercises and cards are those of this site, by their ids, or files
 * beside the lesson. It keeps nothing: what was done is gone with the page; each answer is told by `llm-answer`.
 *
 * - `student`: as of an exercise, for all of them.
 * - `page`: where the calculator's page is, so that a step can send someone to a tool of its room Learn.
 * - `heading-level` of the title in the page's outline; without it 3.
 */
import { html, nothing, type PropertyDeclarations, type TemplateResult, unsafeCSS } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Deck, FileProblem, PosedLesson, PosedStep, ThreeLimits } from "../../contract";
import { FileElement, fetched } from "../file-element";
import { renderNotes } from "../parts/notes";
import { elementStyles } from "../parts/styles";
import { renderSource, renderWorking } from "../parts/working";
import worked from "../parts/working.css" with { type: "text" };
import css from "./lesson.css" with { type: "text" };
import { isFile, unknownNames } from "./names";
import { renderBlock, renderText } from "./text";
import { doing, takes, words } from "./words";

/** Where the exercises and cards of this site are. */
const exerciseOf = (id: string): string => `exercises/${id}.json`;
const ourDeck = "decks/lesson.json";

export class LlmLesson extends FileElement {
  static override properties: PropertyDeclarations = {
    student: {},
    page: {},
    lesson: { state: true },
    place: { state: true },
    done: { state: true },
  };

  declare student: string | undefined;
  declare page: string | undefined;
  declare private lesson: PosedLesson | null;
  /** Of the step that is open. */
  declare private place: number;
  /** Ids of steps. */
  declare private done: readonly string[];
  protected override readonly what = "lesson";
  /** Texts of the files that the lesson names, by their names. */
  #files: ReadonlyMap<string, string> = new Map();

  static override styles = [...elementStyles, unsafeCSS(worked), unsafeCSS(css)];

  constructor() {
    super();
    this.clear();
  }

  protected override clear(): void {
    this.lesson = null;
    this.place = 0;
    this.done = [];
  }

  protected override async take(
    engine: ThreeLimits,
    text: string,
    current: () => boolean,
  ): Promise<readonly FileProblem[]> {
    const { problems, lesson } = await engine.lesson(text);
    if (!lesson) return problems;
    const files = await this.#load(lesson);
    const ours = files.get(ourDeck);
    const ids = new Set(ours === undefined ? [] : (JSON.parse(ours) as Deck).cards.map(({ id }) => id));
    const unknown = unknownNames(text, lesson, {
      exercise: (id) => files.has(exerciseOf(id)),
      card: (id) => ids.has(id),
      beside: (file) => files.has(file),
    });
    if (unknown.length > 0 || !current()) return unknown;
    this.#files = files;
    this.clear();
    this.lesson = lesson;
    return [];
  }

  /** What the lesson names, as far as it can be had. */
  async #load({ steps }: PosedLesson): Promise<Map<string, string>> {
    const names = new Set(
      steps.flatMap(({ practise, cards }) => [
        ...practise.map((name) => (isFile(name) ? name : exerciseOf(name))),
        ...cards.map((name) => (isFile(name) ? name : ourDeck)),
      ]),
    );
    const own = new Set(steps.flatMap(({ practise, cards }) => [...practise, ...cards].filter(isFile)));
    const files = new Map<string, string>();
    await Promise.all(
      [...names].map(async (name) => {
        try {
          files.set(name, await fetched(own.has(name) ? this.#beside(name) : name));
        } catch {
          // It is said with the line and the field that name it.
        }
      }),
    );
    return files;
  }

  /** The address of a file beside the lesson. */
  #beside(name: string): string {
    return this.src ? new URL(name, new URL(this.src, document.baseURI)).href : name;
  }

  async #go(place: number, done = this.done): Promise<void> {
    this.place = place;
    this.done = done;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#step")?.focus();
  }

  protected override render(): TemplateResult {
    const { lesson, place } = this;
    if (!lesson) return html`<div class="lesson" part="lesson">${this.renderAbsence()}</div>`;
    const { title, about, goals, minutes, steps } = lesson;
    return html`<div class="lesson" part="lesson" lang="en" role="group" aria-labelledby="title">
      <div id="title" class="title" part="title" role="heading" aria-level=${this.headingLevel}>${title}</div>
      ${about === null ? nothing : html`<p>${about}</p>`}
      <details><summary>${words.goals}</summary><ul>${goals.map((goal) => html`<li>${goal}</li>`)}</ul></details>
      <p class="soft">${takes(minutes)}.</p>
      <nav aria-label=${words.steps}><ol class="steps">${steps.map(
        ({ id, title }, i) => html`<li><button type="button" class="quiet"
          aria-current=${i === place ? "step" : "false"} @click=${() => void this.#go(i)}>${title}${
            this.done.includes(id) ? ` (${words.done})` : ""
          }</button></li>`,
      )}</ol></nav>
      ${keyed(steps[place]!.id, this.#renderStep(steps[place]!))}
      ${this.#renderWay(steps)}
      ${this.renderFailure()}</div>`;
  }

  #renderStep(step: PosedStep): TemplateResult {
    const { title, minutes, text, working, notes, practise, takeAway, cards, sources, claims } = step;
    const level = this.headingLevel + 1;
    return html`<article aria-labelledby="step">
      <div id="step" class="step-title" tabindex="-1" role="heading" aria-level=${level}>${title}</div>
      <p class="soft">${takes(minutes)}.</p>
      <div class="reading">${text.map((block) => renderBlock(block, claims))}</div>
      ${renderNotes(notes)}
      ${
        working.length === 0
          ? nothing
          : html`<details><summary>${words.working}</summary>${renderWorking(working)}</details>`
      }
      ${step.do.map((tool) => html`<p><b>${words.doIt}</b> ${this.#renderTool(tool)}</p>`)}
      ${practise.map(
        (name) => html`<llm-exercise heading-level=${level + 1} .engine=${this.engine}
          .student=${this.student} .file=${this.#files.get(isFile(name) ? name : exerciseOf(name))}></llm-exercise>`,
      )}
      ${this.#renderCards(cards, level + 1)}
      ${this.#renderList(
        words.takeAway,
        "takeAway",
        takeAway.map((one) => html`<li>${renderText(one, claims)}</li>`),
      )}
      ${this.#renderList(
        words.claims,
        "claims",
        claims.map(
          ({ says, title, url, checked }) =>
            html`<li>“${says}” ${renderSource({ source: title, sourceUrl: url, checked })}</li>`,
        ),
      )}
      ${this.#renderList(
        words.sources,
        "sources",
        sources.map(
          ({ title, url, checked }) =>
            html`<li>${renderSource({ source: title, sourceUrl: url, checked: checked ?? undefined })}</li>`,
        ),
      )}
    </article>`;
  }

  #renderTool(tool: string): TemplateResult | string {
    const what = doing[tool] ?? tool;
    return this.page === undefined
      ? what
      : html`<a href="${this.page}#room=learn/${tool}" target="_blank" rel="noopener noreferrer">${what}</a>`;
  }

  /** Our own of these ids, and the decks that lie beside the lesson. */
  #renderCards(cards: readonly string[], level: number): TemplateResult | typeof nothing {
    if (cards.length === 0) return nothing;
    const ids = cards.filter((name) => !isFile(name));
    const decks = cards.filter(isFile).map((name) => this.#files.get(name)!);
    if (ids.length > 0) {
      const deck = JSON.parse(this.#files.get(ourDeck)!) as Deck;
      decks.unshift(
        JSON.stringify({ ...deck, title: words.cards, cards: deck.cards.filter(({ id }) => ids.includes(id)) }),
      );
    }
    return html`${decks.map(
      (file) => html`<llm-flashcards heading-level=${level} .engine=${this.engine} .file=${file}></llm-flashcards>`,
    )}`;
  }

  #renderList(title: string, part: string, items: readonly TemplateResult[]): TemplateResult | typeof nothing {
    return items.length === 0 ? nothing : html`<p class="name">${title}</p><ol class=${part}>${items}</ol>`;
  }

  #renderWay(steps: readonly PosedStep[]): TemplateResult {
    const { id } = steps[this.place]!;
    const [before, after] = [steps[this.place - 1], steps[this.place + 1]];
    const isDone = this.done.includes(id);
    const forward = (): void =>
      void this.#go(after ? this.place + 1 : this.place, isDone ? this.done : [...this.done, id]);
    return html`<p class="row">${
      after || !isDone
        ? html`<button type="button" class="forward" @click=${forward}>${
            after ? `${isDone ? words.onward : words.next} “${after.title}”` : words.last
          }</button>`
        : nothing
    }${
      before
        ? html`<button type="button" class="quiet"
          @click=${() => void this.#go(this.place - 1)}>${words.back} “${before.title}”</button>`
        : nothing
    }</p>`;
  }
}
