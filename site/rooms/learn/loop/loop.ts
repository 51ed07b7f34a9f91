/**
 * `<learn-loop>`: the loop by which a language model writes, one step at a time, with a real model that is trained
 * here: context, distribution, what temperature and the cuts do to it, the draw, the token appended; and again.
 */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { exampleById } from "../../../content/examples";
import type {
  Candidate,
  DrawReport,
  Estimate,
  GenerationStep,
  SamplingOrder,
  SamplingSettings,
  Token,
  TokenGenerator,
} from "../../../contract";
import { load } from "../../../core/load";
import { renderFields, renderOrder } from "../../../elements/sampling/controls";
import { renderDistribution, three } from "../../../elements/sampling/distribution";
import distribution from "../../../elements/sampling/distribution.css" with { type: "text" };
import { spelled, written } from "../../../elements/sampling/words";
import { adopt } from "../../../kit/adopt";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { counted, exactMoney, number, seconds } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { parts, textOf } from "../../parts/source";
import { fields, type Name, settingsOf, type Typed, usual, type Wrong } from "./controls";
import { renderDraws } from "./draws";
import css from "./loop.css" with { type: "text" };
import { stopped, words } from "./words";

const encoding = "o200k_base";
/** Between two tokens while it plays. In milliseconds. */
const pace = 350;
/** The settings that have a slider too, and its end. */
const slid: Partial<Record<Name, number>> = { temperature: 2, topP: 1 };
const isSlid = ({ name }: { name: Name }): boolean => name in slid;
/** So many draws for the comparison with theory. */
const manyDraws = 1000;

type Source = "opticks" | "request" | "own";

/** What the engine is asked about: everything that the next distribution depends on. */
interface Question {
  generator: TokenGenerator;
  prompt: string;
  answer: readonly Token[];
  typed: Typed;
}
/** What it gives; settings and step are null where something typed is wrong. */
interface Answer {
  context: readonly number[];
  settings: SamplingSettings | null;
  step: GenerationStep | null;
  wrong: Wrong;
  estimate: Estimate | null;
}

class LearnLoop extends PageElement {
  static override properties = {
    source: { state: true },
    own: { state: true },
    prompt: { state: true },
    typed: { state: true },
    answer: { state: true },
    generator: { state: true },
    shown: { state: true },
    draws: { state: true },
    playing: { state: true },
    failed: { state: true },
    ended: { state: true },
  };

