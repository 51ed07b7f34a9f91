/** `<models-price-form>`: a model's prices, to be replaced by the person's own. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Model, Prices } from "../../../contract";
import { sentence } from "../../../kit/engine-element";
import { price } from "../../../kit/format";
import { flatName, readFlat } from "../../../scenario/flat";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";

const fields = [
  ["input", "priceInput"],
  ["output", "priceOutput"],
  ["cachedInput", "priceCachedInput"],
  ["cacheWrite", "priceCacheWrite"],
] as const satisfies readonly (readonly [keyof Prices, string])[];

class ModelsPriceForm extends PageElement {
  static override properties = {
    model: { attribute: false },
    typed: { state: true },
    wrong: { state: true },
    said: { state: true },
  };

  declare model: Model;
  /** What stands in the fields. */
  declare typed: Record<keyof Prices, string>;
  /** What is wrong with a field, or with all of them. */
  declare wrong: Partial<Record<keyof Prices | "all", string>>;
  declare said: string;

  constructor() {
    super();
    this.typed = { input: "", output: "", cachedInput: "", cacheWrite: "" };
    this.wrong = {};
    this.said = "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("model");
    if (!changed.has("model") || before === this.model) return;
    const { prices } = this.model;
    const text = (name: keyof Prices): string => prices?.[name] ?? "";
    this.typed = {
      input: text("input"),
      output: text("output"),
      cachedInput: text("cachedInput"),
      cacheWrite: text("cacheWrite"),
    };
    this.wrong = {};
    if (before?.id !== this.model.id) this.said = "";
  }

  override render(): TemplateResult {
    const { id, own, name } = this.model;
    const published = session.prices.published(id);
    return html`<details><summary>${own ? "Your own prices" : "Set your own prices"}</summary>
      <form class="fields" novalidate @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save();
      }}>
        ${fields.map(([field, flat]) => this.#renderField(field, flat))}
        ${this.wrong.all ? html`<p class="wide wrong" role="alert">${this.wrong.all}</p>` : nothing}
        <p class="wide row"><button class="button">Use these for ${name}</button>
          ${
            own
              ? html`<button type="button" class="link"
              @click=${() => void this.#forget()}>${
                published ? "Back to the published prices" : "Forget this model"
              }</button>`
              : nothing
          }</p>
        <p class="wide hint">US dollars per million tokens. They stay in this browser, hold everywhere on this page, and
          travel in the link while the model is in use. Higher prices for long requests do not apply to them.</p>
      </form></details>
      <p role="status">${this.said}</p>`;
  }

  #renderField(field: keyof Prices, flat: string): TemplateResult {
    const wrong = this.wrong[field];
    const published = session.prices.published(this.model.id)?.prices?.[field];
    const hint = this.model.own && published ? `published: ${price(published)}` : "";
    return html`<div class="field"><label for="own-${field}">${flatName(flat)!.label}</label>
      <input id="own-${field}" inputmode="decimal" autocomplete="off" .value=${this.typed[field]}
        aria-invalid=${wrong ? "true" : "false"} aria-describedby="own-${field}-said"
        @input=${(event: Event) => {
          this.typed = { ...this.typed, [field]: (event.target as HTMLInputElement).value };
        }}>
      <p id="own-${field}-said" class=${wrong ? "wrong" : "hint"}>${wrong ?? hint}</p></div>`;
  }

  async #save(): Promise<void> {
    this.wrong = {};
    this.said = "";
    const prices: Partial<Prices> = {};
    for (const [field, flat] of fields) {
      const read = readFlat(flatName(flat)!, this.typed[field]);
      if ("message" in read) this.wrong = { ...this.wrong, [field]: read.message };
      else if ("value" in read) prices[field] = (read.value as string | null) ?? undefined;
    }
    if (Object.keys(this.wrong).length > 0) return;
    if (prices.input === undefined || prices.output === undefined) {
      this.wrong = { all: "An input price and an output price are needed; the others may be empty." };
      return;
    }
    await this.#do(() => session.prices.change(this.model.id, prices), "These prices hold now.");
  }

  async #forget(): Promise<void> {
    await this.#do(() => session.prices.forget([this.model.id]), "The published prices hold again.");
  }

  async #do(work: () => Promise<void>, said: string): Promise<void> {
    try {
      await work();
      this.said = said;
    } catch (error) {
      this.wrong = { all: sentence(error) };
    }
  }
}

customElements.define("models-price-form", ModelsPriceForm);
