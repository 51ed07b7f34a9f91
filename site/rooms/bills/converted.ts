/**
 * `<bills-converted .usd=…>`: an amount in the other currency that the person chose on the first page, at their rate;
 * nothing where they chose none.
 */
import { html, type TemplateResult } from "lit";
import { load } from "../../core/load";
import { atRate } from "../../elements/cost/currency";
import { moneyIn } from "../../kit/format";
import { Latest } from "../../kit/latest";
import type { Currency } from "../../scenario/currency";
import { PageElement } from "../../session/page-element";
import { session } from "../../session/session";

interface Question {
  usd: string;
  currency: Currency;
}

class BillsConverted extends PageElement {
  static override properties = { usd: { attribute: false }, answer: { state: true } };

  declare usd: string;
  declare answer: (Question & { amount: string }) | null;
  #asked: Question | null = null;
  readonly #latest = new Latest<Question, string>(
    async ({ usd, currency }) => (await (await load()).convert([usd], currency.rate))[0]!,
    (amount, question) => {
      this.answer = { ...question, amount };
    },
    () => {
      this.answer = null;
    }, // a rate that is none is said where it is typed
  );

  constructor() {
    super();
    this.usd = "0";
    this.answer = null;
  }

  protected override willUpdate(): void {
    const { currency } = session.store.state;
    const { usd } = this;
    if (!currency?.rate || (this.#asked?.usd === usd && this.#asked.currency === currency)) return;
    this.#asked = { usd, currency };
    this.#latest.ask(this.#asked);
  }

  override render(): TemplateResult {
    const { answer, usd } = this;
    if (!answer || answer.usd !== usd || answer.currency !== session.store.state.currency) return html``;
    const { amount, currency } = answer;
    return html`<span class="aside">${moneyIn(amount, currency.code)}, ${atRate(currency)}</span>`;
  }
}

customElements.define("bills-converted", BillsConverted);
