/** `<date-timeline>`: where the training of the catalogue's models ended, against today. */
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { CutoffTimeline, Model } from "../../../contract";
import { load } from "../../../core/load";
import { sentence } from "../../../kit/engine-element";
import { between, counted, number } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { timeline as words } from "./words";

/** So many models are shown at first, and that of the scenario. */
const shownAtFirst = 20;

type Row = CutoffTimeline["models"][number] & { model: Model };

class DateTimeline extends PageElement {
  static override properties = {
    vendor: { state: true },
    retired: { state: true },
    all: { state: true },
    line: { state: true },
    failed: { state: true },
  };

  /** "" is every vendor. */
  declare vendor: string;
  declare retired: boolean;
  /** All rows, not only the first. */
  declare all: boolean;
  declare line: CutoffTimeline | null;
  declare failed: string | null;
  /** The models that were asked for: there are others once a person imports some. */
  #asked: readonly Model[] = [];
  readonly #latest = new Latest<null, CutoffTimeline>(
    async () => (await load()).cutoffs(),
    (line) => {
      this.line = line;
      this.failed = null;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    this.vendor = "";
    this.retired = false;
    this.all = false;
    this.line = null;
    this.failed = null;
  }

  protected override willUpdate(): void {
    const { models } = session;
    if (models.length === 0 || models === this.#asked) return;
    this.#asked = models;
    this.#latest.ask(null);
  }

  override render(): TemplateResult {
    const { line } = this;
    return html`<h3>${words.title}</h3><p class="lead">${words.about}</p>
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${line ? this.#renderLine(line) : html`<p role="status">${words.loading}</p>`}`;
  }

  #renderLine(line: CutoffTimeline): TemplateResult {
    const known = new Map(session.models.map((model) => [model.id, model]));
    const passes = (model: Model | undefined): model is Model =>
      model !== undefined &&
      (this.vendor === "" || model.vendor === this.vendor) &&
      (this.retired || model.retired === undefined || model.id === this.#mine);
    const found = line.models.flatMap((one): Row[] => {
      const model = known.get(one.id);
      return passes(model) ? [{ ...one, model }] : [];
    });
    const shown = this.all ? found : found.filter(({ id }, i) => i < shownAtFirst || id === this.#mine);
    const mine = known.get(this.#mine ?? "");
    const unpublished = line.unpublished.map((id) => known.get(id)).filter(passes);
    return html`${this.#renderFilters()}
      ${mine?.cutoff === null ? html`<p>${words.mineUnpublished(mine.name)}</p>` : nothing}
      ${
        found.length === 0
          ? html`<p>${words.none}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${words.title}><table class="cutoffs">
        <caption>${words.caption(line.today)}</caption>
        <thead><tr><th scope="col">Model ${renderAxis(line)}</th><th scope="col" class="number">Knows until</th>
        <th scope="col" class="number">Months</th></tr></thead>
        <tbody>${shown.map((row) => this.#renderRow(row, line))}</tbody></table></div>`
      }
      ${
        shown.length < found.length
          ? html`<p><button type="button" class="link" @click=${() => {
              this.all = true;
            }}>${words.more(number(found.length))}</button></p>`
          : nothing
      }
      ${
        unpublished.length === 0
          ? nothing
          : html`<details><summary>${words.unpublished(counted(unpublished.length, "model"))}</summary>
        <p>${unpublished.map(
          ({ id, name }, i) =>
            html`${i === 0 ? "" : ", "}${id === this.#mine ? html`<b>${name} (${words.mine})</b>` : name}`,
        )}</p></details>`
      }`;
  }

  get #mine(): string | undefined {
    return session.store.state.settings.model;
  }

  #renderFilters(): TemplateResult {
    const vendors = [...new Set(session.models.map(({ vendor }) => vendor))].sort((a, b) => a.localeCompare(b, "en"));
    return html`<div class="fields"><div class="field"><label for="date-vendor">${words.vendor}</label>
        <select id="date-vendor" autocomplete="off" @change=${(event: Event) => {
          this.vendor = (event.target as HTMLSelectElement).value;
        }}>
          <option value="" .selected=${this.vendor === ""}>${words.all}</option>
          ${vendors.map(
            (vendor) => html`<option value=${vendor} .selected=${vendor === this.vendor}>${vendor}</option>`,
          )}</select></div>
      <p class="wide"><label class="tick"><input type="checkbox" .checked=${this.retired} @change=${(event: Event) => {
        this.retired = (event.target as HTMLInputElement).checked;
      }}> ${words.retired}</label></p></div>`;
  }

  #renderRow({ model, cutoff, from, to, monthsBehind }: Row, { years }: CutoffTimeline): TemplateResult {
    const mine = model.id === this.#mine;
    const marks = [model.vendor, mine ? words.mine : "", model.retired ? `retired ${model.retired}` : ""]
      .filter((mark) => mark !== "")
      .join(" · ");
    return html`<tr class=${mine ? "mine" : ""}><th scope="row">${model.name} <span class="aside">${marks}</span>
        <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="sure" width=${from} height="1"></rect>
          ${stretch("between", from, to)}${stretch("beyond", to, 100)}${years.map(
            ({ at }) => svg`<line class="year" x1=${at} x2=${at} y1="0" y2="1"></line>`,
          )}</svg></th>
      <td class="number">${cutoff}</td><td class="number">${between(monthsBehind, number)}</td></tr>`;
  }
}

function stretch(kind: string, from: number, to: number): SVGTemplateResult {
  return svg`<path class=${kind} d="M${from} 0H${to}V1H${from}Z"></path>`;
}

/** The years, each where its January is. */
function renderAxis({ years }: CutoffTimeline): TemplateResult {
  return html`<svg class="axis" role="img" aria-label="From ${years[0]!.year} to today">${years.map(
    ({ year, at }) => svg`<text x="${at}%" y="0.8em">${year}</text>`,
  )}</svg>`;
}

customElements.define("date-timeline", DateTimeline);
