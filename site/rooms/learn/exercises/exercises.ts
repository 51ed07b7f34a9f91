/**
 * `<learn-exercises>`: the exercises of the lesson by what they are about, one open at a time, with what was done of
 * each.
 */

import files from "lesson-files";
import { html, nothing, type TemplateResult } from "lit";
import type { PosedExercise } from "../../../contract";
import type { Answered } from "../../../elements/lesson";
import { adopt } from "../../../kit/adopt";
import { number } from "../../../kit/format";
import { PageElement } from "../../../session/page-element";
import { progress } from "../progress";
import "./check";
import { readDone, withAnswer } from "./done";
import css from "./exercises.css" with { type: "text" };
import { kinds, words } from "./words";

/** The files are our own, and tested. */
const exercises = Object.entries(files)
  .filter(([name]) => name.startsWith("exercises/"))
  .map(([, file]) => ({ file, ...(JSON.parse(file) as Pick<PosedExercise, "id" | "kind" | "title">) }));

class LearnExercises extends PageElement {
  static override properties = { open: { state: true } };

  /** Id of the one that is open; "": none. */
  declare open: string;
  /** Those that were opened stay as they are while another is open. */
  readonly #opened = new Set<string>();

  constructor() {
    super();
    adopt(css);
    this.open = "";
    progress.follow(this);
  }

  #answered = (event: CustomEvent<Answered>): void => {
    const { exercise, right } = event.detail;
    progress.keep("exercises", Object.fromEntries(withAnswer(readDone(progress.of("exercises")), exercise, right)));
  };

  override render(): TemplateResult {
    const done = readDone(progress.of("exercises"));
    const right = exercises.filter(({ id }) => done.get(id)?.right).length;
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      ${progress.kept ? nothing : html`<p class="hint">${words.notKept}</p>`}
      <p role="status">${done.size === 0 ? nothing : html`${number(right)} of ${number(exercises.length)} right.`}</p>
      <div @llm-answer=${this.#answered}>${kinds.map(
        ([kind, title]) => html`<h4>${title}</h4>
        <ul class="exercises">${exercises
          .filter((one) => one.kind === kind)
          .map((one) => this.#renderExercise(one, done.get(one.id)))}</ul>`,
      )}</div>
      <learn-check></learn-check>`;
  }

  #renderExercise(
    { id, title, file }: (typeof exercises)[number],
    done: ReturnType<ReturnType<typeof readDone>["get"]>,
  ): TemplateResult {
    const open = this.open === id;
    if (open) this.#opened.add(id);
    return html`<li><h5><button type="button" class="choice" aria-expanded=${open} @click=${() => {
      this.open = open ? "" : id;
    }}>${title}</button>
        ${
          done
            ? html`<span class="aside ${done.right ? "right" : ""}">${done.right ? words.right : words.tried}</span>`
            : nothing
        }</h5>
      ${
        this.#opened.has(id)
          ? html`<llm-exercise heading-level="5" ?hidden=${!open} .file=${file}></llm-exercise>`
          : nothing
      }</li>`;
  }
}

customElements.define("learn-exercises", LearnExercises);
