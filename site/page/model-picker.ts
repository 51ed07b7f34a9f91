/**
 * `<page-model>`: the model of the sentence. A button opens a searchable list: a combobox over a listbox grouped by
 * vendor, with price and window beside each name. Ctrl/⌘-K opens it from anywhere on the page, Esc closes it and leaves
 * all as it was. It lies over the page and moves nothing; leaving it closes it.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Model } from "../contract";
import { nameWithEnd } from "../kit/ending";
import { number, price } from "../kit/format";
import { searchModels } from "../kit/model-search";
import { defaults } from "../scenario/state";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

/** There Ctrl-K deletes to the end of the line. */
const onMac = /Mac|iP(hone|ad|od)/.test(navigator.platform);

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

export class PageModel extends PageElement {
  static override properties = { open: { state: true }, query: { state: true }, active: { state: true } };

  declare open: boolean;
  declare query: string;
  /** The option the arrow keys are on, by model id. */
  declare active: string | null;

  constructor() {
    super();
    this.open = false;
    this.query = "";
    this.active = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#shortcut);
    document.addEventListener("pointerdown", this.#outside);
    this.addEventListener("focusout", this.#left);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#shortcut);
    document.removeEventListener("pointerdown", this.#outside);
    this.removeEventListener("focusout", this.#left);
  }

  readonly #written = this.textContent?.trim() ?? "";

  #shortcut = (event: KeyboardEvent): void => {
    const held = onMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (event.key.toLowerCase() !== "k" || !held || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.#show();
  };

  #outside = (event: PointerEvent): void => {
    if (this.open && !event.composedPath().includes(this)) this.#hide();
  };

  #left = (event: FocusEvent): void => {
    if (this.open && event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#hide();
  };

  #show(): void {
    this.open = true;
    this.query = "";
    this.active = session.store.state.settings.model ?? null;
    void this.updateComplete.then(() => {
      this.querySelector<HTMLInputElement>("[role=combobox]")?.focus();
      this.#reveal();
    });
  }

  #hide(): void {
    this.open = false;
  }

  #leave(): void {
    this.#hide();
    this.querySelector<HTMLButtonElement>("button")?.focus();
  }

  #pick(id: string): void {
    session.store.pickModel(id);
    this.#leave();
  }

  #search(query: string): void {
    this.query = query;
    this.active = this.#found()[0]?.id ?? null;
    void this.updateComplete.then(() => this.#reveal());
  }

  #found(): readonly Model[] {
    const found = searchModels(session.models, this.query);
    if (this.query.trim() !== "") return found;
    const { model } = session.store.state.settings; // what is retired is found by its name
    return found.filter(({ id, stage }) => stage !== "retired" || id === model);
  }

  #key(event: KeyboardEvent): void {
    const found = this.#found();
    const at = found.findIndex(({ id }) => id === this.active);
    const page = 8;
    const next: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
    };
    if (event.key === "Escape") {
      event.preventDefault();
      this.#leave();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.active !== null) this.#pick(this.active);
    } else if (next[event.key] !== undefined && found.length > 0) {
      event.preventDefault();
      this.active = found[Math.min(Math.max(next[event.key]!, 0), found.length - 1)]!.id;
      void this.updateComplete.then(() => this.#reveal());
    }
  }

  /** Scrolls the list, and only the list, so that the active option is in its middle. */
  #reveal(): void {
    const option = this.querySelector<HTMLElement>(".active");
    const list = option?.closest<HTMLElement>("[role=listbox]");
    if (option && list)
      list.scrollTop +=
        option.getBoundingClientRect().top -
        list.getBoundingClientRect().top -
        (list.clientHeight - option.offsetHeight) / 2;
  }

  override render(): TemplateResult {
    const name = this.#name();
    return html`<button type="button" class="edit" aria-haspopup="dialog" aria-expanded=${this.open}
        aria-keyshortcuts=${onMac ? "Meta+K" : "Control+K"} title="Choose a model (${onMac ? "⌘" : "Ctrl"} K)"
        aria-label="Model: ${name}"
        @click=${() => (this.open ? this.#leave() : this.#show())}>${name}<span
        class="chevron" aria-hidden="true"></span></button>${this.open ? this.#renderPanel() : nothing}`;
  }

  /** Until the catalogue is there, the name that stands in the HTML for the model the page begins with. */
  #name(): string {
    const { model } = session.store.state.settings;
    return session.model?.name ?? (model === defaults.model ? this.#written : (model ?? "a model of your own"));
  }

  #renderPanel(): TemplateResult {
    const found = this.#found();
    return html`<div class="panel" role="dialog" aria-label="Choose a model">
      <input type="text" role="combobox" aria-label="Search models" aria-expanded="true" aria-controls="models"
        aria-autocomplete="list"
        aria-activedescendant=${this.active === null ? nothing : optionId(this.active)} autocomplete="off"
        autocapitalize="off"
        spellcheck="false" placeholder="Search by name or vendor" .value=${this.query}
        @input=${(event: InputEvent) => this.#search((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}>
      <p class="columns" aria-hidden="true"><span>Price per million tokens, in · out</span><span>Window</span></p>
      <div role="listbox" id="models" aria-label="Models" tabindex="-1">${this.#renderGroups(found)}</div>
      <p class="found" role="status">${
        session.models.length === 0
          ? "The catalogue is loading."
          : found.length === 0
            ? `No model's name holds “${this.query}”. Clear the search to see all ${session.models.length}.`
            : `${found.length} of ${session.models.length} models`
      }</p>
    </div>`;
  }

  #renderGroups(found: readonly Model[]): TemplateResult[] {
    const vendors = [...new Set(found.map(({ vendor }) => vendor))];
    return vendors.map(
      (vendor, index) => html`<div role="group" aria-labelledby="vendor-${index}">
      <p class="vendor" id="vendor-${index}" role="presentation">${vendor}</p>
      ${found.filter((model) => model.vendor === vendor).map((model) => this.#renderOption(model))}
    </div>`,
    );
  }

  #renderOption(model: Model): TemplateResult {
    const picked = model.id === session.store.state.settings.model;
    const prices = model.prices ? `${price(model.prices.input)} · ${price(model.prices.output)}` : "not published";
    return html`<div role="option" id=${optionId(model.id)} aria-selected=${picked}
      class=${model.id === this.active ? "active" : ""}
        @click=${() => this.#pick(model.id)}>
      <span class="name">${nameWithEnd(model)}</span><span class="price">${prices}</span><span class="window"
        title="${number(model.window.context)} tokens">${compact.format(model.window.context)}</span>
    </div>`;
  }
}

function optionId(model: string): string {
  return `model-${model.replace(/[^a-z0-9]+/gi, "-")}`;
}
