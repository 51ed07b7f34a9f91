/**
 * `<tokens-languages>`: what the same text takes in many languages, in one encoding: parallel texts, or one's own. Each
 * is held against the first.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { EncodingInfo, TextComparison } from "../../../contract";
import { inTime } from "../../../core/in-time";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { exactMoney, figure, money, price, tokens as spellTokens } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { ratio } from "../../../kit/units";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { type Key, type Order, pressed, sorted } from "../../parts/sorting";
import { type Subject, subject } from "../../parts/subject";
import { bar, heading } from "../../parts/table";
import type { Passage } from "./declaration";
import css from "./languages.css" with { type: "text" };
import { unitOf } from "./unit";
import { words } from "./words";

type Column = "name" | "tokens" | "perUnit" | "relative" | "usd";

/** A text and what it is compared as. */
type Text = Pick<Passage, "name" | "text" | "unit"> & Partial<Pick<Passage, "tag" | "direction">>;

interface Row {
  text: Text;
  comparison: TextComparison;
}

interface Question {
  texts: readonly Text[];
  subject: Subject;
  usdPerMTok: string | undefined;
}

interface Answer {
  rows: readonly Row[];
  subject: Subject;
  usdPerMTok: string | undefined;
}

/** Texts of one's own at most: a table of more is not read. */
const mostOwn = 12;

class TokensLanguages extends PageElement {
  static override properties = {
    own: { state: true },
    texts: { state: true },
    encodings: { state: true },
    encoding: { state: true },
    order: { state: true },
    answer: { state: true },
    wrong: { state: true },
  };

  /** Whether one's own texts are compared, and those. */
  declare own: boolean;
  declare texts: readonly Text[];
  declare encodings: readonly EncodingInfo[];
  /** The encoding chosen here; null: what counts the request. */
  declare encoding: string | null;
  declare order: Order<Column>;
  declare answer: Answer | null;
  declare wrong: string | null;
  #passages: readonly Passage[] = [];
  #asked = "";
  readonly #latest = new Latest<Question, Answer>(
    compare,
    (answer) => {
      this.answer = answer;
      this.wrong = null;
    },
    (error) => {
      this.wrong = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.own = false;
    this.texts = [
      { name: "Text 1", text: "", unit: "words" },
      { name: "Text 2", text: "", unit: "words" },
    ];
    this.encodings = [];
    this.encoding = null;
    this.order = { by: "relative", descending: false };
    this.answer = null;
    this.wrong = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  async #open(): Promise<void> {
    try {
      this.#passages = (await inTime(import("./declaration"))).passages;
      this.encodings = await (await load()).encodings();
    } catch (error) {
      this.wrong = sentence(error);
    }
    this.requestUpdate();
  }

  /** Asks again when the texts, what counts them or their price is another. */
  protected override willUpdate(): void {
    const counting = this.#subject;
    const usdPerMTok = session.estimate?.cost?.rates.input ?? session.model?.prices?.input;
    const texts = this.own ? this.texts.filter(({ text }) => text.trim() !== "") : this.#passages;
    const asked = JSON.stringify([
      counting,
      usdPerMTok,
      this.own,
      this.own ? texts.map(({ text }) => text) : texts.length,
    ]);
    if (texts.length === 0 || asked === this.#asked) return;
    this.#asked = asked;
    this.#latest.ask({ texts, subject: counting, usdPerMTok });
  }

  get #subject(): Subject {
    return this.encoding === null ? subject() : { encoding: this.encoding, model: undefined, name: this.encoding };
  }

  override render(): TemplateResult {
    return html`<p class="lead">${this.own ? words.aboutOwn : words.about}</p>
      <p class="row" role="group" aria-label="Which texts">
        <button type="button" class="choice" aria-pressed=${!this.own} @click=${() => {
          this.own = false;
        }}>The Declaration</button>
        <button type="button" class="choice" aria-pressed=${this.own} @click=${() => {
          this.own = true;
        }}>Texts of your own</button></p>
      <div class="fields"><div class="field wide"><label for="languages-encoding">Counted with</label>
        <select id="languages-encoding" autocomplete="off" @change=${(event: Event) => {
          this.encoding = (event.target as HTMLSelectElement).value || null;
        }}>
          <option value="" .selected=${this.encoding === null}>what counts the request: ${subject().name}</option>
          ${this.encodings.map(
            ({ name }) => html`<option value=${name} .selected=${name === this.encoding}>${name}</option>`,
          )}
        </select></div></div>
      ${this.own ? this.#renderTexts() : nothing}
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      ${
        this.answer && this.#shown(this.answer)
          ? this.#renderAnswer(this.answer)
          : this.wrong === null && !this.own
            ? html`<p role="status">Counting…</p>`
            : nothing
      }`;
  }

