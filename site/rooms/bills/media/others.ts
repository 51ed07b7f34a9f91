/** `<bills-others>`: the same picture on other models, one of each rule. */
import { html, type nothing, type TemplateResult } from "lit";
import type { MediaCount, Model } from "../../../contract";
import { load } from "../../../core/load";
import { sentence } from "../../../kit/engine-element";
import { counted, exactMoney, money, number } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { sorted } from "../../parts/sorting";
import { words } from "./words";

interface Size {
  width: number;
  height: number;
}

/** Models whose rule makes the same of a picture. */
interface Row {
  models: Model[];
  count: MediaCount;
}

class BillsOthers extends PageElement {
  static override properties = { size: { attribute: false }, rows: { state: true }, wrong: { state: true } };

  declare size: Size;
  declare rows: readonly Row[];
  declare wrong: string | null;
  #asked: { size: Size; models: readonly Model[]; asOf: string | undefined } | null = null;
  readonly #latest = new Latest<Size, readonly Row[] | null>(
    (size) => this.#count(size),
    (rows) => {
      if (rows) this.rows = rows;
    },
    (error) => {
      this.wrong = sentence(error);
    },
  );

  constructor() {
    super();
    this.size = { width: 1, height: 1 };
    this.rows = [];
    this.wrong = null;
  }

  protected override willUpdate(): void {
    const { size } = this;
    const { models } = session;
    const { asOf } = session.store.state.settings;
    const asked = this.#asked;
    if (
      models.length === 0 ||
      (asked?.models === models &&
        asked.asOf === asOf &&
        asked.size.width === size.width &&
        asked.size.height === size.height)
    )
      return;
    this.#asked = { size, models, asOf };
    this.wrong = null;
    this.#latest.ask(this.size);
  }

  /** null: another picture waits. */
  async #count({ width, height }: Size): Promise<readonly Row[] | null> {
    const engine = await load();
    const rows = new Map<string, Row>();
    const { asOf } = session.store.state.settings;
    for (const model of session.models) {
      if (!model.pictureDetails || model.stage === "retired") continue;
      if (this.#latest.overtaken) return null;
      const {
        items: [count],
      } = await engine.media([{ kind: "image", width, height }], model.id, asOf === undefined ? {} : { asOf });
      if (!count || count.tokens === null) continue;
      const key = JSON.stringify([model.vendor, count.substituted, count.resized, count.grid?.cell]);
      const row = rows.get(key);
      if (!row) rows.set(key, { models: [model], count });
      else if ((model.released ?? "") > (row.models[0]!.released ?? ""))
        rows.set(key, { models: [model, ...row.models], count });
      else row.models.push(model);
    }
    return [...rows.values()];
  }

  override render(): TemplateResult | typeof nothing {
    if (this.wrong !== null) return html`<p class="wrong" role="alert">${this.wrong}</p>`;
    if (this.rows.length === 0) return html``;
    const mine = session.model?.id;
    const inOrder = sorted(this.rows, ({ count }) => (count.usd === null ? null : Number(count.usd)), false);
    return html`<h3>${words.others}</h3>
      <p class="hint">${words.othersAbout}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.others}><table>
        <thead><tr><th scope="col">Model</th><th scope="col" class="number">Tokens</th>
        <th scope="col" class="number">Price</th></tr></thead>
        <tbody>${inOrder.map(
          ({ models, count }) => html`<tr class=${models.some(({ id }) => id === mine) ? "mine" : ""}>
          <th scope="row">${models[0]!.name}${
            models.length > 1
              ? html`<span class="aside" title=${models
                  .slice(1)
                  .map(({ name }) => name)
                  .join(", ")}> and ${counted(models.length - 1, "other")} of ${models[0]!.vendor}</span>`
              : html`<span class="aside"> ${models[0]!.vendor}</span>`
          }</th>
          <td class="number">${number(count.tokens!)}</td>
          <td class="number">${
            count.usd === null
              ? html`<span class="aside">no price</span>`
              : html`<span title=${exactMoney(count.usd)}>${money(count.usd)}</span>`
          }</td></tr>`,
        )}</tbody>
      </table></div>`;
  }
}

customElements.define("bills-others", BillsOthers);
