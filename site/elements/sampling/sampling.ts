/**
 * `<llm-sampling>`: how the next token is chosen from a distribution, and what temperature, top_k, top_p, min_p and a
 * seed do to it. The distribution is given as candidates with their probabilities, or as a response with
 * log-probabilities, which is then walked token by token.
 */
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import type { LogprobSequence, SampledPart, SamplingOrder, SamplingSettings, ThreeLimits, Token } from "../../contract";
import { EngineElement, isThreeLimitsError, sentence } from "../../kit/engine-element";
import { Latest } from "../../kit/latest";
import { elementStyles } from "../parts/styles";
import { renderFields, renderOrder } from "./controls";
import { named, type Reported, renderDistribution } from "./distribution";
import line from "./distribution.css" with { type: "text" };
import { checked, type Given, type GivenCandidate, readGiven } from "./reading";
import css from "./sampling.css" with { type: "text" };
import { type SamplingName, samplingFields, settingsOf, type Typed, usual, type Wrong } from "./settings";
import { type Position, renderWalk } from "./walk";
import { words } from "./words";

/** What `llm-change` of this element carries: the settings, what was drawn, and where in an answer that is. */
export interface SamplingChange extends Position {
  settings: SamplingSettings;
  sampled: SampledPart;
}

interface Question {
  source: Source;
  position: Position;
  typed: Typed;
}
type Source = readonly LogprobSequence[] | Given;

interface Answer {
  sequences: readonly LogprobSequence[] | null;
  position: Position;
  /** null: something typed is wrong, or there is nothing to choose from. */
  sampled: SampledPart | null;
  reported: Reported | null;
  wrong: Wrong;
}

/** So many candidates are listed one by one. */
const listedAtMost = 20;

/** Attributes of the settings, and the names they have as fields. */
const settings: Readonly<Record<string, keyof Typed>> = {
  temperature: "temperature",
  "top-k": "topK",
  "top-p": "topP",
  "min-p": "minP",
  seed: "seed",
  order: "order",
};

export class LlmSampling extends EngineElement {
  static override styles = [...elementStyles, unsafeCSS(line), unsafeCSS(css)];
  static override properties: PropertyDeclarations = {
    candidates: { attribute: false },
    sequences: { attribute: false },
    distribution: {},
    at: { type: Number },
    answer: { type: Number },
    typed: { state: true },
    shown: { state: true },
    problem: { state: true },
  };

