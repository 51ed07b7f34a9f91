/**
 * `<tokens-compare>`: the request's text in every encoding, and as the tokens of every model with what a million words
 * like these cost. Vocabularies are loaded as they are needed; one that cannot be had leaves its row with the reason,
 * and the others as they are.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { EncodingInfo, Model, PartName, TextComparison } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { exactMoney, figure, money, price, tokens as spellTokens } from "../../../kit/format";
import { searchModels } from "../../../kit/model-search";
import { ratio } from "../../../kit/units";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { type Key, type Order, pressed, sorted } from "../../parts/sorting";
import { partOptions, parts, textOf } from "../../parts/source";
import { type Subject, subject } from "../../parts/subject";
import { bar, heading } from "../../parts/table";
import css from "./compare.css" with { type: "text" };
import { words } from "./words";

type View = "encodings" | "models";
type Column = "name" | "tokens" | "perWord" | "relative" | "usd";

interface Row {
  /** An encoding's name, or a model's id. */
  id: string;
  name: string;
  encoding: string;
  model: Model | null;
  comparison: TextComparison | null;
  /** Why there is no figure; absent, where that is how this one file was made and nothing is wrong. */
  wrong: string | typeof absent | null;
}

/** What the rows were made of. */
interface Made {
  text: string;
  against: Subject;
}

const all = "all";
const absent = Symbol("not in this file");
/** So many models are shown at first. */
const shownAtFirst = 15;

class TokensCompare extends PageElement {
  static override properties = {
    view: { state: true },
    source: { state: true },
    rows: { state: true },
    made: { state: true },
    order: { state: true },
    query: { state: true },
    everything: { state: true },
    said: { state: true },
    wrong: { state: true },
  };

  declare view: View;
  declare source: PartName | typeof all;
  declare rows: readonly Row[];
  declare made: Made | null;
  declare order: Order<Column>;
  /** Letters of the models wanted. */
  declare query: string;
  /** All models, not only the first. */
  declare everything: boolean;
  declare said: string;
  declare wrong: string | null;
  readonly #work = new Work(this);

  constructor() {
    super();
    adopt(css);
    this.view = "encodings";
    this.source = all;
    this.rows = [];
    this.made = null;
    this.order = { by: "tokens", descending: false };
    this.query = "";
    this.everything = false;
    this.said = "";
    this.wrong = null;
  }

