/**
 * `<page-import>`: "Import a request", beside the examples. The button is in the HTML; what it opens, what it brought
 * and many requests at once are loaded when they are first needed.
 */
import { html, nothing, type TemplateResult } from "lit";
import { inTime } from "../core/in-time";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";
import type * as View from "./import-view";

export class PageImport extends PageElement {
  static override properties = { opened: { state: true }, view: { state: true }, failed: { state: true } };

  declare opened: boolean;
  declare view: typeof View | null;
  declare failed: boolean;
  #button: HTMLButtonElement | null = null;
  #loading = false;

  constructor() {
    super();
    this.opened = false;
    this.view = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#button = document.getElementById("import-open") as HTMLButtonElement;
    this.#button.onclick = () => this.#toggle();
  }

  #toggle(): void {
    this.opened = !this.opened;
    if (this.opened) void this.updateComplete.then(() => this.querySelector<HTMLElement>("textarea")?.focus());
  }

  /** What was opened took its place: the way in is closed, and what it brought is read next. */
  #brought = ({ detail }: CustomEvent<"request" | "lines">): void => {
    this.opened = false;
    const shown = this.querySelector<PageElement>(detail === "request" ? "imported-request" : "request-lines")!;
    void this.updateComplete
      .then(() => shown.updateComplete)
      .then(() => shown.querySelector<HTMLElement>("[tabindex]")?.focus());
  };

  protected override willUpdate(): void {
    this.#button?.setAttribute("aria-expanded", String(this.opened));
    if (!this.view && !this.failed && (this.opened || session.store.state.imported)) void this.#load();
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    this.failed = false;
    try {
      this.view = await inTime(import("./import-view"));
      if (this.opened) void this.updateComplete.then(() => this.querySelector<HTMLElement>("textarea")?.focus());
    } catch {
      this.failed = true;
    }
    this.#loading = false;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failed) {
      return html`<p class="wrong" role="alert">The import could not be loaded. What you typed is kept.
        <button type="button" class="link" @click=${() => void this.#load()}>Try again</button></p>`;
    }
    if (!this.view) return this.opened ? html`<p role="status">Loading…</p>` : nothing;
    return html`<import-box ?hidden=${!this.opened}
      @brought=${this.#brought}></import-box><imported-request></imported-request><request-lines
        @brought=${this.#brought}></request-lines>`;
  }
}
