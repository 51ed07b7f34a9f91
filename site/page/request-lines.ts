/**
 * `<request-lines>`: the table of many requests, the worst first; each can be opened, and the lines go out again as
 * they came.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Interval, PartName, Range } from "../contract";
import { save } from "../kit/download";
import { atLeast, counted, exactMoney, figure, money, number, tokens as spellTokens } from "../kit/format";
import { pickLines, textAt } from "../requests/lines";
import { readRequest } from "../requests/read";
import { columns, type Row, type SortKey, toCsv, toJson } from "../requests/tally";
import { PageElement } from "../session/page-element";
import { assumptions, batch, sameAssumptions, type Which } from "./batch";
import { openRequest } from "./import-source";

/** Rows on one page of the table. */
const rowsAtOnce = 20;
/** Bad lines that are listed; the exports have them all. */
const badShown = 50;

const heads: Record<PartName, string> = {
  system: "System",
  tools: "Tools",
  documents: "Documents",
  history: "History",
  user: "User",
};
const whichWords: Record<Which, string> = {
  all: "all lines",
  "does not fit": "what does not fit",
  "may not fit": "what may not fit",
  fits: "what fits",
  "not known": "what has no known window",
  bad: "what could not be read",
};

export class RequestLines extends PageElement {
  static override properties = { first: { state: true }, message: { state: true } };

  /** The first row shown, of all in order. */
  declare first: number;
  declare message: string;
  #unsubscribe: (() => void) | null = null;

