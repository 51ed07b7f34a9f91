/** `<models-own>`: prices from a file of the person's, which models have them, and files to hand on. */
import { html, nothing, type TemplateResult } from "lit";
import type { Model, PriceFormat, PriceImport } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { save } from "../../../kit/download";
import { sentence } from "../../../kit/engine-element";
import { chosenFiles, readTextFile } from "../../../kit/files";
import { counted, number, price } from "../../../kit/format";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { roomLink } from "../../../session/room-link";
import { session } from "../../../session/session";
import { droppable } from "../../parts/drop";
import css from "./own.css" with { type: "text" };
import { formats, words } from "./words";

/** Larger files hold no prices. In bytes. */
const largest = 50_000_000;
/** So many rows are shown of a list. */
const mostShown = 50;

class ModelsOwn extends PageElement {
  static override properties = {
    format: { state: true },
    pasted: { state: true },
    report: { state: true },
    wrong: { state: true },
    said: { state: true },
    over: { state: true },
  };

  /** "": it is recognised. */
  declare format: PriceFormat | "";
  declare pasted: string;
  /** What came of the last file. */
  declare report: PriceImport | null;
  declare wrong: string | null;
  declare said: string;
  declare over: boolean;
  readonly #work = new Work(this);

  constructor() {
    super();
    adopt(css);
    this.format = "";
    this.pasted = "";
    this.report = null;
    this.wrong = null;
    this.said = "";
    this.over = false;
  }

  override render(): TemplateResult {
    const own = session.models.filter((model) => model.own);
    return html`<p class="lead">${words.about}</p>
      <div class="drop ${this.over ? "over" : ""}" ${droppable(this, ([file]) => void this.#read(file))}>
        <label class="button file">${words.pick}<input type="file" class="unseen" accept=".json,application/json"
          @change=${(event: Event) => this.#chosen(event)}></label>
        <span class="hint">${words.accepted}</span>
      </div>
      <form class="fields" @submit=${(event: Event) => {
        event.preventDefault();
        void this.#take(this.pasted, "what you pasted");
      }}>
        <div class="field wide"><label for="prices-pasted">${words.paste}</label>
          <textarea id="prices-pasted" rows="4" spellcheck="false" autocomplete="off" .value=${this.pasted} @input=${(
            event: Event,
          ) => {
            this.pasted = (event.target as HTMLTextAreaElement).value;
          }}></textarea></div>
        <div class="field wide"><label for="prices-format">Its format</label>
          <select id="prices-format" autocomplete="off" @change=${(event: Event) => {
            this.format = (event.target as HTMLSelectElement).value as PriceFormat;
          }}>
            <option value="" .selected=${this.format === ""}>recognised by itself</option>
            ${formats.map(
              ([format, said]) => html`<option value=${format} .selected=${this.format === format}>${said}</option>`,
            )}</select></div>
        <p class="wide row"><button class="button"
          ?disabled=${
            this.pasted.trim() === "" || this.#work.busy
          }>Read it</button><span class="hint">${words.oneModel}</span></p>
      </form>
      ${this.#work.render()}
      ${session.prices.lost === "" ? nothing : html`<p class="wrong" role="alert">${session.prices.lost}</p>`}
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      <p role="status">${this.said}</p>
      ${this.report ? renderReport(this.report) : nothing}
      ${own.length > 0 ? this.#renderOwn(own) : nothing}
      ${this.#renderExport(own)}`;
  }

