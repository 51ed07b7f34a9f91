/**
 * `<bills-elsewhere>`: the tokens of a report at the prices of other models. Says `chosen`, with their ids, when others
 * are ticked.
 */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Model, UsageReport } from "../../../contract";
import { counted, exactMoney, price } from "../../../kit/format";
import { searchModels } from "../../../kit/model-search";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { sorted } from "../../parts/sorting";
import { bar } from "../../parts/table";
import { words } from "./words";

/** So many models are offered at a time. */
const offered = 8;
/** More than these say nothing side by side, and each costs a pass over the records. */
const most = 20;

/** A row: another model, or the records as they were. */
interface Row {
  id: string | null;
  name: string;
  usd: string | null;
  unpriced: number;
}

class BillsElsewhere extends PageElement {
  static override properties = { report: { attribute: false }, chosen: { attribute: false }, query: { state: true } };

  declare report: UsageReport | null;
  declare chosen: readonly string[];
  /** Letters of the models wanted. */
  declare query: string;

  constructor() {
    super();
    this.report = null;
    this.chosen = [];
    this.query = "";
  }

  override render(): TemplateResult {
    const found = this.#found();
    const full = this.chosen.length >= most;
    return html`<h3>On another model</h3>
      <p class="hint">${words.elsewhere}</p>
      <div class="fields"><div class="field wide"><label for="elsewhere-find">Find models</label>
        <input id="elsewhere-find" type="search" autocomplete="off" .value=${this.query} @input=${(event: Event) => {
          this.query = (event.target as HTMLInputElement).value;
        }}></div></div>
      <div class="ticks" role="group" aria-label="Other models">${repeat(
        found.slice(0, offered),
        ({ id }) => id,
        (model) => this.#renderTick(model, full),
      )}</div>
      <p class="hint" role="status">${this.#said(found.length, full)}</p>
      ${this.report && this.report.repriced.length > 0 ? this.#renderRows(this.report) : nothing}`;
  }

  /** Without letters, those that are ticked. */
  #found(): readonly Model[] {
    if (this.query.trim() === "") return session.models.filter(({ id }) => this.chosen.includes(id));
    return searchModels(session.models, this.query).filter(({ prices }) => prices);
  }

  #said(found: number, full: boolean): string {
    if (full) return `${most} models are compared at a time.`;
    if (this.query.trim() === "") return "";
    return found === 0
      ? `No model with a price has “${this.query.slice(0, 40)}” in its name.`
      : found > offered
        ? `These are ${offered} of ${found}; more letters find fewer.`
        : "";
  }

  #renderTick({ id, name, prices }: Model, full: boolean): TemplateResult {
    const ticked = this.chosen.includes(id);
    return html`<label class="tick"><input type="checkbox" .checked=${live(ticked)} ?disabled=${full && !ticked}
      @change=${() => this.#toggle(id)}>
      <span>${name} ${
        prices ? html`<span class="aside">${price(prices.input)} · ${price(prices.output)}</span>` : nothing
      }</span></label>`;
  }

  #toggle(id: string): void {
    const chosen = this.chosen.includes(id) ? this.chosen.filter((one) => one !== id) : [...this.chosen, id];
    this.dispatchEvent(new CustomEvent("chosen", { detail: chosen }));
  }

  #renderRows({ usd, priced, count, repriced }: UsageReport): TemplateResult {
    const rows: Row[] = [
      { id: null, name: "As it was", usd: priced === 0 ? null : usd, unpriced: count - priced },
      ...repriced.map(({ model, ...rest }) => ({ id: model, ...rest })),
    ];
    const inOrder = sorted(rows, (row) => (row.usd === null ? null : Number(row.usd)), false);
    const dearest = inOrder.findLast((row) => row.usd !== null);
    const scale = Number(dearest?.usd ?? 1) || 1;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="On other models"><table class="repriced">
      <caption>The cheapest first</caption>
      <thead><tr><th scope="col">Model</th><th scope="col" class="number">Cost</th></tr></thead>
      <tbody>${inOrder.map(
        (row) => html`<tr class=${row.id === null ? "mine" : ""}>
        <th scope="row" class="name">${row.name}${
          row.unpriced > 0 ? html`<span class="aside"> without ${counted(row.unpriced, "record")}</span>` : nothing
        }
          ${row.usd === null ? nothing : bar(interval(Number(row.usd)), scale, row.id === null)}</th>
        <td class="number">${
          row.usd === null ? html`<span class="aside">no price</span>` : exactMoney(row.usd)
        }</td></tr>`,
      )}</tbody>
    </table></div>`;
  }
}

function interval(value: number): { low: number; typical: number; high: number } {
  return { low: value, typical: value, high: value };
}

customElements.define("bills-elsewhere", BillsElsewhere);