  /** Texts with their probabilities; what they lack to 1 is taken as not reported. They win over the rest. */
  declare candidates: readonly GivenCandidate[] | undefined;
  /** What the engine read from a response. */
  declare sequences: readonly LogprobSequence[] | undefined;
  /**
   * Candidates as JSON, or a response as JSON. Without it, what a `<script type="application/json">` in the light DOM
   * holds.
   */
  declare distribution: string | undefined;
  /** Which token of the answer, and which of several answers, from 0. */
  declare at: number;
  declare answer: number;
  declare private typed: Typed;
  declare private shown: Answer | null;
  /** What is wrong with what was given. */
  declare private problem: string | null;
  #orders: readonly SamplingOrder[] = [];
  #read: { text: string; sequences: readonly LogprobSequence[] } | null = null;
  readonly #latest = new Latest<Question, Answer & { settings: SamplingSettings | null }>(
    (question) => this.#ask(question),
    ({ settings, ...answer }) => this.#answered(answer, settings),
    (error) => this.#failed(error),
  );

  constructor() {
    super();
    this.at = 0;
    this.answer = 0;
    this.typed = usual;
    this.shown = null;
    this.problem = null;
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...Object.keys(settings)];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    const field = settings[name];
    if (field !== undefined && old !== value) this.typed = { ...this.typed, [field]: value ?? usual[field] };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The parser may not have come to what is inside.
    if (document.readyState === "loading")
      document.addEventListener("DOMContentLoaded", () => this.retry(), { once: true });
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.get("sequences")) [this.answer, this.at] = [0, 0]; // another response
    if (
      !this.hasUpdated ||
      ["candidates", "sequences", "distribution", "at", "answer", "typed", "engine"].some((name) => changed.has(name))
    )
      this.retry();
  }

  override retry(): void {
    const source = this.#source();
    if (source === null) {
      this.shown = null;
      return;
    }
    this.#latest.ask({ source, position: { answer: this.answer, at: this.at }, typed: this.typed });
  }

  #source(): Source | null {
    if (this.candidates) return checked(this.candidates.map(({ text, probability }) => [text, probability] as const));
    if (this.sequences) return this.sequences;
    const text = this.distribution ?? this.querySelector('script[type="application/json"]')?.textContent ?? "";
    return text.trim() === "" ? null : readGiven(text);
  }

  async #ask({ source, position, typed }: Question): Promise<Answer & { settings: SamplingSettings | null }> {
    if ("message" in source) throw new Error(source.message);
    const engine = await this.ready();
    if (this.#orders.length === 0) this.#orders = await engine.samplingOrders();
    const given = await this.#distribution(engine, source, position);
    const none = { settings: null, sampled: null, reported: null, wrong: {} };
    if (!given.values) return { ...given, ...none };
    const { sequences, position: settled, values, tokens, reported } = given;
    const read = settingsOf(samplingFields, typed, this.#orders);
    if ("wrong" in read) return { ...none, sequences, position: settled, wrong: read.wrong };
    const asked = { ...read.settings, step: settled.at, shown: listedAtMost };
    try {
      const sampled = await engine.sample(values, asked);
      const { missing, exact } = sampled;
      return {
        sequences,
        position: settled,
        settings: asked,
        sampled: named(sampled, tokens),
        reported: { ...reported, missing: reported.missing ?? missing, exact },
        wrong: {},
      };
    } catch (error) {
      const field = isThreeLimitsError(error)
        ? samplingFields.find(({ name }) => name === error.field)?.name
        : undefined;
      if (!field) throw error;
      return { ...none, sequences, position: settled, wrong: { [field]: sentence(error) } };
    }
  }

  /**
   * What the engine is to choose from; of a response at a token of it. values is null where nothing is known beside
   * what was chosen.
   */
  async #distribution(engine: ThreeLimits, source: Exclude<Source, { message: string }>, { answer, at }: Position) {
    if ("candidates" in source) {
      const listed = source.candidates.map(({ text, probability }) => ({
        token: { id: null, text } satisfies Token,
        probability,
      }));
      return {
        sequences: null,
        position: { answer: 0, at: 0 },
        tokens: listed.map(({ token }) => token),
        values: { probabilities: listed.map(({ probability }) => probability) },
        reported: { listed, chosen: null, missing: null },
      };
    }
    const sequences = "response" in source ? await this.#parse(engine, source.response) : source;
    const position = { answer: within(answer, sequences.length), at: 0 };
    const { steps } = sequences[position.answer]!;
    position.at = within(at, steps.length);
    const { candidates, chosen, missing } = steps[position.at]!;
    const listed = candidates.filter((one) => one.listed);
    return {
      sequences,
      position,
      tokens: listed.map(({ token }) => token),
      values: listed.length === 0 ? null : listed.map(({ logprob }) => logprob),
      reported: { listed, chosen: chosen === null ? null : candidates[chosen]!, missing },
    };
  }

  async #parse(engine: ThreeLimits, text: string): Promise<readonly LogprobSequence[]> {
    if (this.#read?.text !== text) this.#read = { text, sequences: await engine.logprobs(text) };
    return this.#read.sequences;
  }

  #answered(answer: Answer, settings: SamplingSettings | null): void {
    this.failure = null;
    this.problem = null;
    this.shown = answer;
    const { sampled, position } = answer;
    if (!sampled || !settings) return;
    this.dispatchEvent(
      new CustomEvent<SamplingChange>("llm-change", {
        detail: { settings, sampled, ...position },
        bubbles: true,
        composed: true,
      }),
    );
  }

  /** What is wrong with what was given is said, and asking again would not help; else the engine could not be had. */
  #failed(error: unknown): void {
    this.shown = null;
    const mine = !isThreeLimitsError(error) || error.code === "bad-logprobs" || error.code === "bad-argument";
    if (mine) this.problem = sentence(error);
    else this.fail(error);
  }

  #go = (to: Partial<Position>): void => {
    if (to.answer !== undefined) this.answer = to.answer;
    if (to.at !== undefined) this.at = to.at;
  };

  override render(): TemplateResult {
    const { shown } = this;
    if (!shown)
      return html`${
        this.problem === null ? nothing : html`<p class="wrong" role="alert" part="problem">${this.problem}</p>`
      }${this.renderFallback()}`;
    const { sequences, position, sampled, reported, wrong } = shown;
    const change = (name: SamplingName | "order", value: string): void => {
      this.typed = { ...this.typed, [name]: value };
    };
    const alone = sequences && !sampled && Object.keys(wrong).length === 0;
    return html`<div class="sampling" part="sampling" lang="en">
      ${this.renderFailure()}
      ${sequences ? renderWalk(sequences, position, this.#go) : nothing}
      ${
        alone
          ? html`<p>${words.alone}</p>`
          : html`<div class="fields" part="settings" role="group" aria-label=${words.settings}>
        ${renderFields("sampling", samplingFields, this.typed, wrong, change)}
        ${renderOrder("sampling", this.#orders, this.typed.order, (id) => change("order", id))}</div>`
      }
      ${sampled && reported ? renderDistribution(sampled, { reported }) : nothing}
    </div>`;
  }
}

/** A place in a list, or the nearest there is. */
function within(index: number, length: number): number {
  return Number.isInteger(index) ? Math.max(0, Math.min(index, length - 1)) : 0;
}