  #chosen(event: Event): void {
    const [file] = chosenFiles(event);
    if (file) void this.#read(file);
  }

  async #read(file: File | undefined): Promise<void> {
    this.#clear();
    if (!file) {
      this.wrong = words.folder;
      return;
    }
    const read = await readTextFile(file, largest);
    if ("message" in read) this.wrong = read.message;
    else await this.#take(read.text, `“${file.name}”`);
  }

  #clear(): void {
    this.wrong = null;
    this.said = "";
    this.report = null;
  }

  async #take(text: string, what: string): Promise<void> {
    this.#clear();
    try {
      await this.#work.run(`Reading ${what}`, async () => {
        const report = await session.prices.take(text, this.format || undefined);
        this.report = report;
        if (report.problems.length > 0)
          this.wrong = `${words.nothing} ${counted(report.problems.length, "thing is", "things are")} wrong with ${what}.`;
        else if (report.models.length === 0) this.wrong = `${words.nothing} There is no price in ${what}.`;
        else {
          this.pasted = "";
          const hold = report.models.length === 1 ? "holds" : "hold";
          this.said = `${counted(report.models.length, "model")} from ${what} ${hold} now, read as ${report.format}.`;
        }
      });
    } catch (error) {
      this.wrong = sentence(error);
    }
  }

  #renderOwn(own: readonly Model[]): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Models with your prices"><table>
        <caption>${counted(own.length, "model")} with your prices, in US dollars per million tokens. ${
          session.prices.kept ? nothing : words.notKept
        }</caption>
        <thead><tr><th scope="col">Model</th><th scope="col" class="number">Input</th>
        <th scope="col" class="number">Output</th><td></td></tr></thead>
        <tbody>${own.slice(0, mostShown).map((model) => this.#renderRow(model))}</tbody></table></div>
      ${
        own.length > mostShown
          ? html`<p class="aside">and ${number(own.length - mostShown)} more: ${roomLink(
              { room: "models", place: "catalogue" },
              "the catalogue",
              false,
            )} has them all.</p>`
          : nothing
      }
      <p class="row"><button type="button" class="button"
        @click=${() => void this.#forget(undefined, words.forgotten)}>Forget all of them</button></p>`;
  }

  #renderRow({ id, name, vendor, prices }: Model): TemplateResult {
    const before = session.prices.published(id)?.prices;
    const was = (usd: string | undefined, now: string | undefined): TemplateResult | typeof nothing =>
      usd !== undefined && usd !== now ? html` <span class="aside">published ${price(usd)}</span>` : nothing;
    return html`<tr><th scope="row" class="name">${name} <span class="aside">${vendor} · ${id}</span></th>
      <td class="number">${price(prices?.input ?? null)}${was(before?.input, prices?.input)}</td>
      <td class="number">${price(prices?.output ?? null)}${was(before?.output, prices?.output)}</td>
      <td><button type="button" class="link" aria-label="Forget your prices of ${name}"
        @click=${() => void this.#forget([id], `Your prices of ${name} are forgotten.`)}>Forget</button></td></tr>`;
  }

  async #forget(ids: readonly string[] | undefined, said: string): Promise<void> {
    this.#clear();
    try {
      await session.prices.forget(ids);
      this.said = said;
    } catch (error) {
      this.wrong = sentence(error);
    }
  }

  #renderExport(own: readonly Model[]): TemplateResult {
    const { model } = session;
    return html`<h3>Save as a file</h3>
      <p class="hint">${words.export}</p>
      <p class="row">
        ${
          own.length > 0
            ? html`<button type="button" class="button"
            @click=${() => void this.#export(session.prices.ids, "my-prices.json")}>Yours</button>`
            : nothing
        }
        ${
          model
            ? html`<button type="button" class="button"
            @click=${() =>
              void this.#export([model.id], `${model.id.replace(/[^a-z0-9.-]+/gi, "-")}.json`)}>${model.name}</button>`
            : nothing
        }
        <button type="button" class="button"
          @click=${() => void this.#export([], "three-limits-prices.json")}>The whole catalogue</button></p>`;
  }

  async #export(ids: readonly string[], name: string): Promise<void> {
    try {
      save(name, new Blob([await (await load()).exportPrices(ids)], { type: "application/json" }));
    } catch (error) {
      this.wrong = sentence(error);
    }
  }
}

/** What is wrong, by field; or which models were passed over, and why. */
function renderReport({ problems, skipped, unused }: PriceImport): TemplateResult | typeof nothing {
  if (problems.length > 0) {
    return html`<ul class="problems"
      aria-label="What is wrong with the file">${problems.map(({ message }) => html`<li>${message}</li>`)}</ul>`;
  }
  return html`${unused.length === 0 ? nothing : renderUnused(unused)}${skipped.length === 0 ? nothing : renderSkipped(skipped)}`;
}

function renderUnused(unused: PriceImport["unused"]): TemplateResult {
  return html`<p class="hint">Not used, of what the file says:</p>
    <ul>${unused.map(
      ({ name, first, models }) =>
        html`<li><code>${name}</code>, at ${first}${
          models > 1 ? html` and in ${counted(models - 1, "other model", "other models")}` : nothing
        }</li>`,
    )}</ul>`;
}

function renderSkipped(skipped: PriceImport["skipped"]): TemplateResult {
  return html`<details><summary>${counted(skipped.length, "model was", "models were")} left out</summary>
    <ul>${skipped.slice(0, mostShown).map(({ name, why }) => html`<li><b>${name}</b>: ${why}</li>`)}</ul>
    ${
      skipped.length > mostShown ? html`<p class="aside">and ${number(skipped.length - mostShown)} more</p>` : nothing
    }</details>`;
}

customElements.define("models-own", ModelsOwn);
