/**
 * `<llm-exercise src="exercises/support-day.json">`: an exercise with its numbers. The learner predicts, then checks:
 * right, near or wrong, which usual mistake it was, and the working with the same numbers.
 *
 * - `src` is the file's address, on the page's own site; or the file stands inside as `<script type="application/json">`.
 * - `student`, any text: each student has numbers of their own, the same ones on every visit; without it they are drawn
 *   for each visit. Capitals and doubled spaces make no other student.
 * - `seed`: the same numbers for everyone; a file may have one itself.
 * - `attempts`: so many answers before the right one is shown unasked; without it what the file says, or 2.
 * - `key`: for teachers, the answer key below the exercise.
 * - `heading-level` of the title in the page's outline; without it 3.
 *
 * After each answer that could be read it sends one composed event `llm-answer`, whose detail is an Answered.
 */
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import type { FileProblem, Grade, PosedExercise, TextPiece, ThreeLimits } from "../../contract";
import { sentence } from "../../kit/engine-element";
import { digits } from "../../kit/format";
import { readFlat, withValue } from "../../scenario/flat";
import { FileElement } from "../file-element";
import { renderNotes } from "../parts/notes";
import { elementStyles } from "../parts/styles";
import { renderWorking } from "../parts/working";
import worked from "../parts/working.css" with { type: "text" };
import { type Control, controlsOf, limitOf, scenarioOf } from "./controls";
import css from "./exercise.css" with { type: "text" };
import { hintButton, unitName, words } from "./words";

/** What `llm-answer` carries: plain values, as JSON can hold them. */
export interface Answered {
  /** The exercise's id, and the seed of its numbers: answerKey() gives the answer for both. */
  exercise: string;
  seed: string;
  /** The attribute; null: none. */
  student: string | null;
  /** As typed; of a choice question, the words of the choice. */
  answer: string;
  /** The number in the unit asked for, as a decimal text; of a choice, its place in the file, from 0. */
  value: string;
  unit: string | null;
  verdict: "right" | "near" | "wrong";
  right: boolean;
  /** Usual mistakes that give this answer. code is "own" for one of the file's. */
  mistakes: { code: string; name: string }[];
  /** Which answer to these numbers it was, from 1; and how many hints had been shown. */
  tries: number;
  hints: number;
}

export class LlmExercise extends FileElement {
  static override properties: PropertyDeclarations = {
    seed: {},
    student: {},
    key: { type: Boolean },
    attempts: { type: Number },
    posed: { state: true },
    given: { state: true },
    grade: { state: true },
    unclear: { state: true },
    hints: { state: true },
    opened: { state: true },
    answerKey: { state: true },
    typed: { state: true },
  };

  declare seed: string | undefined;
  declare student: string | undefined;
  declare key: boolean;
  declare attempts: number | undefined;
  declare private posed: PosedExercise | null;
  /** What is typed or chosen. */
  declare private given: string;
  declare private grade: Grade | null;
  /** What is asked about an answer that could not be read. */
  declare private unclear: string;
  /** How many are shown. */
  declare private hints: number;
  /** Whether the answer was asked for. */
  declare private opened: boolean;
  declare private answerKey: Grade | null;
  /** What was typed in the fields of the scenario, by path. */
  declare private typed: Readonly<Record<string, string>>;
  protected override readonly what = "exercise";
  #text = "";
  /** The seed of what is shown. */
  #shown = "";
  #tries = 0;
  /** How often other numbers were asked for. */
  #turn = 0;
  /** Where the page gives neither seed nor student. */
  readonly #visit = String(crypto.getRandomValues(new Uint32Array(1))[0]);

  static override styles = [...elementStyles, unsafeCSS(worked), unsafeCSS(css)];