  /** The text chosen: one part, or all in their order with a line break between. */
  get #text(): string {
    const there = parts();
    return this.source !== all && there.includes(this.source) ? textOf(this.source) : there.map(textOf).join("\n");
  }

  override render(): TemplateResult {
    const text = this.#text;
    const stale = this.made !== null && this.made.text !== text;
    return html`<p class="lead">${words.about}</p>
      ${
        text === ""
          ? html`<p>${words.empty}</p>`
          : html`<div class="fields">
        <div class="field wide"><label for="compare-source">Text</label>
          <select id="compare-source" autocomplete="off" @change=${(event: Event) => {
            this.source = (event.target as HTMLSelectElement).value as PartName;
          }}>
            <option value=${all} .selected=${this.source === all}>all of the request</option>${partOptions(this.source)}
          </select></div></div>
      <p class="row" role="group" aria-label="What is compared">
        ${(["encodings", "models"] as const).map(
          (view) =>
            html`<button type="button" class="choice" aria-pressed=${this.view === view}
              @click=${() => this.#show(view)}>${{ encodings: "Encodings", models: "Models" }[view]}</button>`,
        )}</p>
      <p class="row"><button type="button" class="button" @click=${() => void this.#compare()}>Compare</button>
        <span class="hint">${ONE_FILE ? words.loadsNothing : words.loads}</span></p>`
      }
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      ${this.#work.render()}
      <p role="status">${this.said}</p>
      ${stale ? html`<p class="hint">The text has changed since. Compare again to see it as it is now.</p>` : nothing}
      ${this.rows.length > 0 && this.made ? this.#renderRows(this.made) : nothing}`;
  }

  #show(view: View): void {
    if (view === this.view) return;
    this.#work.stop();
    const compared = this.made !== null;
    this.view = view;
    this.rows = [];
    this.made = null;
    this.said = "";
    this.order = { by: view === "models" ? "usd" : "tokens", descending: false };
    if (compared) void this.#compare(); // the vocabularies are here, or were wanted
  }

  async #compare(): Promise<void> {
    const text = this.#text;
    const against = subject();
    this.wrong = null;
    this.said = "";
    try {
      const engine = await load();
      const encodings = await engine.encodings();
      const own = await engine.count(text, against.encoding);
      this.rows = this.view === "models" ? modelRows() : encodingRows(encodings);
      const made = (this.made = { text, against });
      const waiting = [...new Set(this.rows.map(({ encoding }) => encoding))];
      const ended = await this.#work.run("Counting", async (signal, tell) => {
        for (const [done, encoding] of waiting.entries()) {
          tell({ what: `Counting with ${encoding}`, done, of: waiting.length });
          await this.#compareWith(encoding, text, own, signal);
          if (signal.aborted) return;
        }
      });
      if (this.made === made)
        this.said = ended
          ? words.compared(this.rows.filter(({ comparison }) => comparison === null).length)
          : "Stopped.";
    } catch (error) {
      this.rows = [];
      this.made = null;
      this.wrong = sentence(error);
    }
  }

  /**
   * Fills the rows that count with this encoding. against: the text's tokens in the encoding that counts the request.
   */
  async #compareWith(encoding: string, text: string, against: number, signal: AbortSignal): Promise<void> {
    const rows = this.rows.filter((row) => row.encoding === encoding);
    let comparisons: readonly (readonly TextComparison[])[] = [];
    let wrong: Row["wrong"] = null;
    try {
      const engine = await load();
      const subjects = rows.map(({ id, model }) =>
        model ? { model: id, usdPerMTok: model.prices?.input } : { encoding: id },
      );
      comparisons = await engine.compareTexts([text], subjects, { against });
    } catch (error) {
      wrong = ONE_FILE && isThreeLimitsError(error) && error.code === "vocabulary-missing" ? absent : sentence(error);
    }
    if (signal.aborted) return;
    this.rows = this.rows.map((row) => {
      const at = rows.indexOf(row);
      return at < 0 ? row : { ...row, comparison: comparisons[at]?.[0] ?? null, wrong };
    });
  }

  #renderRows({ against }: Made): TemplateResult {
    const { order, view } = this;
    const press = (column: Column): void => {
      this.order = pressed(order, column);
    };
    const mine = view === "models" ? against.model : against.encoding;
    const found = view === "models" ? this.#found() : this.rows;
    const inOrder = sorted(found, (row) => key(row, order.by), order.descending);
    const shown =
      view === "encodings" || this.everything || this.query !== ""
        ? inOrder
        : inOrder.filter(({ id }, i) => i < shownAtFirst || id === mine);
    const most =
      sorted(found, ({ comparison }) => comparison?.tokens.high ?? null, true)[0]?.comparison?.tokens.high ?? 1;
    return html`${
      view === "models"
        ? html`<div class="fields"><div class="field wide"><label for="compare-find">Find models</label>
        <input id="compare-find" type="search" autocomplete="off" .value=${this.query} @input=${(event: Event) => {
          this.query = (event.target as HTMLInputElement).value;
        }}></div></div>`
        : nothing
    }
      <div class="scroll" tabindex="0" role="region" aria-label="Comparison"><table>
        <caption>${
          view === "models"
            ? "What a million words like these cost to send, at each model’s input price."
            : `Tokens of each encoding; against ${against.encoding}, which counts the request.`
        }</caption>
        <thead><tr>
          ${heading("name", view === "models" ? "Model" : "Encoding", order, press, "")}
          ${heading("tokens", "Tokens", order, press)}
          ${heading("perWord", "Per word", order, press)}
          ${
            view === "models"
              ? heading("usd", "Million words", order, press)
              : heading("relative", "Against yours", order, press)
          }
        </tr></thead>
        <tbody>${shown.map((row) => this.#renderRow(row, most, row.id === mine))}</tbody>
      </table></div>
      ${
        shown.length < inOrder.length
          ? html`<p><button type="button" class="link" @click=${() => {
              this.everything = true;
            }}>Show all ${inOrder.length} models</button></p>`
          : nothing
      }
      ${found.length === 0 ? html`<p>No model’s name holds “${this.query}”.</p>` : nothing}`;
  }

  #found(): readonly Row[] {
    const wanted = new Set(searchModels(session.models, this.query).map(({ id }) => id));
    return this.rows.filter(({ id }) => wanted.has(id));
  }

  #renderRow({ name, model, comparison, wrong }: Row, most: number, mine: boolean): TemplateResult {
    const head = html`<th scope="row" class="name">${name}${mine ? html`<span class="aside"> yours</span>` : nothing}${
      model && comparison && comparison.trust.level !== "exact"
        ? html` <i class="aside trust" title=${comparison.trust.why}>${comparison.trust.level}</i>`
        : nothing
    }
      ${comparison ? bar(comparison.tokens, most, mine) : nothing}${
        typeof wrong === "string" ? html`<span class="wrong">${wrong}</span>` : nothing
      }</th>`;
    if (!comparison)
      return html`<tr>${head}<td class="number" colspan="3"><span class="aside">${
        wrong === null ? "waiting" : wrong === absent ? "not in this file" : "not counted"
      }</span></td></tr>`;
    const { tokens, perWord, perWordRange, relative, usdPerMillionWords: usd, usdRange } = comparison;
    return html`<tr class=${mine ? "mine" : ""}>${head}
      <td class="number">${spellTokens(tokens)}</td>
      <td class="number">${perWord === null ? "–" : figure(perWord, perWordRange, ratio)}</td>
      <td class="number">${
        this.view === "models"
          ? usd === null
            ? html`<span class="aside">no price</span>`
            : html`<span title="${exactMoney(usd)}, at ${price(
                model?.prices?.input ?? null,
              )} a million tokens">${figure(usd, usdRange, money)}</span>`
          : relative === null
            ? "–"
            : html`${ratio(relative)}×`
      }</td></tr>`;
  }
}

function encodingRows(encodings: readonly EncodingInfo[]): Row[] {
  return encodings.map(({ name }) => ({ id: name, name, encoding: name, model: null, comparison: null, wrong: null }));
}

function modelRows(): Row[] {
  return session.models.flatMap((model) =>
    model.encoding
      ? [{ id: model.id, name: model.name, encoding: model.encoding, model, comparison: null, wrong: null }]
      : [],
  );
}

function key({ name, comparison }: Row, by: Column): Key {
  const decimal = (value: string | null | undefined): Key => (value == null ? null : Number(value));
  switch (by) {
    case "name":
      return name;
    case "tokens":
      return comparison?.tokens.typical ?? null;
    case "perWord":
      return decimal(comparison?.perWord);
    case "relative":
      return decimal(comparison?.relative);
    case "usd":
      return decimal(comparison?.usdPerMillionWords);
  }
}

customElements.define("tokens-compare", TokensCompare);
