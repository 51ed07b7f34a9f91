/**
 * An element that shows something of a scenario.
 *
 * The scenario comes from the flat names as attributes (`requests-per-day="10000"`), or whole from the property
 * `scenario`, which then wins. The engine answers with an Estimate; the element renders it and says so with one
 * composed `llm-change`. A page that has an estimate already hands it in as the property `estimate`, and then nothing
 * is asked and no event is sent: whoever gave it knows it.
 */
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Count, ErrorCode, Estimate, Scenario, ThreeLimits } from "../contract";
import { EngineElement, isThreeLimitsError, sentence } from "../kit/engine-element";
import { Latest } from "../kit/latest";
import { type FlatScenario, flatNames, kebab, type Problem, scenarioFromFlat, withValue } from "../scenario/flat";

/** What `llm-change` carries. */
export interface ScenarioChange {
  scenario: Scenario;
  estimate: Estimate;
}

/** What is wrong with what was asked for; asking again does not help. */
const inputErrors: ReadonlySet<ErrorCode> = new Set([
  "bad-scenario",
  "bad-argument",
  "unknown-model",
  "unknown-encoding",
  "no-encoding",
]);

const attributes = new Map(flatNames.map(({ name }) => [kebab(name), name]));

export abstract class ScenarioElement extends EngineElement {
  static override properties: PropertyDeclarations = {
    scenario: { attribute: false },
    estimate: { attribute: false },
    answer: { state: true },
    problems: { state: true },
  };

  /** The scenario as an object; set, it wins over the attributes. */
  declare scenario: Scenario | undefined;
  /** An estimate from outside; set, the engine is not asked. null: one will come, and the fallback shows until then. */
  declare estimate: Estimate | null | undefined;
  declare private answer: ScenarioChange | null;
  declare private problems: readonly Problem[];

  /** The inputs changed since the engine was asked. */
  #stale = true;
  #queued = false;
  #latest = new Latest<FlatScenario, ScenarioChange>(
    (input) => this.#work(input),
    (answer) => this.#done(answer),
    (error) => this.#failed(error),
  );

  constructor() {
    super();
    this.answer = null;
    this.problems = [];
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...attributes.keys()];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (attributes.has(name) && old !== value) this.ask();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#stale) this.ask();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("scenario") || changed.has("engine") || (changed.has("estimate") && this.estimate === undefined))
      this.ask();
  }

  /** What is shown: an estimate from outside, or the engine's answer. */
  protected get shown(): Estimate | null {
    return this.estimate ?? this.answer?.estimate ?? null;
  }

  /** The scenario behind what is shown, where the element asked for it itself. */
  protected get asked(): Scenario | null {
    return this.scenario ?? this.answer?.scenario ?? null;
  }

  override retry(): void {
    this.ask();
  }

  /** Asks the engine for the present scenario, once per turn of the event loop. */
  protected ask(): void {
    this.#stale = true;
    if (!this.isConnected || this.estimate !== undefined || this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => this.#askNow());
  }

  #askNow(): void {
    this.#queued = false;
    if (this.estimate !== undefined) return;
    this.#stale = false;
    const input = this.#input();
    this.problems = input.problems;
    this.#latest.ask(input);
  }

  #input(): FlatScenario {
    if (this.scenario) return { scenario: this.scenario, beside: {}, problems: [] };
    const given: [string, string][] = [];
    for (const [attribute, name] of attributes) {
      const value = this.getAttribute(attribute);
      if (value !== null) given.push([name, value]);
    }
    return scenarioFromFlat(given);
  }

  async #work({ scenario, beside }: FlatScenario): Promise<ScenarioChange> {
    const engine = await this.ready();
    const complete = await this.complete(engine, scenario, beside);
    return { scenario: complete, estimate: await engine.estimate(complete) };
  }

  /** The scenario to estimate, from what was given: the attribute `text` is counted and is the user's part. */
  protected complete(engine: ThreeLimits, scenario: Scenario, beside: Record<string, string>): Promise<Scenario> {
    return withText(engine, scenario, beside);
  }

  #done(answer: ScenarioChange): void {
    if (this.estimate !== undefined) return;
    this.answer = answer;
    this.failure = null;
    this.changed(answer);
  }

  /** There is no answer, for the reason that is shown. */
  protected unanswered(): void {}

  #failed(error: unknown): void {
    this.unanswered();
    if (isThreeLimitsError(error) && inputErrors.has(error.code)) {
      this.failure = null;
      this.problems = [...this.problems, { name: error.field ?? "", text: "", message: sentence(error) }];
    } else {
      this.fail(error);
    }
  }

  /** Says that the element has a new estimate. */
  protected changed(detail: ScenarioChange): void {
    this.dispatchEvent(new CustomEvent<ScenarioChange>("llm-change", { detail, bubbles: true, composed: true }));
  }

  /** Something of what was asked for was not accepted. */
  protected get refused(): boolean {
    return this.problems.length > 0;
  }

  /** What was not accepted, where the person is looking. */
  protected renderProblems(): TemplateResult | typeof nothing {
    if (this.problems.length === 0) return nothing;
    return html`<div class="wrong" role="alert"
      part="problem">${this.problems.map(({ message }) => html`<p>${message}</p>`)}</div>`;
  }
}

/** The scenario with the attribute `text` as the user's part, counted; a number given for that part wins. */
async function withText(engine: ThreeLimits, scenario: Scenario, beside: Record<string, string>): Promise<Scenario> {
  const { text } = beside;
  if (!text || scenario.request?.user !== undefined) return scenario;
  return withValue(scenario, ["request", "user"], await countText(engine, text, scenario));
}

async function countText(engine: ThreeLimits, text: string, { model, encoding }: Scenario): Promise<Count> {
  if (encoding || !model) return engine.count(text, encoding ?? "o200k_base");
  const { tokens, trust } = await engine.measure(text, model);
  return { ...tokens, trust: trust.level };
}