  constructor() {
    super();
    this.key = false;
    this.clear();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.hasUpdated && ["seed", "student", "key"].some((name) => changed.has(name))) this.retry();
  }

  protected override clear(): void {
    this.posed = null;
    this.answerKey = null;
    this.#begin();
  }

  #begin(): void {
    this.given = "";
    this.grade = null;
    this.unclear = "";
    this.hints = 0;
    this.opened = false;
    this.typed = {};
    this.#tries = 0;
  }

  /** Of the numbers that are wanted. */
  get #seed(): string {
    const first = this.seed ?? this.student ?? this.#visit;
    return this.#turn === 0 ? first : `${first} ${this.#turn + 1}`;
  }

  protected override async take(
    engine: ThreeLimits,
    text: string,
    current: () => boolean,
  ): Promise<readonly FileProblem[]> {
    if (text !== this.#text) this.#turn = 0;
    const seed = this.#seed;
    const { problems, exercise } = await engine.exercise(text, { seed });
    const answerKey = exercise && this.key ? await engine.answerKey(text, { seed }) : null;
    if (!current()) return problems;
    if (text !== this.#text || seed !== this.#shown) this.#begin();
    this.#text = text;
    this.#shown = seed;
    this.posed = exercise;
    this.answerKey = answerKey;
    return problems;
  }

  #check = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { posed, given } = this;
    if (!posed) return;
    try {
      const grade = await (await this.ready()).grade(this.#text, given, { seed: this.#shown });
      if (this.posed !== posed) return;
      this.failure = null;
      this.unclear = grade.verdict === "unread" ? grade.message : "";
      if (grade.verdict === "unread") return;
      this.grade = grade;
      this.#tries++;
      this.#tell(posed, grade, given);
      if (posed.ask) {
        // After a miss the next hint, and another try.
        if (!this.#shows(posed, grade) && this.hints < posed.hints.length) this.hints++;
        return;
      }
      await this.updateComplete; // the choices can be pressed no more: the focus goes to what became of it
      this.renderRoot.querySelector<HTMLElement>("#feedback")?.focus();
    } catch (error) {
      this.fail(error);
    }
  };

  #tell(posed: PosedExercise, { verdict, value, choices, mistakes }: Grade, given: string): void {
    const chosen = choices.find((one) => one.chosen);
    const detail: Answered = {
      exercise: posed.id,
      seed: posed.seed ?? this.#shown,
      student: this.student ?? null,
      answer: chosen ? plain(chosen.text) : given,
      value: value ?? "",
      unit: posed.ask?.unit ?? null,
      verdict: verdict as Answered["verdict"],
      right: verdict === "right",
      mistakes: mistakes.map(({ code, name }) => ({ code, name })),
      tries: this.#tries,
      hints: this.hints,
    };
    this.dispatchEvent(new CustomEvent<Answered>("llm-answer", { detail, bubbles: true, composed: true }));
  }

  #another = async (): Promise<void> => {
    this.#turn++;
    this.retry();
    await this.loaded;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#text")?.focus();
  };

  /** Whether the answer is there to be seen: after a right one, on request, or when all attempts are made. */
  #shows({ attempts }: PosedExercise, { verdict }: Grade): boolean {
    return verdict === "right" || this.opened || this.#tries >= (this.attempts || attempts);
  }

  /** Other numbers: not where all are to have the same, nor where there are none. */
  get #varies(): boolean {
    return this.posed !== null && this.posed.seed === null && this.seed === undefined && this.posed.ask !== null;
  }

  protected override render(): TemplateResult {
    const { posed, grade } = this;
    if (!posed) return html`<div class="exercise" part="exercise">${this.renderAbsence()}</div>`;
    const { title, text, ask, hints } = posed;
    const shows = grade !== null && this.#shows(posed, grade);
    return html`<div class="exercise" part="exercise" lang="en" role="group" aria-labelledby="title">
      <div id="title" class="title" part="title" role="heading" aria-level=${this.headingLevel}>${title}</div>
      <p id="text" class="text" part="text" tabindex="-1">${pieces(text)}</p>
      ${renderNotes(posed.notes)}
      <form @submit=${this.#check}>
        ${ask ? this.#renderField(ask) : this.#renderChoices(posed)}
        ${this.unclear === "" ? nothing : html`<p id="unclear" class="wrong" role="alert">${this.unclear}</p>`}
        <p class="row"><button class="check" part="check"
          ?disabled=${grade !== null && ask === null}>${words.check}</button>
          ${
            this.hints < hints.length
              ? html`<button type="button" class="quiet" @click=${() => {
                  this.hints++;
                }}>${hintButton(this.hints, hints.length)}</button>`
              : nothing
          }
          ${
            this.#varies
              ? html`<button type="button" class="quiet" @click=${this.#another}>${words.another}</button>`
              : nothing
          }</p>
      </form>
      <ol class="hints" aria-live="polite">${hints
        .slice(0, this.hints)
        .map((hint) => html`<li>${pieces(hint)}</li>`)}</ol>
      <div id="feedback" role="status" part="feedback" tabindex="-1">${grade ? renderVerdict(grade) : nothing}</div>
      ${this.renderFailure()}
      ${
        grade && ask && !shows
          ? html`<p class="row"><button type="button" class="quiet" @click=${() => {
              this.opened = true;
            }}>${words.answer}</button></p>`
          : nothing
      }
      ${grade && ask && shows ? this.#renderWorking(grade) : nothing}
      ${grade && ask && shows ? this.#renderExplore(posed, ask.figure) : nothing}
      ${this.answerKey ? renderKey(this.answerKey, posed) : nothing}
    </div>`;
  }

  #renderField({ label, unit, tolerance }: NonNullable<PosedExercise["ask"]>): TemplateResult {
    return html`<label for="answer">${label}, in ${unitName(unit)}</label>
      <input id="answer" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${this.given}
        aria-describedby="accepted ${this.unclear === "" ? "" : "unclear"}"
        aria-invalid=${this.unclear !== ""} @input=${(event: Event) => {
          this.given = (event.target as HTMLInputElement).value;
        }}>
      <p id="accepted" class="soft">Estimate first; ${
        tolerance === "exactly" ? "the exact number is wanted" : `${tolerance} is right`
      }.</p>`;
  }

  #renderChoices({ choices }: PosedExercise): TemplateResult {
    const { grade } = this;
    const shown = grade
      ? grade.choices
      : choices.map((choice) => ({ ...choice, why: [], right: false, chosen: false }));
    return html`<fieldset ?disabled=${grade !== null}><legend class="unseen">Choose one</legend>
      ${shown.map(
        ({
          id,
          text,
          why,
          right,
          chosen,
        }) => html`<div class="option ${grade ? (right ? "right" : chosen ? "not" : "") : ""}">
        <label><input type="radio" name="choice" value=${id} .checked=${this.given === id} @change=${() => {
          this.given = id;
        }}> <span>${pieces(text)}</span></label>
        ${
          grade
            ? html`<p class="why">${
                right ? html`<b>Right.</b>` : chosen ? html`<b>Not this one.</b>` : nothing
              } ${pieces(why)}</p>`
            : nothing
        }</div>`,
      )}</fieldset>`;
  }

  #renderWorking({ verdict, answer, working }: Grade): TemplateResult {
    return html`<details class="each" part="working" ?open=${verdict === "right" || this.opened}><summary>${words.working}</summary>
      <p><b>${answer!.text}</b> (${answer!.tolerance})</p>${renderWorking(working)}</details>`;
  }

  #renderExplore(posed: PosedExercise, figure: string): TemplateResult {
    const controls = controlsOf(posed);
    let scenario = scenarioOf(posed.scenario);
    const wrong: Record<string, string> = {};
    for (const { path, entry } of controls) {
      const typed = this.typed[path];
      if (!entry || typed === undefined) continue;
      const read = readFlat(entry, typed);
      if ("message" in read) wrong[path] = read.message;
      else if ("value" in read) scenario = withValue(scenario, entry.path!, read.value);
    }
    return html`<details class="each" part="scenario">
    <summary>${controls.some(({ entry }) => entry) ? words.explore : words.drawn}</summary>
      <div class="controls">${controls.map((control) => this.#renderControl(control, wrong[control.path]))}</div>
      ${this.#renderLimit(limitOf(figure), scenario)}</details>`;
  }

  #renderControl({ path, label, text, isNumber, entry }: Control, wrong: string | undefined): TemplateResult {
    if (!entry) return html`<p class="control"><span>${label}</span> <b>${isNumber ? digits(text) : text}</b></p>`;
    return html`<div class="control"><label for=${path}>${label}</label>
      <input id=${path} inputmode="decimal" autocomplete="off" .value=${this.typed[path] ?? text}
        aria-invalid=${wrong !== undefined} aria-describedby="${path}-wrong"
        @input=${(event: Event) => {
          this.typed = { ...this.typed, [path]: (event.target as HTMLInputElement).value };
        }}>
      <p id="${path}-wrong" class=${wrong ? "wrong" : ""}>${wrong ?? nothing}</p></div>`;
  }

  /** Its own changes are no news of the page's. */
  #renderLimit(limit: ReturnType<typeof limitOf>, scenario: ReturnType<typeof scenarioOf>): TemplateResult {
    const [level, quiet] = [this.headingLevel + 1, (event: Event): void => event.stopPropagation()];
    switch (limit) {
      case "cost":
        return html`<llm-cost heading-level=${level} .engine=${this.engine} .scenario=${scenario}
          @llm-change=${quiet}></llm-cost>`;
      case "latency":
        return html`<llm-latency heading-level=${level} .engine=${this.engine} .scenario=${scenario}
          @llm-change=${quiet}></llm-latency>`;
      case "context":
        return html`<llm-context heading-level=${level} .engine=${this.engine} .scenario=${scenario}
          @llm-change=${quiet}></llm-context>`;
    }
  }
}

function renderVerdict({ verdict, message, read, mistakes, answer }: Grade): TemplateResult {
  const near = verdict === "near" ? ` ${sentence(`The answer counts ${answer!.tolerance}`)}` : "";
  return html`<p class="verdict ${verdict}">${message}${near}${
    answer && verdict !== "right" ? html` <span class="soft">Read as ${digits(read ?? "")}.</span>` : nothing
  }</p>
    ${mistakes.map(
      ({ name, formula, message, text }) => html`<div class="mistake"><p><b>${name}.</b> ${pieces(message)}</p>
      <p class="soft">${formula ? html`${words.how} <i>${formula}</i>. ` : nothing}${words.yours} ${text}.</p></div>`,
    )}`;
}

function renderKey({ answer, mistakes, working, choices }: Grade, { hints }: PosedExercise): TemplateResult {
  return html`<section class="key" part="key" aria-label=${words.key}><p class="name">${words.key}</p>
    ${answer ? html`<p><b>${answer.text}</b> (${answer.tolerance})</p>${renderWorking(working)}` : nothing}
    ${
      choices.length > 0
        ? html`<ul>${choices.map(
            ({ text, why, right }) =>
              html`<li class=${right ? "right" : ""}>${
                right ? html`<b>Right:</b>` : nothing
              } ${pieces(text)} <span class="soft">${pieces(why)}</span></li>`,
          )}</ul>`
        : nothing
    }
    ${
      mistakes.length > 0
        ? html`<p>${words.mistakes}</p><ul>${mistakes.map(({ name, text }) => html`<li>${name}: ${text}</li>`)}</ul>`
        : nothing
    }
    ${
      hints.length > 0
        ? html`<p>${words.hints}</p><ol>${hints.map((hint) => html`<li>${pieces(hint)}</li>`)}</ol>`
        : nothing
    }</section>`;
}

/** A text with its numbers. */
function pieces(text: readonly TextPiece[]): (TemplateResult | string)[] {
  return text.map((piece) => (piece.value === undefined ? piece.text : html`<b class="given">${piece.text}</b>`));
}

function plain(text: readonly TextPiece[]): string {
  return text.map((piece) => piece.text).join("");
}
