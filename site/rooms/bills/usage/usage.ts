/**
 * `<bills-usage>`: what calls did cost, from the usage that APIs report: one record as a bill, many as sums by model
 * and day, and the same tokens at the prices of other models.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Model, Service, UsageRecord, UsageReport } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { exactMoney, money, number } from "../../../kit/format";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { droppable } from "../../parts/drop";
import { GivenText } from "../../parts/given";
import { modelOptions } from "../../parts/models";
import { renderBill } from "./bill";
import "./elsewhere";
import { examples } from "./examples";
import { modelName, renderAtLeast, renderProblems, renderSaid, renderSums, renderTotal } from "./many";
import css from "./usage.css" with { type: "text" };
import { words } from "./words";

/** What the module reads (site/core/money.ts). In bytes. */
const largestFile = 100_000_000;
/** So many records are shown at first, and with each wish for more. */
const shownAtOnce = 20;

const services: readonly Service[] = ["standard", "batch", "flex", "priority"];

class BillsUsage extends PageElement {
  static override properties = {
    model: { state: true },
    service: { state: true },
    day: { state: true },
    others: { state: true },
    report: { state: true },
    shown: { state: true },
    opened: { state: true },
    wrong: { state: true },
    said: { state: true },
    noted: { state: true },
    over: { state: true },
  };