  declare source: Source;
  declare own: string;
  declare prompt: string;
  declare typed: Typed;
  /** What was generated so far. */
  declare answer: readonly Token[];
  declare generator: TokenGenerator | null;
  declare shown: Answer | null;
  declare draws: DrawReport | null;
  declare playing: boolean;
  declare failed: string | null;
  /** Why the answer is complete. */
  declare ended: GenerationStep["stop"];
  readonly #work = new Work(this);
  #orders: readonly SamplingOrder[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether what is shown is of the text and the settings as they are now; and how many steps wait for it. */
  #fresh = false;
  #waiting = 0;
  readonly #latest = new Latest<Question, Answer>(
    (question) => this.#ask(question),
    (answer, question) => this.#shown(answer, question),
    (error) => {
      this.failed = sentence(error);
      this.playing = false;
    },
  );

  constructor() {
    super();
    adopt(distribution);
    adopt(css);
    this.source = "opticks";
    this.own = "";
    this.prompt = "The rays of";
    this.typed = usual;
    this.answer = [];
    this.generator = null;
    this.shown = null;
    this.draws = null;
    this.playing = false;
    this.failed = null;
    this.ended = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.generator) void this.#train();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  async #text(): Promise<string> {
    if (this.source === "own") return this.own;
    if (this.source === "request") return parts().map(textOf).join("\n");
    return Object.values(await exampleById("long-document")!.texts()).join("\n");
  }

  async #train(): Promise<void> {
    this.#pause();
    this.failed = null;
    try {
      await this.#work.run("Training the model", async (signal) => {
        const engine = await load();
        const text = await this.#text();
        if (text.trim() === "") throw new Error(words.empty);
        this.#orders = await engine.samplingOrders();
        const generator = await engine.generator(text, encoding);
        if (signal.aborted) return generator.close();
        this.generator?.close();
        this.generator = generator;
        this.#restart();
      });
    } catch (error) {
      this.failed = isThreeLimitsError(error) ? sentence(error) : (error as Error).message;
    }
  }

  /** Asks what can come next, after any change. */
  #next(): void {
    this.draws = null;
    this.#fresh = false;
    const { generator, prompt, answer, typed } = this;
    if (generator) this.#latest.ask({ generator, prompt, answer, typed });
  }

  async #ask({ generator, prompt, answer, typed }: Question): Promise<Answer> {
    const engine = await load();
    const before = await engine.encode(prompt, encoding);
    const context = [...before, ...answer.map(({ id }) => id!)];
    const { model, speed } = session.store.state.settings;
    const estimate =
      model === undefined
        ? null
        : await engine.estimate({
            model,
            request: { user: before.length, output: answer.length },
            ...(speed && { speed }),
          });
    const wrong = (wrong: Wrong): Answer => ({ context, settings: null, step: null, wrong, estimate });
    const read = settingsOf(typed, this.#orders, answer.length);
    if ("wrong" in read) return wrong(read.wrong);
    const { settings } = read;
    try {
      return { context, settings, step: await generator.step(context, settings), wrong: {}, estimate };
    } catch (error) {
      const field = isThreeLimitsError(error) ? fields.find(({ name }) => name === error.field)?.name : undefined;
      if (!field) throw error;
      return wrong({ [field]: sentence(error) });
    }
  }

  #shown(answer: Answer, question: Question): void {
    if (
      question.answer !== this.answer ||
      question.typed !== this.typed ||
      question.prompt !== this.prompt ||
      question.generator !== this.generator
    )
      return;
    this.failed = null;
    this.shown = answer;
    this.#fresh = true;
    clearTimeout(this.#timer);
    const { step } = answer;
    if (step?.complete) this.ended = step.complete;
    if (!step || this.ended) {
      this.#waiting = 0;
      this.#pause();
    } else if (this.#waiting > 0) {
      this.#waiting--;
      this.#append(step.draw.candidate);
    } else if (this.playing) this.#timer = setTimeout(() => this.#append(step.draw.candidate), pace);
  }

  /** One more token; as soon as it is known which. */
  #step(): void {
    this.#pause();
    if (this.#fresh && this.shown?.step) this.#append(this.shown.step.draw.candidate);
    else this.#waiting++;
  }

  /** Puts a token at the end: the one that was drawn, or another in its place. */
  #append({ token, rank }: Candidate): void {
    const step = this.shown?.step;
    if (!this.#fresh || !step || !token) return;
    const drawn = rank === step.draw.candidate.rank;
    this.ended = token.end ? { reason: "end", text: "" } : drawn ? step.stop : null;
    if (!token.end) this.answer = [...this.answer, token];
    if (this.ended) this.#pause();
    this.#next();
  }

  #rewind(): void {
    this.#pause();
    this.#waiting = 0;
    if (this.ended?.reason !== "end") this.answer = this.answer.slice(0, -1);
    this.ended = null;
    this.#next();
  }

  #restart(): void {
    this.#pause();
    this.#waiting = 0;
    this.answer = [];
    this.ended = null;
    this.#next();
  }

  #play(): void {
    if (this.playing) return this.#pause();
    if (this.ended) this.#restart();
    this.playing = true;
    this.#next();
  }

  #pause(): void {
    clearTimeout(this.#timer);
    this.playing = false;
  }

  async #draw(): Promise<void> {
    const { generator, shown } = this;
    if (!generator || !this.#fresh || !shown?.settings) return;
    try {
      const draws = await generator.draws(shown.context, manyDraws, shown.settings);
      if (this.shown === shown) this.draws = draws;
    } catch (error) {
      this.failed = sentence(error);
    }
  }

  override render(): TemplateResult {
    const { generator, shown } = this;
    return html`<h3 class="unseen">${words.title}</h3>
      ${this.#work.render()}
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${generator && shown ? this.#renderLoop(shown) : nothing}
      <section class="trained" aria-labelledby="loop-trained"><h4 id="loop-trained">${words.model}</h4>
        <p class="lead">${words.about}</p>
        ${this.#renderSource()}
        ${
          generator
            ? html`<p class="hint">Trained on ${counted(
                generator.state.upTo,
                "token",
              )}: it knows ${number(generator.state.vocabulary)} different ones, counted as ${encoding} does.</p>`
            : nothing
        }</section>`;
  }

  #renderSource(): TemplateResult {
    const choices: readonly (readonly [Source, string])[] = [
      ["opticks", words.opticks],
      ["request", words.request],
      ["own", words.own],
    ];
    return html`<div class="fields"><div class="field wide"><label for="loop-prompt">What stands there first</label>
        <input id="loop-prompt" autocomplete="off" .value=${this.prompt} @input=${(event: Event) => {
          this.prompt = (event.target as HTMLInputElement).value;
          this.#restart();
        }}></div>
      <div class="field wide"><label for="loop-source">${words.training}</label>
        <select id="loop-source" autocomplete="off" @change=${(event: Event) => {
          this.source = (event.target as HTMLSelectElement).value as Source;
          if (this.source !== "own") void this.#train();
        }}>
          ${choices.map(
            ([source, said]) => html`<option value=${source} .selected=${source === this.source}>${said}</option>`,
          )}</select></div>
      ${
        this.source === "own"
          ? html`<div class="field wide"><label for="loop-own">Your text</label>
        <textarea id="loop-own" rows="5" .value=${this.own} @input=${(event: Event) => {
          this.own = (event.target as HTMLTextAreaElement).value;
        }}></textarea></div>
        <p class="wide"><button type="button" class="button"
          @click=${() => void this.#train()}>Train on it</button></p>`
          : nothing
      }</div>`;
  }

  /** Text, phases, cause beside effect: together in one view. */
  #renderLoop(answer: Answer): TemplateResult {
    const { step, wrong, estimate } = answer;
    const goes = step && !step.complete && !this.ended ? step : null;
    return html`<p class="written" aria-label="The text so far"><span>${this.prompt}</span>${this.answer.map(
      (token, i) =>
        html`<mark class=${i === this.answer.length - 1 ? "last" : i % 2 === 0 ? "even" : "odd"}>${written(token)}</mark>`,
    )}</p>
      <p role="status">${this.ended ? `${stopped(this.ended)} ${counted(this.answer.length, "token")}.` : ""}</p>
      ${goes ? this.#renderPhases(goes) : nothing}
      <div class="loop"><div class="cause">
        <p class="row">
          <button type="button" class="button go" ?disabled=${!step || this.ended !== null}
            @click=${() => this.#step()}>Step</button>
          <button type="button" class="button" aria-pressed=${this.playing}
            @click=${() => this.#play()}>${this.playing ? "Pause" : "Play"}</button>
          <button type="button" class="link" ?disabled=${this.answer.length === 0 && this.ended === null}
            @click=${() => this.#rewind()}>Back</button>
          <button type="button" class="link" @click=${() => this.#restart()}>Start again</button></p>
        ${this.#renderSettings(wrong)}
        ${estimate ? this.#renderPassed(estimate) : nothing}</div>
      <div class="effect">${goes ? this.#renderEffect(goes) : nothing}</div></div>`;
  }

  /** What happens between one token and the next; with each token it happens again. */
  #renderPhases({ context, count, draw }: GenerationStep): unknown {
    const phases: readonly (readonly [string, string])[] = [
      ["Read", `${counted(context.tokens, "token")}, all of them`],
      ["Score", `${counted(count, "token")} get a chance`],
      ["Draw", `${three.format(draw.at)} falls on ${spelled(draw.candidate.token!)}`],
      ["Append", "it will stand at the end; again"],
    ];
    return keyed(
      this.answer.length,
      html`<ol class="phases ${this.answer.length > 0 ? "moved" : ""}">${phases.map(
        ([name, what]) => html`<li><b>${name}</b> <span>${what}</span></li>`,
      )}</ol>`,
    );
  }

  #renderEffect(step: GenerationStep): TemplateResult {
    return html`${renderDistribution(step, {
      take: (candidate) => {
        this.#pause();
        this.#append(candidate);
      },
    })}
      <p class="row"><button type="button" class="button"
        @click=${() => void this.#draw()}>Draw it ${number(manyDraws)} times</button></p>
      ${this.draws ? renderDraws(this.draws) : nothing}`;
  }

  #renderPassed({ cost, latency, usage }: Estimate): TemplateResult {
    const name = session.model?.name ?? "the scenario’s model";
    return html`<p class="hint">${words.pass} ${counted(
      usage.input,
      "token",
    )} read and ${number(usage.output)} written: on ${name}
      ${
        [cost && exactMoney(cost.perRequest), latency && seconds(latency.total)].filter((one) => one).join(", ") ||
        "the price is not known"
      }.</p>`;
  }

  #renderSettings(wrong: Wrong): TemplateResult {
    const change = (name: Name | "stop" | "order", value: string): void => {
      this.typed = { ...this.typed, [name]: value };
      this.ended = null;
      this.#next();
    };
    const [first, more] = [fields.filter(isSlid), fields.filter((field) => !isSlid(field))];
    return html`<div class="fields slid">${renderFields("loop", first, this.typed, wrong, change)}
      ${first.map(
        ({ name, label }) => html`<input type="range" class=${name} min="0" max=${slid[name]!} step="0.01"
          aria-label="${label}, on a slider" .value=${this.typed[name]}
          @input=${(event: Event) => change(name, (event.target as HTMLInputElement).value)}>`,
      )}</div>
      <details class="more"><summary>${words.more}</summary><div class="fields settings">
        ${renderFields("loop", more, this.typed, wrong, change)}
        <div class="field"><label for="loop-stop">Stop sequence</label><input id="loop-stop" autocomplete="off"
          .value=${this.typed.stop}
          @input=${(event: Event) => change("stop", (event.target as HTMLInputElement).value)}></div>
        ${renderOrder("loop", this.#orders, this.typed.order, (id) => change("order", id))}
      </div></details>`;
  }
}

customElements.define("learn-loop", LearnLoop);
