/** `<models-catalogue>`: every model that is known, to search, narrow and sort. A name opens what is known of it. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Model, Scenario } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { ending } from "../../../kit/ending";
import { atLeast, counted, figure, money, number, price } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { searchModels } from "../../../kit/model-search";
import { oldestPrices } from "../../../page/status";
import { leavesBehind } from "../../../scenario/on-model";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { type Key, type Order, pressed, sorted } from "../../parts/sorting";
import { heading } from "../../parts/table";
import css from "./catalogue.css" with { type: "text" };
import { renderDetails } from "./details";
import { cutoffs, everything, type Filters, modalities, passes, prices, windows } from "./filters";
import "./price-form";
import { words } from "./words";
import { type Yours, yoursOf } from "./yours";

type Column = "released" | "name" | "input" | "cachedInput" | "output" | "window" | "maxOutput" | "cutoff" | "yours";

/** So many models are shown at first. */
const shownAtFirst = 40;

/** What is not published. */
const none = html`<span class="aside" title="not published">–</span>`;

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });

class ModelsCatalogue extends PageElement {
  static override properties = {
    query: { state: true },
    filters: { state: true },
    order: { state: true },
    open: { state: true },
    all: { state: true },
    narrowing: { state: true },
    yours: { state: true },
  };

  /** Letters of the models wanted. */
  declare query: string;
  declare filters: Filters;
  declare order: Order<Column>;
  /** The model whose details are shown, by its id. */
  declare open: string | null;
  /** All rows, not only the first. */
  declare all: boolean;
  /** The filters are shown where there is no room for them beside the search. */
  declare narrowing: boolean;
  /** What the page's scenario comes to on each model, as far as it is worked out. */
  declare yours: ReadonlyMap<string, Yours>;
  /** The scenario and the models that were asked about last. */
  #asked: { scenario: Scenario; models: readonly Model[] } | null = null;
  readonly #latest: Latest<{ scenario: Scenario; models: readonly Model[] }, ReadonlyMap<string, Yours>> = new Latest(
    async ({ scenario, models }) =>
      yoursOf(
        await load(),
        scenario,
        models.map(({ id }) => id),
        () => this.isConnected && !this.#latest.overtaken,
      ),
    (yours) => {
      if (this.isConnected && !this.#latest.overtaken) this.yours = yours;
    },
    () => {},
  );

  constructor() {
    super();
    adopt(css);
    this.query = "";
    this.filters = everything;
    this.order = { by: "released", descending: true };
    this.open = null;
    this.all = false;
    this.narrowing = false;
    this.yours = new Map();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asked = null;
  }