  /** As chosen and typed; "" leaves it to the records. */
  declare model: string;
  declare service: Service | "";
  declare day: string;
  /** Models to price the same on. */
  declare others: readonly string[];
  declare report: UsageReport | null;
  declare shown: number;
  /** Place of the record whose bill is open among many. */
  declare opened: number | null;
  declare wrong: { field: "text" | "day"; message: string } | null;
  declare said: string;
  /** About what was dropped. */
  declare noted: string;
  declare over: boolean;
  readonly #work = new Work(this);
  readonly #given = new GivenText(this, {
    largestFile,
    empty: words.empty,
    read: (text, name) => {
      this.noted = "";
      void this.#explain(text, name);
    },
    refuse: (message) => {
      this.noted = "";
      this.#refuse(message);
    },
  });
  /** What the report is of: the options may change under it. */
  #explained: { name: string; text: string; models: readonly Model[] } | null = null;

  constructor() {
    super();
    adopt(css);
    this.model = "";
    this.service = "";
    this.day = "";
    this.others = [];
    this.report = null;
    this.shown = shownAtOnce;
    this.opened = null;
    this.wrong = null;
    this.said = "";
    this.noted = "";
    this.over = false;
  }

  /** Prices of a person's own came or went. */
  protected override willUpdate(): void {
    const before = this.#explained?.models;
    if (before && before.length > 0 && before !== session.models) this.#again();
  }

  override render(): TemplateResult {
    return html`<p class="lead">${words.about}</p>
      <p class="row"><span class="hint">Documented examples:</span>${examples.map(
        ({ title, text }) =>
          html`<button type="button" class="choice" @click=${() => this.#example(text)}>${title}</button>`,
      )}</p>
      <form class="drop ${this.over ? "over" : ""}"
        ${droppable(this, (files, folders) => this.#dropped(files, folders.length))} @submit=${this.#submit}>
        ${this.#given.render({
          label: words.field,
          placeholder: words.placeholder,
          rows: 8,
          wrong: this.wrong?.field === "text",
        })}
        <p class="row"><button class="button">Explain</button>
          <label class="link file">Open a file<input type="file" class="unseen"
            @change=${this.#given.chosen}></label></p>
      </form>
      ${this.#renderOptions()}
      ${
        this.wrong?.field === "text"
          ? html`<p class="wrong" role="alert">${this.wrong.message} ${words.kept}</p>`
          : nothing
      }
      ${this.#work.render()}
      <p role="status">${this.said}</p>
      ${this.noted === "" ? nothing : html`<p class="hint" role="status">${this.noted}</p>`}
      ${this.report ? this.#renderReport(this.report) : nothing}`;
  }

  #renderOptions(): TemplateResult {
    const wrong = this.wrong?.field === "day" ? this.wrong.message : null;
    const again = (change: () => void): void => {
      change();
      this.#again();
    };
    return html`<div class="fields">
      <div class="field wide"><label for="usage-model">Model to price it on</label>
        <select id="usage-model" autocomplete="off" @change=${(event: Event) =>
          again(() => {
            this.model = (event.target as HTMLSelectElement).value;
          })}>
          <option value=""
            .selected=${this.model === ""}>${words.asRecorded}</option>${modelOptions(
              session.models,
              this.model,
            )}</select></div>
      <div class="field"><label for="usage-service">Service</label>
        <select id="usage-service" autocomplete="off" @change=${(event: Event) =>
          again(() => {
            this.service = (event.target as HTMLSelectElement).value as Service | "";
          })}>
          <option value="" .selected=${this.service === ""}>${words.service}</option>
          ${services.map(
            (name) => html`<option value=${name} .selected=${this.service === name}>${name}</option>`,
          )}</select></div>
      <div class="field"><label for="usage-day">At the prices of</label>
        <input id="usage-day" type="date" autocomplete="off" .value=${this.day} aria-invalid=${wrong !== null}
          aria-describedby="usage-day-hint" aria-errormessage=${wrong === null ? nothing : "usage-day-wrong"}
          @change=${(event: Event) =>
            again(() => {
              this.day = (event.target as HTMLInputElement).value.trim();
            })}>
        <span class="hint" id="usage-day-hint">else the day of each record, or today</span>
        ${wrong === null ? nothing : html`<p class="wrong" role="alert" id="usage-day-wrong">${wrong}</p>`}</div>
    </div>`;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#given.read();
  };

  #refuse(message: string): void {
    this.#work.stop();
    this.report = null;
    this.#explained = null;
    this.said = "";
    this.wrong = { field: "text", message };
  }

  #example(text: string): void {
    this.noted = "";
    this.#given.put(text);
    void this.#explain(text, "the example");
  }

  #dropped(files: readonly File[], folders: number): void {
    const [file] = files;
    if (!file) {
      if (folders > 0) this.noted = words.folder;
      return;
    }
    void this.#given.open(file).then(() => {
      if (files.length > 1) this.noted = words.onlyFirst;
    });
  }

  /** After another choice, of what is there. */
  #again(): void {
    const explained = this.#explained;
    if (explained) void this.#explain(explained.text, explained.name);
  }

  async #explain(text: string, name: string): Promise<void> {
    this.wrong = null;
    this.said = "";
    if (text !== this.#explained?.text) this.report = null;
    this.#explained = { name, text, models: session.models };
    const { model, service, day: asOf, others: reprice } = this;
    try {
      const ended = await this.#work.run(`Explaining ${name}`, async (signal) => {
        const report = await (await load()).explainUsage(text, {
          model,
          asOf,
          reprice,
          ...(service === "" ? {} : { service }),
        });
        if (signal.aborted) return;
        if (this.report?.count !== report.count) [this.shown, this.opened] = [shownAtOnce, null];
        this.report = report;
        this.said = report.count === 0 ? words.none : words.explained(report.count, report.priced);
      });
      if (!ended && !this.#work.busy && this.wrong === null) this.said = "Stopped.";
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (isThreeLimitsError(error) && error.field === "asOf")
      this.wrong = { field: "day", message: "This is no date: give it as 2026-11-01, or leave it empty." };
    else {
      this.report = null;
      this.wrong = { field: "text", message: sentence(error) };
    }
  }

  #renderReport(report: UsageReport): TemplateResult | typeof nothing {
    const { records, count } = report;
    const [only] = records;
    if (count === 0) return nothing;
    return html`<section class="report" aria-label="What it cost">
      ${
        count === 1
          ? only
            ? renderBill(only, this.#model(only))
            : nothing
          : html`${renderTotal(report)}
        ${report.sums.length > 0 ? renderSums(report.sums, session.models) : nothing}`
      }
      ${renderProblems(report)}
      ${renderSaid(report)}
      ${
        records.length === 0
          ? nothing
          : html`<bills-elsewhere .report=${report} .chosen=${this.others} @chosen=${(
              event: CustomEvent<readonly string[]>,
            ) => {
              this.others = event.detail;
              this.#again();
            }}></bills-elsewhere>`
      }
      ${count === 1 || records.length === 0 ? nothing : this.#renderRecords(report)}
    </section>`;
  }

  #model({ model }: UsageRecord) {
    return session.models.find(({ id }) => id === model);
  }

  #renderRecords({ records, count }: UsageReport): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Records"><table class="records">
        <caption>${
          records.length < count
            ? `The first ${number(records.length)} that could be read; the sums are of all.`
            : "One by one."
        } Open one to see its bill.</caption>
        <thead><tr><th scope="col">Record</th><th scope="col" class="number">Sent</th>
        <th scope="col" class="number">Came back</th><th scope="col" class="number">Cost</th></tr></thead>
        <tbody>${records.slice(0, this.shown).map((record, i) => this.#renderRecord(record, i))}</tbody>
      </table></div>
      ${
        this.shown < records.length
          ? html`<p><button type="button" class="link" @click=${() => {
              this.shown += shownAtOnce;
            }}>Show more of ${number(records.length)}</button></p>`
          : nothing
      }`;
  }

  #renderRecord(record: UsageRecord, place: number): TemplateResult {
    const open = this.opened === place;
    const name = modelName(session.models, record);
    return html`<tr>
    <th scope="row" class="name"><button type="button" class="link" aria-expanded=${open} @click=${() => {
      this.opened = open ? null : place;
    }}>${number(record.index + 1)} ${name}</button>
        ${record.id ? html`<span class="aside id">${record.id}</span>` : nothing}</th>
      <td class="number">${number(record.tokens.input)}</td><td class="number">${number(record.tokens.output)}</td>
      <td class="number">${
        record.usd === null
          ? html`<span class="aside">no price</span>`
          : html`${renderAtLeast(record.atLeast)}<span title=${exactMoney(record.usd)}>${money(record.usd)}</span>`
      }</td></tr>
      ${open ? html`<tr><td colspan="4">${renderBill(record, this.#model(record))}</td></tr>` : nothing}`;
  }
}

customElements.define("bills-usage", BillsUsage);