  constructor() {
    super();
    this.first = 0;
    this.message = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe ??= batch.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  override render(): TemplateResult | typeof nothing {
    if (!batch.file) return nothing;
    const reading = batch.at !== null;
    return html`<section class="lines" aria-labelledby="lines-heading" tabindex="-1">
      <h3 id="lines-heading">Many requests: ${batch.name}</h3>
      <div role="status">${reading ? nothing : html`<p>${this.#summary()}</p>`}</div>
      ${
        reading
          ? html`<p class="row"><progress aria-label="Reading the lines" max=${batch.file.size}
          value=${batch.at ?? 0}></progress>
        <span>${counted(batch.rows.length + batch.bad.length, "line")} read</span> <button type="button" class="link"
          @click=${() => batch.stop()}>Stop</button></p>`
          : nothing
      }
      ${
        batch.ended
          ? html`<p class="wrong" role="alert">${batch.ended} ${
              batch.failed
                ? html`<button type="button" class="link" @click=${() => batch.again()}>Try again</button>`
                : nothing
            }</p>`
          : nothing
      }
      ${this.#renderAssumed()}
      ${batch.rows.length > 0 ? this.#renderTable(batch.shown) : nothing}
      ${this.#renderBad()}
      ${reading ? nothing : this.#renderExports()}
      <div role="alert">${this.message ? html`<p class="wrong">${this.message}</p>` : nothing}</div>
    </section>`;
  }

  #summary(): string {
    const { rows, bad } = batch;
    const not = rows.filter(({ fits }) => fits === "does not fit").length;
    const unfit = not > 0 ? `, ${number(not)} of which ${not === 1 ? "does" : "do"} not fit` : "";
    const unread = bad.length > 0 ? `; ${counted(bad.length, "line")} could not be read` : "";
    return `${counted(rows.length, "request")}${unfit}${unread}.`;
  }

  #renderAssumed(): TemplateResult | typeof nothing {
    const { assumed, rows } = batch;
    if (!assumed) return nothing;
    const others = rows.filter(({ known }) => !known).length;
    const spell = (count: typeof assumed.output): string =>
      typeof count === "number" ? number(count) : spellTokens(count);
    return html`<p class="hint">An answer is taken as ${spell(assumed.output)} tokens${
      assumed.reasoning === 0 ? "" : ` after ${spell(assumed.reasoning)} of reasoning`
    }, as the sentence above says,
      at the prices of ${assumed.asOf ?? "today"}, without batch discounts or caching${
        assumed.format ? ", the chat format counted in where a rule is published" : ""
      }.
      ${
        others > 0
          ? `${counted(others, "line")} without a known model ${others === 1 ? "is" : "are"} counted as ${assumed.model.name}.`
          : nothing
      }
      ${
        sameAssumptions(assumed, assumptions(assumed.models))
          ? nothing
          : html`The page says something else now. <button type="button" class="link"
            @click=${() => batch.again()}>Count again</button>`
      }</p>`;
  }

  #renderTable(rows: readonly Row[]): TemplateResult {
    const first = this.first < rows.length ? this.first : 0;
    const page = rows.slice(first, first + rowsAtOnce);
    const used = columns.filter((part) => batch.rows.some((row) => row.parts[part]));
    const format = batch.rows.some((row) => row.format);
    const ids = batch.rows.some(({ id }) => id !== null);
    return html`<p class="row">
        <label for="lines-shown">Show</label> <select id="lines-shown" @change=${this.#choose}>${(
          Object.keys(whichWords) as Which[]
        )
          .filter((which) => which === "all" || which === batch.which || this.#any(which))
          .map(
            (which) => html`
          <option value=${which} ?selected=${which === batch.which}>${whichWords[which]}</option>`,
          )}</select>
        <button type="button" class="choice" aria-pressed=${batch.sort.by === "worst"}
          @click=${() => this.#sort("worst")}>Worst first</button></p>
      <div class="scroll" tabindex="0" role="region" aria-label="The requests, line by line"><table>
        <thead>
        <tr>${this.#head("line", "Line")}<td></td>
          ${this.#head("model", "Model", "name")}
          ${this.#head("total", "Tokens")}
          <th scope="col" class="name">Fits</th>
          ${this.#head("usd", "A request")}
          ${used.map((part) => this.#head(part, heads[part]))}
          ${format ? this.#head("format", "Format") : nothing}
          ${ids ? html`<th scope="col" class="name">Id</th>` : nothing}</tr></thead>
        <tbody>${page.map((row) => this.#renderRow(row, used, format, ids))}</tbody>
        ${batch.totals ? this.#renderTotals(used, format, ids, rows.length) : nothing}
      </table></div>
      ${
        rows.length > rowsAtOnce
          ? html`<p class="row"><span>Rows ${number(first + 1)} to ${number(
              first + page.length,
            )} of ${number(rows.length)}</span>
        <button type="button" class="link" ?disabled=${first === 0} @click=${() => {
          this.first = first - rowsAtOnce;
        }}>Previous</button>
        <button type="button" class="link" ?disabled=${first + rowsAtOnce >= rows.length} @click=${() => {
          this.first = first + rowsAtOnce;
        }}>Next</button></p>`
          : nothing
      }`;
  }

  #any(which: Which): boolean {
    return which === "bad" ? batch.bad.length > 0 : batch.rows.some(({ fits }) => fits === which);
  }

  #choose = (event: Event): void => {
    this.first = 0;
    batch.show({ which: (event.target as HTMLSelectElement).value as Which });
  };

  #sort(by: SortKey): void {
    const { sort } = batch;
    this.first = 0;
    batch.show({
      sort: { by, descending: sort.by === by ? by === "worst" || !sort.descending : by !== "line" && by !== "model" },
    });
  }

  #head(by: SortKey, words: string, name = ""): TemplateResult {
    const { sort } = batch;
    const order = sort.by !== by ? "none" : sort.descending ? "descending" : "ascending";
    return html`<th scope="col" class=${name} aria-sort=${order}><button type="button"
      @click=${() => this.#sort(by)}>${words}<span aria-hidden="true">${
        order === "none" ? "" : order === "ascending" ? " ↑" : " ↓"
      }</span></button></th>`;
  }

  #renderRow(row: Row, used: readonly PartName[], format: boolean, ids: boolean): TemplateResult {
    const { line, id, model, parts, total, notCounted, fits, usd, usdRange, given } = row;
    const missing = notCounted > 0;
    const cell = (tokens: Interval | null | undefined) => html`<td>${tokens ? spellTokens(tokens) : ""}</td>`;
    return html`<tr>
      <th scope="row">${number(line)}</th>
      <td><button type="button" class="link" aria-label="Open line ${line}"
        @click=${() => void this.#open(row)}>Open</button></td>
      <td class="name"
        title=${given ?? ""}>${model.name}${
          row.known ? nothing : html` <span class="aside">assumed</span>`
        }</td><td>${atLeast(missing, spellTokens(total))}</td>
      <td class=${fits === "does not fit" ? "name bad" : "name"}>${fits}</td>
      <td title=${usd === null ? "" : exactMoney(usd)}>${
        usd === null ? "no price" : atLeast(missing, figure(usd, usdRange, money))
      }</td>
      ${used.map((part) => cell(parts[part]))}${format ? cell(row.format) : nothing}${
        ids ? html`<td class="name">${id?.slice(0, 60)}</td>` : nothing
      }</tr>`;
  }

  #renderTotals(used: readonly PartName[], format: boolean, ids: boolean, rows: number): TemplateResult {
    const { parts, format: formatTotal, total, usd } = batch.totals!;
    const range = <T>({ low, high }: { low: T; high: T }): Range<T> | null => (low === high ? null : { low, high });
    const spell = (text: string): string => number(Number(text));
    const missing = batch.shown.some(({ notCounted }) => notCounted > 0);
    return html`<tfoot><tr><th scope="row" colspan="3">${counted(rows, "request")}</th>
      <td>${atLeast(missing, figure(total.typical, range(total), spell))}</td><td></td>
      <td title=${exactMoney(usd.typical)}>${atLeast(missing, figure(usd.typical, range(usd), money))}</td>
      ${used.map(
        (part) => html`<td>${parts[part] === undefined ? "" : spell(parts[part])}</td>`,
      )}${format ? html`<td>${spell(formatTotal)}</td>` : nothing}${ids ? html`<td></td>` : nothing}</tr></tfoot>`;
  }

  async #open(row: Row): Promise<void> {
    const { line } = row;
    const read = readRequest(await textAt(batch.file!, row), `line ${line} of ${batch.name}`);
    if ("message" in read) {
      this.message = `Line ${line} could not be read again: ${read.message}`;
      return;
    }
    this.message = "";
    await openRequest(read.request);
    this.dispatchEvent(new CustomEvent("brought", { detail: "request" }));
  }

  #renderBad(): TemplateResult | typeof nothing {
    const bad = batch.shownBad;
    if (bad.length === 0) return nothing;
    return html`<details ?open=${batch.which === "bad"}>
    <summary>${counted(bad.length, "line")} could not be read</summary>
      <ul>${bad
        .slice(0, badShown)
        .map(
          ({ line, id, message }) =>
            html`<li>Line ${number(line)}${
              id === null ? nothing : html` (<q>${id.slice(0, 60)}</q>)`
            }: ${message}</li>`,
        )}
        ${
          bad.length > badShown
            ? html`<li>and ${number(bad.length - badShown)} more; the exports have them all.</li>`
            : nothing
        }</ul></details>`;
  }

  #renderExports(): TemplateResult {
    const stem = batch.name.replace(/\.\w+$/, "").replace(/[^\w.-]+/g, "-") || "requests";
    const some = batch.which === "all" ? "" : "-some";
    return html`<p class="row"><span>${batch.which === "all" ? "All of it" : "What is shown"}:</span>
      <button type="button" class="link" @click=${() => {
        save(`${stem}${some}.csv`, new Blob([toCsv(batch.shown, batch.shownBad)], { type: "text/csv" }));
      }}>Table as CSV</button>
      <button type="button" class="link" @click=${() => {
        save(
          `${stem}${some}-table.json`,
          new Blob([toJson(batch.shown, batch.shownBad)], { type: "application/json" }),
        );
      }}>Table as JSON</button>
      <button type="button" class="link" @click=${() => {
        save(`${stem}${some}.jsonl`, pickLines(batch.file!, [...batch.shown, ...batch.shownBad]));
      }}>The lines, unchanged (JSONL)</button>
      <button type="button" class="link" @click=${() => batch.close()}>Close the table</button></p>`;
  }
}
