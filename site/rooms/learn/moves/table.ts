/**
 * `<learn-moves>`: techniques against the limit each one pushes, with its effect on the learner's own scenario: that
 * one change, estimated; was → now; and applied on a press.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Count, Estimate, Note, Scenario, ThreeLimits } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { Latest } from "../../../kit/latest";
import { PageElement } from "../../../session/page-element";
import { roomLink } from "../../../session/room-link";
import { session } from "../../../session/session";
import { modelOptions } from "../../parts/models";
import {
  asNew,
  changed,
  type Documents,
  type Move,
  mayChange,
  moves,
  newTexts,
  type Option,
  optionFor,
  smallerModel,
} from "./moves";
import css from "./moves.css" with { type: "text" };
import { type Effect, effectOf, limits, words } from "./words";

interface Question {
  scenario: Scenario;
  estimate: Estimate;
  model: string;
  documents: Documents;
}
/** A move on a scenario: its change, and what comes of it; or why there is none. */
interface Outcome {
  option: Option | null;
  effects: readonly Effect[];
  notes: readonly Note[];
  failed: string | null;
}

const ways = { less: "↓ less", more: "↑ more" } as const;

class LearnMoves extends PageElement {
  static override properties = {
    model: { state: true },
    documents: { state: true },
    outcomes: { state: true },
    failed: { state: true },
  };

  /** What "a smaller model" is. */
  declare model: string;
  /** What caching can count on. */
  declare documents: Documents;
  declare outcomes: ReadonlyMap<string, Outcome> | null;
  declare failed: string | null;
  #asked: Question | null = null;
  /** The button that takes the focus once it is there, because the one that had it goes. */
  #next: { id: string; does: "apply" | "undo" } | null = null;
  readonly #latest = new Latest<Question, ReadonlyMap<string, Outcome>>(
    (question) => this.#ask(question),
    (outcomes) => {
      this.outcomes = outcomes;
      this.failed = null;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.model = smallerModel;
    this.documents = "new";
    this.outcomes = null;
    this.failed = null;
  }

  protected override willUpdate(): void {
    const { scenario, estimate } = session;
    const { model, documents } = this;
    const asked = this.#asked;
    if (!scenario || !estimate) return;
    if (asked?.scenario === scenario && asked.model === model && asked.documents === documents) return;
    this.#asked = { scenario, estimate, model, documents };
    this.#latest.ask(this.#asked);
  }

  protected override updated(): void {
    if (!this.#next) return;
    const button = this.querySelector<HTMLElement>(`[data-move="${this.#next.id}"] [data-does="${this.#next.does}"]`);
    if (!button) return;
    this.#next = null;
    button.focus();
  }

  #apply({ id, title }: Move, { values }: Option): void {
    session.store.change(values, words.applied(title));
    this.#next = { id, does: "undo" };
  }