  protected override updated(): void {
    const { scenario, models } = session;
    if (!scenario || models.length === 0 || !this.isConnected) return;
    if (this.#asked?.scenario === scenario && this.#asked.models === models) return;
    this.#asked = { scenario, models };
    this.#latest.ask(this.#asked);
  }

  override render(): TemplateResult {
    const { models } = session;
    if (models.length === 0) return html`<p role="status">The catalogue is loading.</p>`;
    const found = sorted(
      searchModels(models, this.query).filter((model) => passes(model, this.filters)),
      (model) => this.#key(model),
      this.order.descending,
    );
    const shown = this.all ? found : found.filter(({ id }, i) => i < shownAtFirst || id === this.open);
    return html`<div class="filters">${this.#renderFilters(models)}
        <p role="status">${
          found.length === models.length
            ? counted(models.length, "model")
            : `${number(found.length)} of ${counted(models.length, "model")}`
        }</p></div>
      ${
        found.length === 0
          ? html`<p>${words.nothing} <button type="button" class="link"
          @click=${() => this.#clear()}>Show all</button></p>`
          : this.#renderTable(shown, this.#renderAbout(models))
      }
      ${
        shown.length < found.length
          ? html`<p><button type="button" class="link" @click=${() => {
              this.all = true;
            }}>Show all ${number(found.length)}</button></p>`
          : nothing
      }`;
  }

  #renderAbout(models: readonly Model[]): TemplateResult {
    const { day, stale } = oldestPrices(models);
    const own = models.filter((model) => model.own).length;
    return html`${words.caption} Prices of <time datetime=${day}>${day}</time> or later, read on the vendors’ pages or
      quoted by others, as each says.
      ${own > 0 ? html`${counted(own, "model has", "models have")} prices of your own.` : nothing}
      ${leavesBehind(session.scenario ?? {}) ? words.ownAlone : nothing}
      ${stale ? html`<b>${words.stale}</b>` : nothing}`;
  }

  #renderFilters(models: readonly Model[]): TemplateResult {
    const vendors = [...new Set(models.map(({ vendor }) => vendor))]
      .sort((a, b) => a.localeCompare(b, "en"))
      .map((vendor) => [vendor, vendor] as const);
    return html`<input type="search" autocomplete="off" aria-label="Find" placeholder="Name, vendor or id"
        .value=${this.query} @input=${(event: Event) => {
          this.query = (event.target as HTMLInputElement).value;
        }}>
      <button type="button" class="button" aria-expanded=${this.narrowing} aria-controls="catalogue-narrow"
        @click=${() => {
          this.narrowing = !this.narrowing;
        }}>Filters</button>
      <div class="narrow" id="catalogue-narrow" ?data-open=${this.narrowing}>
      ${this.#select("vendor", "Vendor", "any vendor", vendors)}
      ${this.#select("modality", "Beside text", "takes: any", modalities)}
      ${this.#select("window", "Window at least", "window: any", windows)}
      ${this.#select("price", "Input price at most", "price: any", prices)}
      ${this.#select("cutoff", "Knows until at least", "cutoff: any", cutoffs(models))}
      ${this.#tick("open", "open weights")}${this.#tick("served", "not retired")}</div>`;
  }

  #select(
    name: "vendor" | "modality" | "window" | "price" | "cutoff",
    label: string,
    none: string,
    choices: readonly (readonly [string, string])[],
  ): TemplateResult {
    const set = (event: Event): void => {
      this.filters = { ...this.filters, [name]: (event.target as HTMLSelectElement).value };
    };
    return html`<select aria-label=${label} autocomplete="off" @change=${set}>
      <option value="" .selected=${this.filters[name] === ""}>${none}</option>
        ${choices.map(
          ([value, said]) => html`<option value=${value} .selected=${this.filters[name] === value}>${said}</option>`,
        )}</select>`;
  }

  #tick(name: "open" | "served", label: string): TemplateResult {
    return html`<label class="tick"><input type="checkbox" .checked=${this.filters[name]}
      @change=${(event: Event) => {
        this.filters = { ...this.filters, [name]: (event.target as HTMLInputElement).checked };
      }}> ${label}</label>`;
  }

  #clear(): void {
    this.query = "";
    this.filters = everything;
  }

  #renderTable(models: readonly Model[], about: TemplateResult): TemplateResult {
    const { order } = this;
    const press = (column: Column): void => {
      this.order = pressed(order, column);
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Models"><table>
      <caption>${about}</caption>
      <thead><tr>
        ${heading("name", "Model", order, press, "")}
        ${heading("input", "Input", order, press)}
        ${heading("cachedInput", "Cached", order, press, "number cached")}
        ${heading("output", "Output", order, press)}
        ${heading("window", "Window", order, press, "number window")}
        ${heading("maxOutput", "Max output", order, press, "number most")}
        <th scope="col" class="services">Also as</th>
        ${heading("cutoff", "Knows until", order, press, "number cutoff")}
        ${heading("yours", session.estimate?.cost?.perMonth === null ? "Your request" : "Your month", order, press)}
      </tr></thead>
      <tbody>${repeat(
        models,
        ({ id }) => id,
        (model) => this.#renderRow(model),
      )}</tbody>
    </table></div>`;
  }

  /** On the page's scenario: a range, where the tokenizer is another. */
  #renderYours(id: string): TemplateResult | string {
    const yours = this.yours.get(id);
    if (!yours) return "";
    const cost = yours.usd === null ? none : atLeast(yours.atLeast, figure(yours.usd, yours.range, money));
    return yours.fits ? html`${cost}` : html`${cost} <span class="aside bad">does not fit</span>`;
  }

  #key(model: Model): Key {
    const { by } = this.order;
    if (by !== "yours") return key(model, by);
    const usd = this.yours.get(model.id)?.usd ?? null;
    return usd === null ? null : Number(usd);
  }

  #renderRow(model: Model): TemplateResult {
    const { id, name, vendor, prices, window, cutoff, own, openWeights, pricesStale } = model;
    const open = id === this.open;
    const mine = id === session.store.state.settings.model;
    const marks = [
      vendor,
      mine ? "in use" : "",
      own ? "your prices" : "",
      openWeights ? "open weights" : "",
      ending(model),
      pricesStale && !own ? `price of ${model.pricesChecked ?? "long ago"}` : "",
    ];
    return html`<tr class=${mine ? "mine" : ""}>
        <th scope="row" class="name"><button type="button" class="link" aria-expanded=${open} @click=${() => {
          this.open = open ? null : id;
        }}>${name}</button>
          <span class="aside">${marks.filter((mark) => mark !== "").join(" · ")}</span></th>
        ${
          prices
            ? html`<td class="number">${price(prices.input)}</td>
              <td class="number cached">${prices.cachedInput === null ? none : price(prices.cachedInput)}</td>
              <td class="number">${price(prices.output)}</td>`
            : html`<td class="number">${none}</td><td class="number cached">${none}</td>
              <td class="number">${none}</td>`
        }
        <td class="number window" title="${number(window.context)} tokens">${compact.format(window.context)}</td>
        <td class="number most">${window.maxOutput === null ? none : compact.format(window.maxOutput)}</td>
        <td class="services aside">${(model.services ?? []).map((service) => service.name).join(", ") || none}</td>
        <td class="number cutoff">${cutoff ?? none}</td>
        <td class="number yours">${this.#renderYours(id)}</td></tr>
      ${open ? html`<tr class="opened"><td colspan="9">${renderDetails(model)}</td></tr>` : nothing}`;
  }
}

function key(model: Model, by: Exclude<Column, "yours">): Key {
  switch (by) {
    case "released":
      return model.released ?? null;
    case "name":
      return model.name;
    case "input":
    case "cachedInput":
    case "output":
      return model.prices?.[by] ? Number(model.prices[by]) : null;
    case "window":
      return model.window.context;
    case "maxOutput":
      return model.window.maxOutput;
    case "cutoff":
      return model.cutoff;
  }
}

customElements.define("models-catalogue", ModelsCatalogue);
