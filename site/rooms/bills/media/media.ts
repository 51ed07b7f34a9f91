/**
 * `<bills-media>`: pictures, pages, sound and film as the scenario's model takes them: the size a picture is made to,
 * the grid it is cut by, tokens and price with their working. Their sums can go into the scenario.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { MediaCount, MediaItem, MediaReport, Model } from "../../../contract";
import { load } from "../../../core/load";
import { renderSource } from "../../../elements/parts/working";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { chosenFiles } from "../../../kit/files";
import { counted, exactMoney, money, number, price } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { droppable } from "../../parts/drop";
import "../converted";
import { renderPicture } from "./drawing";
import css from "./media.css" with { type: "text" };
import "./others";
import { readPicture } from "./reading";
import { type FieldName, fieldsOf, type Kind, labels, longestSide, readTyped, type Typed } from "./typed";
import { kinds, titled, words } from "./words";

/** What is counted; name and preview are those of a file. */
interface Item {
  item: MediaItem;
  name: string | null;
  preview: string | null;
}

interface Question {
  items: readonly Item[];
  model: Model;
  /** The day whose prices hold; undefined: today. */
  asOf: string | undefined;
}
interface Answer extends Question {
  report: MediaReport;
}

function isSame(before: Question | null, now: Question): boolean {
  return before?.items === now.items && before.model === now.model && before.asOf === now.asOf;
}

/** What the module counts at a time (calc/media). */
const most = 1000;
/** Larger files are no pictures that anyone sends. In bytes. */
const largestFile = 100_000_000;

const samples: readonly MediaItem[] = [
  { kind: "image", width: 1024, height: 1024 },
  { kind: "image", width: 1920, height: 1080 },
  { kind: "image", width: 4000, height: 3000 },
  { kind: "pdf", pages: 12 },
  { kind: "audio", seconds: 90 },
  { kind: "video", seconds: 30 },
];

class BillsMedia extends PageElement {
  static override properties = {
    items: { state: true },
    chosen: { state: true },
    answer: { state: true },
    kind: { state: true },
    typed: { state: true },
    wrong: { state: true },
    failed: { state: true },
    refused: { state: true },
    said: { state: true },
    over: { state: true },
  };

  declare items: readonly Item[];
  /** The one that is looked at. */
  declare chosen: Item | null;
  declare answer: Answer | null;
  declare kind: Kind;
  declare typed: Typed;
  declare wrong: { field: FieldName; message: string } | null;
  /** Why the engine gave no answer. */
  declare failed: string | null;
  /** Files that were not taken, and why. */
  declare refused: readonly string[];
  declare said: string;
  declare over: boolean;
  readonly #work = new Work(this);
  #asked: Question | null = null;
  readonly #latest = new Latest<Question, MediaReport>(
    async ({ items, model, asOf }) =>
      (await load()).media(
        items.map(({ item }) => withKnownDetail(item, model)),
        model.id,
        asOf === undefined ? {} : { asOf },
      ),
    (report, question) => {
      this.answer = { ...question, report };
      this.failed = null;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.items = [];
    this.chosen = null;
    this.answer = null;
    this.kind = "image";
    this.typed = { width: "", height: "", pages: "", seconds: "" };
    this.wrong = null;
    this.failed = null;
    this.refused = [];
    this.said = "";
    this.over = false;
  }