  #undo({ id }: Move): void {
    session.store.undo();
    this.#next = { id, does: "apply" };
  }

  async #ask({ scenario, estimate, model, documents }: Question): Promise<ReadonlyMap<string, Outcome>> {
    const engine = await load();
    const outcomes = new Map<string, Outcome>();
    for (const move of moves) {
      const option = optionFor(move, scenario, model, documents);
      const none = { option, effects: [], notes: [], failed: null };
      if (!option) {
        outcomes.set(move.id, none);
        continue;
      }
      try {
        const before = option.asNew ? asNew(scenario, await newInput(engine, scenario)) : scenario;
        const now = option.values.length === 0 ? estimate : await engine.estimate(changed(before, option.values));
        const effects = move.figures.map((name) => effectOf(name, estimate, now)).filter((one) => one !== null);
        outcomes.set(move.id, { ...none, effects, notes: newNotes(estimate, now) });
      } catch (error) {
        outcomes.set(move.id, { ...none, failed: sentence(error) });
      }
    }
    return outcomes;
  }

  override render(): TemplateResult {
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${session.estimate ? nothing : html`<p class="hint">${words.waiting}</p>`}
      <table role="table" class="moves">
        <caption class="unseen">Techniques, the limits they push, and their effect on the scenario</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Move</th>
          <th role="columnheader" scope="col">${words.pushes}</th><th role="columnheader" scope="col">${words.here}</th>
          </tr></thead>
        <tbody role="rowgroup">${moves.map((move) => this.#renderMove(move))}</tbody>
      </table>`;
  }

  #renderMove(move: Move): TemplateResult {
    const { title, does, exchange, pushes, see } = move;
    return html`<tr role="row" data-move=${move.id}>
      <th role="rowheader" scope="row"><b class="title">${title}</b> <span class="does">${does}</span>
        <span class="aside">${words.exchange} ${exchange}${
          see ? html` ${roomLink(see, see.title, false)}` : nothing
        }</span></th>
      <td role="cell" class="pushes"><ul>${pushes.map(
        ({ limit, more }) => html`<li><b class=${limit}>${limits[limit]}</b> ${ways[more ? "more" : "less"]}</li>`,
      )}</ul></td>
      <td role="cell" class="effect">${this.#renderOutcome(move)}${this.#renderUndo(move)}</td></tr>`;
  }

  #renderOutcome(move: Move): TemplateResult | typeof nothing {
    const outcome = this.outcomes?.get(move.id);
    if (!outcome) return nothing;
    const { option, effects, notes, failed } = outcome;
    const choose =
      move.id === "smaller" ? this.#renderModel() : move.id === "caching" ? this.#renderDocuments() : nothing;
    if (!option) return html`${choose}${this.#isApplied(move) ? nothing : html`<p class="hint">${move.idle}</p>`}`;
    return html`${choose}
      ${failed === null ? nothing : html`<p class="wrong">${failed}</p>`}
      ${option.said === "" ? nothing : html`<p class="hint">With ${option.said}:</p>`}
      ${effects.length === 0 && failed === null ? html`<p class="hint">${words.waiting}</p>` : nothing}
      ${effects.map((effect) => renderEffect(effect))}
      ${notes.map(({ message }) => html`<p class="hint">Mind: ${message}</p>`)}
      ${
        option.values.length === 0 || option.asNew || failed !== null
          ? nothing
          : html`<p>
        <button type="button" class="button" data-does="apply" aria-label="${words.apply}: ${move.title}"
          @click=${() => this.#apply(move, option)}>${words.apply}</button></p>`
      }`;
  }

  #isApplied({ title }: Move): boolean {
    return session.store.undoable === words.applied(title);
  }

  #renderUndo(move: Move): TemplateResult | typeof nothing {
    if (!this.#isApplied(move)) return nothing;
    return html`<p role="status">${words.applied(move.title)}
      <button type="button" class="link" data-does="undo" aria-label="${words.undo}: ${move.title}"
        @click=${() => this.#undo(move)}>${words.undo}</button></p>`;
  }

  /** Where there are texts that may be others with each question. */
  #renderDocuments(): TemplateResult | typeof nothing {
    if (!session.scenario || !mayChange(session.scenario)) return nothing;
    return html`<div class="fields"><div class="field"><label for="moves-documents">${words.documents}</label>
      <select id="moves-documents" autocomplete="off" @change=${(event: Event) => {
        this.documents = (event.target as HTMLSelectElement).value as Documents;
      }}>${(["new", "same"] as const).map(
        (kind) => html`<option value=${kind} .selected=${kind === this.documents}>${words.texts[kind]}</option>`,
      )}</select></div></div>`;
  }

  #renderModel(): TemplateResult {
    return html`<div class="fields"><div class="field"><label for="moves-model">${words.model}</label>
      <select id="moves-model" autocomplete="off" @change=${(event: Event) => {
        this.model = (event.target as HTMLSelectElement).value;
      }}>
        ${modelOptions(session.models, this.model)}</select></div></div>`;
  }
}

/** How many tokens change with each question, as the engine adds them up. */
async function newInput(engine: ThreeLimits, scenario: Scenario): Promise<Count> {
  const { usage, context } = await engine.estimate(newTexts(scenario));
  const range = context?.range?.input;
  return range ? { ...range, typical: usage.input } : usage.input;
}

function renderEffect({ limit, was, now, what, way }: Effect): TemplateResult {
  return html`<p class="figures"><b class=${limit}>${limits[limit]}</b>
    <span>${was} → <b>${now}</b> ${what}</span>
    <span class="aside">${way === "same" ? words.same : ways[way]}</span></p>`;
}

/** What the change makes one mind that was not so before. */
function newNotes(was: Estimate, now: Estimate): readonly Note[] {
  const known = new Set(was.notes.map(({ code }) => code));
  return now.notes.filter(({ code, severity }) => severity !== "info" && !known.has(code));
}

customElements.define("learn-moves", LearnMoves);
