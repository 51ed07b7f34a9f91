/**
 * `<learn-path>`: the way through the lesson. Its steps with their minutes, the one that is open, what is done of them,
 * kept in this browser. A teacher's own lesson can take the place of the one that ships.
 */

import files from "lesson-files";
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Deck, FileProblem, LessonReport, PosedLesson, PosedStep } from "../../../contract";
import { load } from "../../../core/load";
import { renderFileProblems } from "../../../elements/file-element";
import type { Answered } from "../../../elements/lesson";
import { unknownNames } from "../../../elements/lesson/names";
import { renderBlock, renderText } from "../../../elements/lesson/text";
import { doing, takes } from "../../../elements/lesson/words";
import { renderNotes } from "../../../elements/parts/notes";
import { renderSource, renderWorking } from "../../../elements/parts/working";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { chosenFiles, largestLesson, readTextFile } from "../../../kit/files";
import { counted } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { PageElement } from "../../../session/page-element";
import { roomLink } from "../../../session/room-link";
import { droppable } from "../../parts/drop";
import { readDone, withAnswer } from "../exercises/done";
import { progress } from "../progress";
import { type Kept, maxOwn, readKept, type Walked, walked, writeKept } from "./kept";
import css from "./path.css" with { type: "text" };
import { cardsOf, soFar, words } from "./words";

/** The lesson of this page. */
const ours = files["lessons/three-limits.json"]!;
const cardIds = new Set((JSON.parse(files["decks/lesson.json"]!) as Deck).cards.map(({ id }) => id));

/** A lesson's report; what it names that this page does not have is a problem of its file too. */
async function report(file: string, done: readonly string[] = []): Promise<LessonReport> {
  const read = await (await load()).lesson(file, { done });
  const problems = read.lesson
    ? unknownNames(file, read.lesson, {
        exercise: (id) => Object.hasOwn(files, `exercises/${id}.json`),
        card: (id) => cardIds.has(id),
        beside: null,
      })
    : read.problems;
  return problems.length > 0 ? { problems: [...problems], lesson: null } : read;
}

class LearnPath extends PageElement {
  static override properties = {
    lesson: { state: true },
    problems: { state: true },
    failed: { state: true },
    removed: { state: true },
    over: { state: true },
  };

  declare lesson: PosedLesson | null;
  /** What is wrong with a lesson that was opened. */
  declare problems: { lead: string; list: readonly FileProblem[] } | null;
  declare failed: string | null;
  /** What "Begin anew" removed. */
  declare removed: Walked | null;
  declare over: boolean;
  /** A kept file that cannot be used any more. */
  #broken: string | null = null;
  /** Whether the focus goes to the step when it is drawn. */
  #arrives = false;
  /** Exercises keep what was typed in them while another step is open. */
  readonly #exercises = new Map<string, HTMLElement>();
  readonly #latest = new Latest<string, LessonReport>(
    (file) => this.#read(file),
    (report, file) => this.#take(report, file),
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.lesson = null;
    this.problems = null;
    this.failed = null;
    this.removed = null;
    this.over = false;
    progress.follow(this, () => this.#ask());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask();
  }

