/** `<models-catalogue>`: every model that is known, to search, narrow and sort. A name opens what is known of it. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Model } from "../../../contract";
import { adopt } from "../../../kit/adopt";
import { ending } from "../../../kit/ending";
import { counted, number, price } from "../../../kit/format";
import { searchModels } from "../../../kit/model-search";
import { oldestPrices } from "../../../page/status";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { type Key, type Order, pressed, sorted } from "../../parts/sorting";
import { heading } from "../../parts/table";
import css from "./catalogue.css" with { type: "text" };
import { renderDetails } from "./details";
import { cutoffs, everything, type Filters, modalities, passes, prices, windows } from "./filters";
import "./price-form";
import { words } from "./words";

type Column = "released" | "name" | "input" | "output" | "window" | "cutoff";

/** So many models are shown at first. */
const shownAtFirst = 40;

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

class ModelsCatalogue extends PageElement {
  static override properties = {
    query: { state: true },
    filters: { state: true },
    order: { state: true },
    open: { state: true },
    all: { state: true },
  };

  /** Letters of the models wanted. */
  declare query: string;
  declare filters: Filters;
  declare order: Order<Column>;
  /** The model whose details are shown, by its id. */
  declare open: string | null;
  /** All rows, not only the first. */
  declare all: boolean;

  constructor() {
    super();
    adopt(css);
    this.query = "";
    this.filters = everything;
    this.order = { by: "released", descending: true };
    this.open = null;
    this.all = false;
  }

  override render(): TemplateResult {
    const { models } = session;
    if (models.length === 0) return html`<h3>${words.title}</h3><p role="status">The catalogue is loading.</p>`;
    const found = sorted(
      searchModels(models, this.query).filter((model) => passes(model, this.filters)),
      (model) => key(model, this.order.by),
      this.order.descending,
    );
    const shown = this.all ? found : found.filter(({ id }, i) => i < shownAtFirst || id === this.open);
    return html`<h3>${words.title}</h3>
      ${this.#renderAbout(models)}
      ${this.#renderFilters(models)}
      <p role="status">${
        found.length === models.length
          ? counted(models.length, "model")
          : `${number(found.length)} of ${counted(models.length, "model")}`
      }</p>
      ${
        found.length === 0
          ? html`<p>${words.nothing} <button type="button" class="link"
          @click=${() => this.#clear()}>Show all</button></p>`
          : this.#renderTable(shown)
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
    return html`<p class="lead">Prices of <time datetime=${day}>${day}</time> or later, read on the vendors’ pages
      or quoted by others, as each says.
      ${own > 0 ? html`${counted(own, "model has", "models have")} prices of your own.` : nothing}
      ${stale ? html`<b>${words.stale}</b>` : nothing}</p>`;
  }

  #renderFilters(models: readonly Model[]): TemplateResult {
    const vendors = [...new Set(models.map(({ vendor }) => vendor))]
      .sort((a, b) => a.localeCompare(b, "en"))
      .map((vendor) => [vendor, vendor] as const);
    return html`<div class="fields">
      <div class="field wide"><label for="catalogue-find">Find</label>
        <input id="catalogue-find" type="search" autocomplete="off" placeholder="Name, vendor or id"
          .value=${this.query} @input=${(event: Event) => {
            this.query = (event.target as HTMLInputElement).value;
          }}></div>
      ${this.#select("vendor", "Vendor", "all", vendors)}
      ${this.#select("modality", "Beside text", "anything", modalities)}
      ${this.#select("window", "Window at least", "any", windows)}
      ${this.#select("price", "Input price at most", "any", prices)}
      ${this.#select("cutoff", "Knows until at least", "any", cutoffs(models))}
      <p class="wide row">${this.#tick("open", "open weights only")}${this.#tick("served", "without retired ones")}</p>
    </div>`;
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
    return html`<div class="field"><label for="catalogue-${name}">${label}</label>
      <select id="catalogue-${name}" autocomplete="off" @change=${set}>
      <option value="" .selected=${this.filters[name] === ""}>${none}</option>
        ${choices.map(
          ([value, said]) => html`<option value=${value} .selected=${this.filters[name] === value}>${said}</option>`,
        )}</select></div>`;
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

  #renderTable(models: readonly Model[]): TemplateResult {
    const { order } = this;
    const press = (column: Column): void => {
      this.order = pressed(order, column);
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Models"><table>
      <caption>${words.caption}</caption>
      <thead><tr>
        ${heading("name", "Model", order, press, "")}
        ${heading("input", "Input", order, press)}
        ${heading("output", "Output", order, press)}
        ${heading("window", "Window", order, press)}${heading("cutoff", "Knows until", order, press, "number cutoff")}
      </tr></thead>
      <tbody>${repeat(
        models,
        ({ id }) => id,
        (model) => this.#renderRow(model),
      )}</tbody>
    </table></div>`;
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
            ? html`<td class="number">${price(prices.input)}</td><td class="number">${price(prices.output)}</td>`
            : html`<td class="number" colspan="2"><span class="aside">not published</span></td>`
        }
        <td class="number" title="${number(window.context)} tokens">${compact.format(window.context)}</td>
        <td class="number cutoff">${cutoff ?? html`<span class="aside">not published</span>`}</td></tr>
      ${open ? html`<tr class="opened"><td colspan="5">${renderDetails(model)}</td></tr>` : nothing}`;
  }
}

function key(model: Model, by: Column): Key {
  switch (by) {
    case "released":
      return model.released ?? null;
    case "name":
      return model.name;
    case "input":
    case "output":
      return model.prices ? Number(model.prices[by]) : null;
    case "window":
      return model.window.context;
    case "cutoff":
      return model.cutoff;
  }
}

customElements.define("models-catalogue", ModelsCatalogue);
