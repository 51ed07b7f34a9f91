/**
 * `<learn-date>`: the third property. A real model is trained here on a text up to a point, and what it gives to what
 * came before is held against what it gives to what came after; and where the models of the catalogue have theirs.
 */
import { html, nothing, type TemplateResult } from "lit";
import { exampleById } from "../../../content/examples";
import type { SurpriseReport, TokenGenerator, TrainedState } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { number } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { parts, textOf } from "../../parts/source";
import { renderTries } from "../tries";
import css from "./date.css" with { type: "text" };
import { renderSurprise } from "./surprise";
import "./timeline";
import { type DateTry, tries, words } from "./words";

const encoding = "o200k_base";
/** Stretches of the text; the point stands between two of them. */
const stretches = 40;
/** Shown of the text on both sides of the point. In UTF-16 units. */
const glimpse = 90;

type Source = "opticks" | "whole" | "request" | "own";

/**
 * A text and the model of it. points: where each stretch ends, in tokens; ends: where each token does, in UTF-16 units.
 */
interface Trained {
  generator: TokenGenerator;
  text: string;
  points: readonly number[];
  ends: Uint32Array;
}

/** point: after so many stretches. */
interface Question {
  trained: Trained;
  point: number;
}
interface Answer extends Question {
  report: SurpriseReport;
  state: TrainedState;
}

class LearnDate extends PageElement {
  static override properties = {
    source: { state: true },
    own: { state: true },
    trained: { state: true },
    point: { state: true },
    shown: { state: true },
    trying: { state: true },
    failed: { state: true },
  };

  declare source: Source;
  declare own: string;
  declare trained: Trained | null;
  declare point: number;
  declare shown: Answer | null;
  declare trying: DateTry["id"] | null;
  declare failed: string | null;
  readonly #work = new Work(this);
  readonly #latest = new Latest<Question, Answer>(
    ask,
    (answer) => {
      if (answer.trained === this.trained) this.shown = answer;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.source = "opticks";
    this.own = "";
    this.trained = null;
    this.point = 1;
    this.shown = null;
    this.trying = null;
    this.failed = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.trained) void this.#train();
  }

  async #text(): Promise<string> {
    switch (this.source) {
      case "own":
        return this.own;
      case "request":
        return parts().map(textOf).join("\n");
      case "whole":
        return (await import("./whole")).default;
      case "opticks":
        return Object.values(await exampleById("long-document")!.texts()).join("\n");
    }
  }

  async #train(): Promise<void> {
    this.failed = null;
    try {
      await this.#work.run("Training the model", async (signal) => {
        const trained = await train(await this.#text());
        if (signal.aborted) return trained.generator.close();
        this.trained?.generator.close();
        this.trained = trained;
        this.#try(tries[0]!);
      });
    } catch (error) {
      this.failed = isThreeLimitsError(error) ? sentence(error) : (error as Error).message;
    }
  }

  #try({ id, at }: DateTry): void {
    const { length } = this.trained?.points ?? [];
    this.#move({ early: Math.max(1, length >> 3), middle: length >> 1, late: length - Math.max(1, length >> 3) }[at]);
    this.trying = id;
  }

  #move(point: number): void {
    const { trained } = this;
    if (!trained) return;
    this.point = point;
    this.trying = null;
    this.#latest.ask({ trained, point });
  }

  override render(): TemplateResult {
    const { trained } = this;
    const shown = this.shown?.trained === trained ? this.shown : null; // not the figures of another text
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      ${this.#renderSource()}
      ${this.#work.render()}
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${
        trained
          ? html`${renderTries(tries, this.trying, (one) => this.#try(one))}${this.#renderPoint(
              trained,
              shown?.point === this.point,
            )}`
          : nothing
      }
      ${
        shown
          ? html`${renderGlimpse(shown)}${renderSurprise(shown.report, shown.state)}<p class="hint">${words.real}</p>`
          : nothing
      }
      <date-timeline></date-timeline>`;
  }

  #renderSource(): TemplateResult {
    const choices: readonly (readonly [Source, string])[] = [
      ["opticks", words.opticks],
      ["whole", words.whole],
      ["request", words.request],
      ["own", words.own],
    ];
    return html`<div class="fields"><div class="field wide"><label for="date-source">${words.training}</label>
        <select id="date-source" autocomplete="off" @change=${(event: Event) => {
          this.source = (event.target as HTMLSelectElement).value as Source;
          if (this.source !== "own") void this.#train();
        }}>
          ${choices.map(
            ([source, said]) => html`<option value=${source} .selected=${source === this.source}>${said}</option>`,
          )}</select></div>
      ${
        this.source === "own"
          ? html`<div class="field wide"><label for="date-own">${words.yours}</label>
        <textarea id="date-own" rows="5" .value=${this.own} @input=${(event: Event) => {
          this.own = (event.target as HTMLTextAreaElement).value;
        }}></textarea></div>
        <p class="wide"><button type="button" class="button"
          @click=${() => void this.#train()}>${words.train}</button></p>`
          : nothing
      }</div>`;
  }

  /** ready: the figures are of this point. */
  #renderPoint({ points, generator }: Trained, ready: boolean): TemplateResult {
    const said = `${number(points[this.point - 1]!)} of ${number(generator.state.tokens)} tokens`;
    return html`<div class="fields"><div class="field wide"><label for="date-point">${words.point}</label>
        <input id="date-point" type="range" min="1" max=${points.length - 1} step="1" autocomplete="off"
          .value=${String(this.point)} aria-valuetext=${said} aria-describedby="date-point-said"
          @input=${(event: Event) => this.#move(Number((event.target as HTMLInputElement).value))}>
        <p id="date-point-said" class="hint"><b>${said}</b>${ready ? "" : words.underWay}. ${words.pointHint}</p></div>
        </div>`;
  }
}

/** Trained on nothing as yet: how the text falls into stretches is known without. */
async function train(text: string): Promise<Trained> {
  if (text.trim() === "") throw new Error(words.empty);
  const engine = await load();
  const generator = await engine.generator(text, encoding, { upTo: 0, ends: false });
  const { blocks } = await generator.surprise(stretches);
  if (blocks.length < 2) {
    generator.close();
    throw new Error(words.short);
  }
  const { ends } = await engine.segment(text, encoding);
  return { generator, text, points: blocks.map(({ to }) => to), ends };
}

async function ask({ trained, point }: Question): Promise<Answer> {
  const { generator, points } = trained;
  const state = await generator.trainTo(points[point - 1]!);
  return { trained, point, state, report: await generator.surprise(stretches) };
}

/** The text on both sides of the point. */
function renderGlimpse({ trained: { text, ends }, state: { upTo } }: Answer): TemplateResult {
  const at = ends[upTo - 1] ?? 0;
  const before = text.slice(Math.max(0, at - glimpse), at).replace(/^[\udc00-\udfff]|^\S*\s/, "");
  const after = text.slice(at, at + glimpse).replace(/[\ud800-\udbff]$|\s\S*$/, "");
  return html`<p class="glimpse"><span class="unseen">${words.ends}: </span>… ${
    before
  }<mark><span class="unseen"> ${words.goesOn}: </span>${after}</mark> …</p>`;
}

customElements.define("learn-date", LearnDate);