  get #kept(): Kept {
    return readKept(progress.of("path"));
  }

  #ask(): void {
    const { own } = this.#kept;
    this.#latest.ask(own === null || own === this.#broken ? ours : own);
    this.requestUpdate();
  }

  /** What is done is kept under the lesson's id, which the file says. */
  async #read(file: string): Promise<LessonReport> {
    const read = await report(file);
    const done = read.lesson ? (this.#kept.lessons.get(read.lesson.id)?.done ?? []) : [];
    return done.length === 0 ? read : report(file, done);
  }

  #take({ lesson, problems }: LessonReport, file: string): void {
    this.failed = null;
    if (lesson) {
      this.lesson = lesson;
      return;
    }
    this.problems = { lead: `${words.keptBroken} cannot be used.`, list: problems };
    this.#broken = file;
    if (file !== ours) this.#ask();
  }

  async #open(file: File | undefined): Promise<void> {
    this.problems = null;
    const read = file ? await readTextFile(file, largestLesson) : { message: words.folder };
    if ("message" in read) {
      this.failed = read.message;
      return;
    }
    try {
      const { lesson, problems } = await report(read.text);
      this.failed =
        lesson && read.text.length > maxOwn
          ? `“${file!.name}” has more than ${counted(maxOwn, "character")}: it is too long to be kept.`
          : null;
      if (!lesson) this.problems = { lead: `“${file!.name}” cannot be used.`, list: problems };
      else if (this.failed === null) this.#show(read.text);
    } catch (error) {
      this.failed = sentence(error);
    }
  }

  /** null: the lesson of this page. */
  #show(own: string | null): void {
    this.problems = null;
    this.removed = null;
    this.#broken = null;
    this.#arrives = true;
    this.#keep({ ...this.#kept, own });
  }

  #keep(kept: Kept): void {
    progress.keep("path", writeKept(kept));
  }

  #far({ id, steps }: PosedLesson): Walked {
    return this.#kept.lessons.get(id) ?? { at: steps[0]!.id, done: [] };
  }

  /** Goes to a step; with other marks, where they are given. */
  #go(lesson: PosedLesson, at: string, done = this.#far(lesson).done): void {
    this.removed = null;
    this.#arrives = true;
    this.#keep(walked(this.#kept, lesson.id, { at, done }));
  }

  #reset(lesson: PosedLesson): void {
    const removed = this.#far(lesson);
    this.#arrives = true;
    this.#keep(walked(this.#kept, lesson.id, null));
    this.removed = removed;
  }

  #answered = (event: CustomEvent<Answered>): void => {
    const { exercise, right } = event.detail;
    progress.keep("exercises", Object.fromEntries(withAnswer(readDone(progress.of("exercises")), exercise, right)));
  };

  protected override updated(): void {
    const step = this.#arrives ? this.querySelector<HTMLElement>("#path-step") : null;
    if (!step) return;
    this.#arrives = false;
    step.focus();
  }

  override render(): TemplateResult {
    const { lesson, problems } = this;
    return html`${
      lesson ? this.#renderLesson(lesson) : this.failed === null ? html`<p role="status">Loading…</p>` : nothing
    }
      ${
        this.failed === null
          ? nothing
          : html`<p class="wrong" role="alert">${this.failed}
        ${
          lesson
            ? nothing
            : html`<button type="button" class="link" @click=${() => {
                this.failed = null;
                this.#ask();
              }}>${words.again}</button>`
        }</p>`
      }
      ${problems ? renderFileProblems(problems.list, problems.lead) : nothing}
      ${this.#renderOwn()}`;
  }

  #renderLesson(lesson: PosedLesson): TemplateResult {
    const { title, about, goals, minutes, steps, done } = lesson;
    const { at } = this.#far(lesson);
    const place = Math.max(
      0,
      steps.findIndex(({ id }) => id === at),
    );
    return html`<h3>${title}</h3>
      ${about === null ? nothing : html`<p class="lead">${about}</p>`}
      <details><summary>${words.goals}</summary><ul class="bullets">${goals.map((goal) => html`<li>${goal}</li>`)}</ul>
      </details>
      <p class="hint">${takes(minutes)}.</p>
      <p role="status">${soFar(lesson)}</p>
      ${progress.kept ? nothing : html`<p class="hint">${words.notKept}</p>`}
      <nav aria-label=${words.steps}><ol>${steps.map((step, i) => this.#renderLink(lesson, step, i === place))}</ol>
      </nav>
      ${this.#renderReset(lesson, done)}
      ${keyed(steps[place]!.id, this.#renderStep(lesson, place))}`;
  }

  #renderLink(lesson: PosedLesson, { id, title, minutes, done }: PosedStep, here: boolean): TemplateResult {
    return html`<li><button type="button" class="choice" aria-current=${here ? "step" : "false"}
      @click=${() => this.#go(lesson, id)}>${title}</button>
      <span class="aside">${minutes.total} min${done ? html`, <b>${words.done}</b>` : nothing}</span></li>`;
  }

  #renderReset(lesson: PosedLesson, done: number): TemplateResult | typeof nothing {
    const { removed } = this;
    if (removed)
      return html`<p class="undo" role="status">${words.removed} <button type="button" class="link"
        @click=${() => this.#go(lesson, removed.at, removed.done)}>${words.undo}</button></p>`;
    return done === 0
      ? nothing
      : html`<p><button type="button" class="link" @click=${() => this.#reset(lesson)}>${words.reset}</button></p>`;
  }

  #renderStep(lesson: PosedLesson, place: number): TemplateResult {
    const step = lesson.steps[place]!;
    const { title, minutes, text, working, notes, practise, takeAway, cards, sources, claims } = step;
    return html`<article aria-labelledby="path-step" @llm-answer=${this.#answered}>
      <h4 id="path-step" tabindex="-1">${title}</h4>
      <p class="hint">${takes(minutes)}.</p>
      <div class="reading">${text.map((block) => renderBlock(block, claims))}</div>
      ${renderNotes(notes)}
      ${
        working.length === 0
          ? nothing
          : html`<details class="figures"><summary>${words.working}</summary>${renderWorking(working)}</details>`
      }
      ${step.do.map(
        (tool) =>
          html`<p class="do"><b>Do it:</b> ${roomLink({ room: "learn", place: tool }, doing[tool] ?? tool, false)}</p>`,
      )}
      ${
        practise.length === 0
          ? nothing
          : html`<h5>${words.practise}</h5>${practise.map((id) => this.#renderExercise(id))}`
      }
      ${
        takeAway.length === 0
          ? nothing
          : html`<h5>${words.takeAway}</h5>
          <ul class="bullets">${takeAway.map((one) => html`<li>${renderText(one, claims)}</li>`)}</ul>`
      }
      ${
        cards.length === 0 ? nothing : html`<p>${roomLink({ room: "learn", place: "cards" }, cardsOf(step), false)}</p>`
      }
      ${
        claims.length === 0
          ? nothing
          : html`<h5>${words.claims}</h5>
        <ol class="sources claims">${claims.map(
          ({ says, title, url, checked }) =>
            html`<li>“${says}” ${renderSource({ source: title, sourceUrl: url, checked })}</li>`,
        )}</ol>`
      }
      ${
        sources.length === 0
          ? nothing
          : html`<h5>${words.sources}</h5>
        <ul class="sources">${sources.map(
          ({ title, url, checked }) =>
            html`<li>${renderSource({ source: title, sourceUrl: url, checked: checked ?? undefined })}</li>`,
        )}</ul>`
      }
      ${this.#renderWay(lesson, place)}
    </article>`;
  }

  #renderExercise(id: string): TemplateResult {
    const file = files[`exercises/${id}.json`]!;
    let exercise = this.#exercises.get(id);
    if (!exercise)
      this.#exercises.set(
        id,
        (exercise = Object.assign(document.createElement("llm-exercise"), { headingLevel: 6, file })),
      );
    return html`${exercise}`;
  }

  /** To the step before and the one after, and whether this one is done. */
  #renderWay(lesson: PosedLesson, place: number): TemplateResult {
    const { steps } = lesson;
    const { id, done } = steps[place]!;
    const [before, after] = [steps[place - 1], steps[place + 1]];
    const marks = this.#far(lesson).done;
    const forward = (): void => this.#go(lesson, after?.id ?? id, done ? marks : [...marks, id]);
    return html`<p class="row">
      ${
        after || !done
          ? html`<button type="button" class="button" @click=${forward}>${
              after ? `${done ? words.onward : words.next} “${after.title}”` : words.last
            }</button>`
          : nothing
      }
      ${
        before
          ? html`<button type="button" class="link"
            @click=${() => this.#go(lesson, before.id)}>${words.back} “${before.title}”</button>`
          : nothing
      }
      ${
        done
          ? html`<button type="button" class="link" @click=${() =>
              this.#go(
                lesson,
                id,
                marks.filter((one) => one !== id),
              )}>${words.undone}</button>`
          : nothing
      }</p>`;
  }

  #renderOwn(): TemplateResult {
    const own = this.#kept.own !== null;
    return html`<details ?open=${own || this.problems !== null}><summary>${words.teachers}</summary>
      <div class="drop ${this.over ? "over" : ""}" ${droppable(this, ([file]) => void this.#open(file))}>
        <label class="button file">${words.pick}<input type="file" class="unseen" accept=".json,application/json"
          @change=${(event: Event) => void this.#open(chosenFiles(event)[0])}></label>
        <span class="hint">${words.accepted}</span></div>
      ${
        own
          ? html`<p><button type="button" class="link" @click=${() => this.#show(null)}>${words.ours}</button></p>`
          : nothing
      }</details>`;
  }
}

customElements.define("learn-path", LearnPath);