  /** Not the Declaration's figures under texts of one's own, nor the other way round. */
  #shown({ rows }: Answer): boolean {
    return (
      rows.length > 0 &&
      (rows[0]!.text.tag === undefined) === this.own &&
      (!this.own || this.texts.some(({ text }) => text.trim() !== ""))
    );
  }

  #renderTexts(): TemplateResult {
    return html`<div class="own-texts">${this.texts.map(
      ({ name, text }, i) => html`<div class="field">
        <label for="languages-text-${i}">${name}${i === 0 ? ", which the others are held against" : nothing}</label>
        <textarea id="languages-text-${i}" rows="3" dir="auto" .value=${text}
          @input=${(event: Event) => this.#typed(i, (event.target as HTMLTextAreaElement).value)}></textarea>
      </div>`,
    )}</div>
      ${
        this.texts.length < mostOwn
          ? html`<p><button type="button" class="link" @click=${() => this.#another()}>Add a text</button></p>`
          : nothing
      }`;
  }

  #typed(at: number, text: string): void {
    this.texts = this.texts.map((one, i) => (i === at ? { ...one, text, unit: unitOf(text) } : one));
  }

  #another(): void {
    this.texts = [...this.texts, { name: `Text ${this.texts.length + 1}`, text: "", unit: "words" }];
  }

  #renderAnswer({ rows, subject: counting, usdPerMTok }: Answer): TemplateResult {
    const { order } = this;
    const [first, ...others] = rows;
    const most = sorted(rows, ({ comparison }) => comparison.tokens.high, true)[0]!.comparison.tokens.high;
    const press = (column: Column): void => {
      this.order = pressed(order, column);
    };
    const dearest = sorted(others, (row) => key(row, "relative"), true)[0];
    return html`${
      dearest?.comparison.relative
        ? html`<p>${words.dearest(dearest.text.name, ratio(dearest.comparison.relative), first!.text.name)}</p>`
        : nothing
    }
      <div class="scroll" tabindex="0" role="region" aria-label="Languages"><table>
        <caption>Counted with ${counting.name}. ${words.perUnit} ${
          usdPerMTok === undefined ? nothing : words.money(first!.text.name, price(usdPerMTok))
        }</caption>
        <thead><tr>
          ${heading("name", this.own ? "Text" : "Language", order, press, "")}
          ${heading("tokens", "Tokens", order, press)}
          ${heading("relative", `Against ${first!.text.name}`, order, press)}
          ${heading("perUnit", "Per word", order, press)}
          ${heading("usd", "Price", order, press)}
        </tr></thead>
        <tbody>${[first!, ...sorted(others, (row) => key(row, order.by), order.descending)].map((row) =>
          renderRow(row, most, row === first),
        )}</tbody>
      </table></div>`;
  }
}

async function compare({ texts, subject: counting, usdPerMTok }: Question): Promise<Answer> {
  const { model, encoding } = counting;
  const engine = await load();
  const by = model === undefined ? { encoding } : { model };
  const [comparisons] = await engine.compareTexts(
    texts.map(({ text }) => text),
    [{ ...by, usdPerMTok }],
  );
  return { rows: texts.map((text, i) => ({ text, comparison: comparisons![i]! })), subject: counting, usdPerMTok };
}

/** Decimal strings sort as the numbers they are; the figures shown are the engine's own. */
function key({ text, comparison }: Row, by: Column): Key {
  const decimal = (value: string | null): Key => (value === null ? null : Number(value));
  switch (by) {
    case "name":
      return text.name;
    case "tokens":
      return comparison.tokens.typical;
    case "perUnit":
      return decimal(perUnit({ text, comparison }));
    case "relative":
      return decimal(comparison.relative);
    case "usd":
      return decimal(comparison.usdPerMillionWords);
  }
}

function perUnit({ text, comparison }: Row): string | null {
  return text.unit === "words" ? comparison.perWord : comparison.perCharacter;
}

function renderRow(row: Row, most: number, isFirst: boolean): TemplateResult {
  const { text, comparison } = row;
  const { tokens, relative, usdPerMillionWords: usd, usdRange } = comparison;
  const each = perUnit(row);
  return html`<tr class=${isFirst ? "first" : ""}>
    <th scope="row">${text.name}${
      text.tag === undefined
        ? nothing
        : html`<span class="sample" lang=${text.tag} dir=${text.direction ?? "auto"}>${sample(text)}</span>`
    }${bar(tokens, most, isFirst)}</th>
    <td class="number">${spellTokens(tokens)}</td>
    <td class="number">${relative === null ? "–" : html`${ratio(relative)}×`}</td>
    <td class="number">${
      each === null
        ? "–"
        : html`${figure(
            each,
            text.unit === "words" ? comparison.perWordRange : comparison.perCharacterRange,
            ratio,
          )}${text.unit === "characters" ? html`<span class="aside"> a character</span>` : nothing}`
    }</td>
    <td class="number">${
      usd === null
        ? html`<span class="aside">no price</span>`
        : html`<span title=${exactMoney(usd)}>${figure(usd, usdRange, money)}</span>`
    }</td>
  </tr>`;
}

/** How the text begins: some words, or some characters where there are none. */
function sample({ text, unit }: Text): string {
  const long = unit === "words" ? 32 : 16;
  const cut = text.slice(0, long).replace(/[\ud800-\udbff]$/, "");
  return `${unit === "words" ? cut.replace(/\s\S*$/, "") : cut}…`;
}

customElements.define("tokens-languages", TokensLanguages);
