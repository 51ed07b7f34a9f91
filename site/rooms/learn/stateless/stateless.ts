/**
 * `<learn-stateless>`: the second property. A chat in which each turn's request is seen, with the history or without
 * it, and what that costs.
 */
import { html, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Estimate } from "../../../contract";
import { load } from "../../../core/load";
import { renderSource } from "../../../elements/parts/working";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { counted, exactMoney, money, number } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import type { ApiRequest } from "../../../page/api-request";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { sorted } from "../../parts/sorting";
import { subject } from "../../parts/subject";
import { renderTries } from "../tries";
import type { Memory, Turn } from "./chat";
import { Bookkeeper, type Figures, type Terms, termsOf } from "./figures";
import { withTurn } from "./memory";
import { requestOf, shownJSON, shownText } from "./request";
import css from "./stateless.css" with { type: "text" };
import { type ChatTry, tries, words } from "./words";

/** The longest message. In UTF-16 units. */
const longest = 20_000;
const mostTurns = 50;

interface Question {
  turns: readonly Turn[];
  terms: Terms;
}
interface Answer {
  turns: readonly Turn[];
  rows: readonly Figures[];
}

class LearnStateless extends PageElement {
  static override properties = {
    memory: { state: true },
    typed: { state: true },
    turns: { state: true },
    trying: { state: true },
    answer: { state: true },
    wrong: { state: true },
    failed: { state: true },
  };