  protected override willUpdate(): void {
    const { model } = session;
    const { asOf } = session.store.state.settings;
    const { items } = this;
    if (!model || items.length === 0 || isSame(this.#asked, { items, model, asOf })) return;
    this.#asked = { items, model, asOf };
    this.#latest.ask(this.#asked);
  }

  override render(): TemplateResult {
    const { answer } = this;
    return html`<p class="lead">${words.about}</p>
      <div class="drop ${this.over ? "over" : ""}"
        ${droppable(this, (files, folders) => void this.#read(files, folders.length))}>
        <label class="button file">${words.pick}<input type="file" class="unseen" accept="image/*" multiple
          @change=${(event: Event) => void this.#read(chosenFiles(event), 0)}></label>
        <span class="hint">${words.accepted}</span>
      </div>
      <p class="row"><span class="hint">Or one of these:</span>${samples.map(
        (item) =>
          html`<button type="button" class="choice"
            @click=${() => this.#add({ item, name: null, preview: null })}>${titled(item)}</button>`,
      )}</p>
      ${this.#renderForm()}
      ${
        this.refused.length > 0
          ? html`<div class="wrong" role="alert"><ul>${this.refused.map((message) => html`<li>${message}</li>`)}</ul>
          </div>`
          : nothing
      }
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${this.#work.render()}
      ${session.ready && !session.model ? html`<p>${words.noModel}</p>` : nothing}
      ${this.items.length > 0 && answer ? this.#renderAnswer(answer) : nothing}
      <p role="status">${this.said}</p>`;
  }

  #renderForm(): TemplateResult {
    return html`<form class="fields" @submit=${(event: Event) => {
      event.preventDefault();
      this.#addTyped();
    }}>
      <div class="field"><label for="media-kind">Or type it</label>
        <select id="media-kind" autocomplete="off" @change=${(event: Event) => {
          this.kind = (event.target as HTMLSelectElement).value as Kind;
          this.wrong = null;
        }}>
          ${kinds.map(
            ({ kind, title }) => html`<option value=${kind} .selected=${this.kind === kind}>${title}</option>`,
          )}</select></div>
      ${fieldsOf[this.kind].map((name) => this.#renderField(name))}
      <p class="wide"><button class="button">${words.add}</button></p>
    </form>`;
  }

  #renderField(name: FieldName): TemplateResult {
    const message = this.wrong?.field === name ? this.wrong.message : null;
    return html`<div class="field"><label for="media-${name}">${labels[name]}</label>
      <input id="media-${name}" inputmode=${name === "seconds" ? "decimal" : "numeric"} autocomplete="off"
        .value=${this.typed[name]} aria-invalid=${message !== null}
        aria-errormessage=${message === null ? nothing : `media-${name}-wrong`}
        @input=${(event: Event) => {
          this.typed = { ...this.typed, [name]: (event.target as HTMLInputElement).value };
        }}>
      ${
        message === null ? nothing : html`<p class="wrong" role="alert" id="media-${name}-wrong">${message}</p>`
      }</div>`;
  }

  #addTyped(): void {
    const read = readTyped(this.kind, this.typed);
    this.wrong = "field" in read ? read : null;
    if ("item" in read) this.#add({ item: read.item, name: null, preview: null });
  }

  #add(item: Item): void {
    this.said = "";
    if (this.items.length >= most) {
      this.refused = [words.tooMany(most)];
      return;
    }
    this.chosen = item;
    this.items = [...this.items, item];
  }

  async #read(files: readonly File[], folders: number): Promise<void> {
    this.refused = folders > 0 ? [words.folder] : [];
    if (files.length === 0) return;
    await this.#work.run("Looking at the pictures", async (signal, tell) => {
      for (const [done, file] of files.entries()) {
        if (signal.aborted) return;
        if (this.items.length >= most) {
          this.refused = [...this.refused, words.tooMany(most)];
          return;
        }
        const name = file.name.slice(0, 80);
        tell({ what: `Looking at ${name}`, done, of: files.length });
        const read = file.size > largestFile ? null : await readPicture(file).catch(() => null);
        if (signal.aborted) return;
        const longest = read ? Math.max(read.width, read.height) : 0;
        if (read && longest <= longestSide)
          this.#add({ item: { kind: "image", width: read.width, height: read.height }, name, preview: read.preview });
        else
          this.refused = [
            ...this.refused,
            file.size > largestFile || longest > longestSide ? words.tooLarge(name) : words.notRead(name),
          ];
      }
    });
  }

  #remove(item: Item): void {
    this.items = this.items.filter((one) => one !== item);
    if (this.chosen === item) this.chosen = this.items.at(-1) ?? null;
    if (this.items.length === 0) this.answer = null;
    this.said = "";
  }

  #renderAnswer(answer: Answer): TemplateResult {
    const { items, report, model } = answer;
    const at = this.chosen ? Math.max(0, items.indexOf(this.chosen)) : 0;
    const chosen = items[at]!;
    const { item } = chosen;
    return html`<section class="counted" aria-label="What it is in tokens">
      ${this.#renderOne(chosen, report.items[at]!, model)}
      ${items.length > 1 ? this.#renderList(answer, chosen) : nothing}
      ${this.#renderUse(answer)}
      ${item.kind === "image" ? html`<bills-others .size=${item}></bills-others>` : nothing}
    </section>`;
  }

  #renderOne(one: Item, count: MediaCount, model: Model): TemplateResult {
    const { item, name, preview } = one;
    const { tokens, trust, grid } = count;
    return html`<figure>
      ${item.kind === "image" ? renderPicture(count, item, preview) : nothing}
      <figcaption>
        <p class="what">${name === null ? nothing : html`<b>${name}</b>, `}${titled(item)}${this.#made(item, count)}</p>
        ${
          tokens === null
            ? html`<p>${trust.why} Nothing is made up here.</p>`
            : html`
          <p class="total">${counted(tokens, "token")}<span class="price">${
            count.usd === null
              ? "no price is known"
              : html`${exactMoney(count.usd)}<bills-converted .usd=${count.usd}></bills-converted>`
          }</span></p>
          <p class="working">${count.formula}<br>= ${count.substituted}</p>
          ${
            count.usd === null
              ? nothing
              : html`<p class="hint">At ${price(count.usdPerMTok)} per million tokens on ${model.name}.</p>`
          }
          <p class="hint"><i>${trust.level}</i>: ${trust.why} ${
            trust.source
              ? renderSource({
                  source: trust.source.replace(/^https:\/\//, ""),
                  sourceUrl: trust.source,
                  checked: trust.checked,
                })
              : nothing
          }</p>`
        }
        ${
          grid && grid.x.length + grid.y.length === 0 && grid.columns + grid.rows > 2
            ? html`<p class="hint">${words.manyLines}</p>`
            : nothing
        }
        <p class="row">${count.details.length > 1 ? this.#renderDetail(one, count) : nothing}
          <button type="button" class="link" @click=${() => this.#remove(one)}>Put it away</button></p>
      </figcaption></figure>`;
  }

  /** What the model's rule makes of a picture before it counts. */
  #made(item: MediaItem, { resized, grid }: MediaCount): string {
    const changed =
      resized && item.kind === "image" && (resized.width !== item.width || resized.height !== item.height);
    const to = changed ? `, made to ${number(resized.width)} × ${number(resized.height)}` : "";
    return grid
      ? `${to}, cut into ${number(grid.columns)} × ${number(grid.rows)} cells of ${number(grid.cell)} pixels`
      : to;
  }

  #renderDetail(one: Item, { detail, details }: MediaCount): TemplateResult {
    return html`<span class="detail"><label for="media-detail">Detail</label> <select id="media-detail"
      autocomplete="off"
      @change=${(event: Event) => this.#put(one, { ...one.item, detail: (event.target as HTMLSelectElement).value })}>
      ${details.map(
        (name) => html`<option value=${name} .selected=${name === detail}>${name}</option>`,
      )}</select></span>`;
  }

  #put(before: Item, item: MediaItem): void {
    const after = { ...before, item };
    this.items = this.items.map((one) => (one === before ? after : one));
    this.chosen = after;
    this.said = "";
  }

  #renderList({ items, report }: Answer, chosen: Item): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="All of them"><table>
      <caption>All of them together, in one message</caption>
      <thead><tr><th scope="col">What</th><th scope="col" class="number">Tokens</th>
      <th scope="col" class="number">Price</th><td></td></tr></thead>
      <tbody>${items.map((one, at) => {
        const { tokens, usd } = report.items[at]!;
        const title = one.name ?? titled(one.item);
        return html`<tr>
        <th scope="row" class="name"><button type="button" class="choice" aria-pressed=${one === chosen}
          @click=${() => {
            this.chosen = one;
          }}>${title}</button></th>
          <td class="number">${tokens === null ? html`<span class="aside">not known</span>` : number(tokens)}</td>
          <td class="number">${
            usd === null
              ? html`<span class="aside">not known</span>`
              : html`<span title=${exactMoney(usd)}>${money(usd)}</span>`
          }</td>
          <td class="number"><button type="button" class="link" aria-label="Put away ${title}"
            @click=${() => this.#remove(one)}>Put away</button></td></tr>`;
      })}</tbody>
      <tfoot>${this.#renderSum("Pictures, pages and film", report.images)}${this.#renderSum("Sound", report.audio)}
        <tr><th scope="row">Together</th><td></td><td class="number"><b>${
          report.usd === null
            ? "not known"
            : html`${exactMoney(report.usd)}<bills-converted .usd=${report.usd}></bills-converted>`
        }</b></td><td></td></tr></tfoot>
    </table></div>`;
  }

  #renderSum(title: string, tokens: number | null): TemplateResult | typeof nothing {
    if (tokens === 0) return nothing;
    return html`<tr><th scope="row">${title}</th>
    <td class="number"><b>${tokens === null ? "not known" : number(tokens)}</b></td><td></td><td></td></tr>`;
  }

  #renderUse({ report: { images, audio }, model }: Answer): TemplateResult {
    if (images === null || audio === null) return html`<p class="hint">${words.unknown}</p>`;
    return html`<p class="row"><button type="button" class="button"
      @click=${() => this.#use(images, audio)}>Use in the scenario</button>
      <span class="hint">${model.name}: ${[
        images > 0 || audio === 0 ? `${counted(images, "token")} of pictures` : "",
        audio > 0 ? `${counted(audio, "token")} of sound` : "",
      ]
        .filter((one) => one !== "")
        .join(" and ")} with each message</span></p>`;
  }

  /** What is not here is taken out of the scenario too: it says what goes with each message. */
  #use(images: number, audio: number): void {
    session.store.type("images", images > 0 ? String(images) : "");
    session.store.type("audio", audio > 0 ? String(audio) : "");
    this.said = "They are in the scenario now, and in its three limits.";
  }
}

/** A level of detail that another model knew is left to the vendor. */
function withKnownDetail(item: MediaItem, model: Model): MediaItem {
  if (item.detail === undefined || model.pictureDetails?.includes(item.detail)) return item;
  return { ...item, detail: undefined } as MediaItem;
}

customElements.define("bills-media", BillsMedia);
