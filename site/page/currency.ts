/**
 * `<page-currency>`: another currency that amounts are shown in, at a rate the person gives: the page asks no one for
 * it.
 */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { flatName, readFlat } from "../scenario/flat";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

/** Those most often wanted; all others come after them. */
const first = ["EUR", "GBP", "JPY", "CNY", "INR", "CHF", "CAD", "AUD", "BRL", "KRW"];

/** All there are but the dollar, with their names; some 300. */
function currencies(): [code: string, name: string][] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  const others = Intl.supportedValuesOf("currency").filter((code) => code !== "USD" && !first.includes(code));
  return [...first, ...others].map((code) => [code, names.of(code) ?? code]);
}

export class PageCurrency extends PageElement {
  static override properties = { typed: { state: true }, wrong: { state: true } };

  /** What stands in the field where it is no rate. */
  declare typed: string | null;
  declare wrong: string | null;

  constructor() {
    super();
    this.typed = null;
    this.wrong = null;
  }

  override render(): TemplateResult {
    const { currency } = session.store.state;
    return html`<div class="fields">
      <div class="field"><label for="currency">Also in another currency</label>
        <select id="currency" autocomplete="off"
          @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
          ${guard(
            [currency?.code],
            () => html`<option value="" .selected=${currency === null}>US dollars alone</option>
            ${currencies().map(
              ([code, name]) =>
                html`<option value=${code} .selected=${code === currency?.code}>${code} · ${name}</option>`,
            )}`,
          )}</select></div>
      ${
        currency === null
          ? nothing
          : html`<div class="field"><label for="currencyRate">One US dollar costs, in ${currency.code}</label>
        <input id="currencyRate" inputmode="decimal" autocomplete="off" .value=${this.typed ?? currency.rate}
          aria-invalid=${this.wrong !== null} aria-describedby="currencyRate-said"
          @input=${(event: Event) => this.#take((event.target as HTMLInputElement).value, currency.code)}>
        <p id="currencyRate-said" class=${this.wrong === null ? "hint" : "wrong"}
          role=${this.wrong === null ? nothing : "alert"}>${
            this.wrong ?? "Yours to look up: nothing is asked of the network."
          }</p></div>`
      }
    </div>`;
  }

  #choose(code: string): void {
    this.typed = null;
    this.wrong = null;
    session.store.showCurrency(code === "" ? null : { code, rate: "" });
  }

  #take(typed: string, code: string): void {
    const read = readFlat(flatName("currencyRate")!, typed);
    this.typed = typed;
    this.wrong = "message" in read ? read.message : null;
    if (this.wrong === null) session.store.showCurrency({ code, rate: "value" in read ? String(read.value) : "" });
  }
}