  declare memory: Memory;
  declare typed: string;
  declare turns: readonly Turn[];
  declare trying: string | null;
  declare answer: Answer | null;
  /** Why the message was not sent. */
  declare wrong: string | null;
  declare failed: string | null;
  #asked: { turns: readonly Turn[]; terms: string } | null = null;
  readonly #bookkeeper = new Bookkeeper();
  readonly #latest = new Latest<Question, Answer>(
    async ({ turns, terms }) => ({ turns, rows: await this.#bookkeeper.figures(await load(), turns, terms) }),
    (answer) => {
      this.answer = answer;
      this.failed = null;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.memory = tries[0]!.memory;
    this.typed = "";
    this.turns = [];
    this.trying = null;
    this.answer = null;
    this.wrong = null;
    this.failed = null;
  }

  /** Asks again when there is another turn, or other terms. */
  protected override willUpdate(): void {
    const terms = termsOf(subject(), session.scenario ?? {});
    const { turns } = this;
    const key = JSON.stringify(terms);
    if (this.#asked?.turns === turns && this.#asked.terms === key) return;
    this.#asked = { turns, terms: key };
    this.#latest.ask({ turns, terms });
  }

  /** Of a long request the new message is in view. */
  protected override updated(changed: PropertyValues): void {
    const newest = changed.has("turns") ? this.querySelector(".chat li:last-child pre") : null;
    if (newest) newest.scrollTop = newest.scrollHeight;
  }

  #try({ id, memory, turns }: ChatTry): void {
    this.memory = memory;
    this.turns = turns.reduce<readonly Turn[]>((before, said) => withTurn(before, said, memory), []);
    this.trying = id;
    this.wrong = null;
  }

  #send(): void {
    const said = this.typed.trim();
    this.wrong =
      said === ""
        ? words.empty
        : said.length > longest
          ? words.tooLong(number(said.length), number(longest))
          : this.turns.length >= mostTurns
            ? words.full(number(mostTurns))
            : null;
    if (this.wrong !== null) return;
    this.turns = withTurn(this.turns, said, this.memory);
    this.typed = "";
    this.trying = null;
  }

  #restart(): void {
    this.turns = [];
    this.trying = null;
    this.wrong = null;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  override render(): TemplateResult {
    const { turns, answer, typed, wrong } = this;
    const last = turns.at(-1);
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about} <b>${words.honest}</b></p>
      ${renderTries(tries, this.trying, (one) => this.#try(one))}
      ${
        turns.length === 0
          ? nothing
          : html`<ol class="chat"
            aria-label="The conversation">${turns.map((turn, i) => this.#renderTurn(turn, i, turn === last))}</ol>`
      }
      <p class="unseen" role="status">${last ? last.answer : ""}</p>
      ${this.#renderMemory()}
      <form class="fields" @submit=${(event: Event) => {
        event.preventDefault();
        this.#send();
      }}>
        <div class="field wide"><label for="stateless-message">${words.message}</label>
          <textarea id="stateless-message" rows="2" autocomplete="off" aria-invalid=${wrong !== null}
            aria-describedby="stateless-said" .value=${typed}
            @input=${(event: Event) => {
              this.typed = (event.target as HTMLTextAreaElement).value;
              this.wrong = null;
            }} @keydown=${(event: KeyboardEvent) => this.#key(event)}></textarea>
          <p id="stateless-said" class="wrong" role="alert">${wrong ?? nothing}</p></div>
        <p class="wide row"><button type="submit" class="button">${words.send}</button>
          <button type="button" class="link" ?disabled=${turns.length === 0}
            @click=${() => this.#restart()}>${words.again}</button></p></form>
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${answer && answer.rows.length > 0 && turns.length > 0 ? renderTable(answer.rows) : nothing}
      <p class="hint">${words.server} ${renderSource({
        source: words.serverSource,
        sourceUrl: words.serverAddress,
        checked: words.serverChecked,
      })}</p>
      <p class="hint">${words.cheaper}</p>`;
  }

  #renderMemory(): TemplateResult {
    const { memory } = this;
    const choose = (change: Partial<Memory>): void => {
      this.memory = { ...memory, ...change };
    };
    return html`<div class="fields"><div class="field wide"><p id="stateless-memory">${words.memory}</p>
        <p class="row" role="group" aria-labelledby="stateless-memory">${(["all", "last", "none"] as const).map(
          (kind) => html`
          <button type="button" class="choice" aria-pressed=${memory.kind === kind}
            @click=${() => choose({ kind })}>${words[kind]}</button>`,
        )}</p></div>
      ${
        memory.kind !== "last"
          ? nothing
          : html`<div class="field"><label for="stateless-turns">${words.turns}</label>
        <select id="stateless-turns" autocomplete="off"
          @change=${(event: Event) => choose({ turns: Number((event.target as HTMLSelectElement).value) })}>
          ${[1, 2, 3, 5, 10].map(
            (turns) => html`<option value=${turns} .selected=${turns === memory.turns}>${turns}</option>`,
          )}</select></div>`
      }</div>`;
  }

  /** A turn is drawn anew where something of it is another, and not with every key. */
  #renderTurn(turn: Turn, at: number, isLast: boolean): unknown {
    const row = this.answer?.turns[at] === turn ? this.answer.rows[at] : undefined;
    const { model } = session;
    const maxTokens = session.store.state.settings.request?.maxTokens;
    return guard([turn, at, isLast, row, model, maxTokens], () =>
      renderTurn(turn, number(at + 1), isLast, row, requestOf(turn.sent, model, maxTokens)),
    );
  }
}

function renderTurn(
  turn: Turn,
  place: string,
  isLast: boolean,
  row: Figures | undefined,
  request: ApiRequest,
): TemplateResult {
  const [before, said, after] = shownJSON(request);
  return html`<li>
    <p class="told"><span class="who">You</span> ${shownText(turn.said)}</p>
    <details ?open=${isLast}><summary>Request ${place}: ${counted(turn.sent.length, "message")}${
      row ? `, ${about(row.estimate)}${counted(row.estimate.usage.input, "token")}` : ""
    }</summary>
      <figure class="code"><figcaption><b>${request.name}</b> <span>${request.address}</span></figcaption>
        <pre tabindex="0" role="region"
          aria-label="Request ${place} as JSON"><code>${before}<mark>${said}</mark>${after}</code></pre></figure>
          </details>
    <p class="answered"><span class="who">Answer</span> ${shownText(turn.answer)}</p></li>`;
}

/** Before figures that are a range: what is shown is typical. */
function about({ context, cost }: Estimate): string {
  return context?.range || cost?.range ? "about " : "";
}

function renderTable(rows: readonly Figures[]): TemplateResult {
  const last = rows.at(-1)!;
  const most = sorted(rows, ({ estimate }) => estimate.usage.input, true)[0]!.estimate.usage.input;
  const apart = rows.every(({ estimate }) => estimate.context);
  return html`<p>${counted(rows.length, "turn")}: ${about(last.estimate)}<b>${number(
    Number(last.sent),
  )}</b> tokens sent${
    last.usd === null ? "." : html`, <b title=${exactMoney(last.usd)}>${money(last.usd)}</b> with the answers.`
  }
      ${last.usd === null ? words.noPrice : nothing} <span class="hint">${
        last.overhead ? words.format : words.noFormat
      }</span></p>
    <div class="scroll" tabindex="0" role="region" aria-label="Turns"><table>
      <caption>${apart ? words.caption : words.captionApart}</caption>
      <thead><tr><th scope="col">Turn</th><th scope="col" class="number">Sent</th>
      <th scope="col" class="number">Sent so far</th><th scope="col" class="number">Cost</th>
      <th scope="col" class="number">Cost so far</th></tr></thead>
      <tbody>${rows.map(
        ({ estimate, sent, usd }, i) => html`<tr>
        <th scope="row">${number(i + 1)}${renderBar(estimate, most)}</th>
        <td class="number">${number(estimate.usage.input)}</td><td class="number">${number(Number(sent))}</td>
        ${
          estimate.cost
            ? html`<td class="number"
            title=${exactMoney(estimate.cost.perRequest)}>${money(estimate.cost.perRequest)}</td>`
            : html`<td class="number">–</td>`
        }
        <td class="number" title=${usd === null ? nothing : exactMoney(usd)}>${usd === null ? "–" : money(usd)}</td>
        </tr>`,
      )}</tbody>
    </table></div>`;
}

/** The request's parts, as the engine stacks them; the viewBox is the scale. */
function renderBar({ context, usage }: Estimate, most: number): TemplateResult {
  const parts = context?.parts.filter(({ name }) => name !== "reserved");
  return html`<svg class="bar" viewBox="0 0 ${most || 1} 1" preserveAspectRatio="none" aria-hidden="true">
    ${
      parts
        ? parts.map(
            ({ name, from, to }) =>
              svg`<path class=${name === "history" ? "sure" : "beyond"} d="M${from} 0H${to}V1H${from}Z"></path>`,
          )
        : svg`<rect class="sure" width=${usage.input} height="1"></rect>`
    }</svg>`;
}

customElements.define("learn-stateless", LearnStateless);
