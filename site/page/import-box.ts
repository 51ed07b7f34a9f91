/** `<import-box>`: where a request is pasted, dropped or opened. Says `brought` once it stands on the page. */
import { html, nothing, type TemplateResult } from "lit";
import { chosenFiles } from "../kit/files";
import { PageElement } from "../session/page-element";
import { type Outcome, takeFile, takeText } from "./import-source";

/**
 * A longer text that could not be read is not put into the field: it would be slow there, and what is wrong is said
 * anyway. In UTF-16 units.
 */
const longestShown = 200_000;

export class ImportBox extends PageElement {
  static override properties = { over: { state: true }, busy: { state: true }, message: { state: true } };

  /** A file is held over it. */
  declare over: boolean;
  declare busy: boolean;
  declare message: string;

  constructor() {
    super();
    this.over = false;
    this.busy = false;
    this.message = "";
  }

  override render(): TemplateResult {
    return html`<div class=${this.over ? "box over" : "box"} role="group" aria-label="Import a request"
        @dragover=${this.#dragOver} @dragleave=${() => {
          this.over = false;
        }} @drop=${this.#drop}>
      <p class="hint" id="import-hint">A request to OpenAI (Chat Completions, Responses), Anthropic (Messages) or Gemini
        (generateContent), as JSON; or many, one a line (JSONL). Its texts go into the parts below and what stands there
        can be brought back. It goes out again as it came.</p>
      <textarea aria-label="The request as JSON" aria-describedby="import-hint"
        placeholder="Paste the JSON here, or drop a file." spellcheck="false" autocomplete="off" rows="3"
        @paste=${this.#paste}></textarea>
      <p class="row">
        <button type="button" class="button" ?disabled=${this.busy}
          @click=${() => void this.#take(() => takeText(this.#field.value))}>Read it</button>
        <label class="link file">Open a file<input type="file" class="unseen" aria-label="Import a request: open a file"
          accept=".json,.jsonl,.ndjson,.txt,application/json" @change=${this.#chosen}></label>
        <span role="status">${this.busy ? "Reading…" : nothing}</span></p>
      <div role="alert">${
        this.message ? html`<p class="wrong">${this.message} The request below is as it was.</p>` : nothing
      }</div>
    </div>`;
  }

  get #field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  #paste = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (file) {
      event.preventDefault();
      void this.#take(() => takeFile(file));
    } else if (text && this.#field.value.trim() === "") {
      // into an empty field goes the whole request
      event.preventDefault();
      void this.#take(() => takeText(text), text);
    }
  };

  #dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.over = true;
  };

  #drop = (event: DragEvent): void => {
    this.over = false;
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    void this.#take(() => takeFile(file));
  };

  #chosen = (event: Event): void => {
    const [file] = chosenFiles(event);
    if (file) void this.#take(() => takeFile(file));
  };

  /** text: what was pasted and is not in the field. */
  async #take(source: () => Promise<Outcome>, text?: string): Promise<void> {
    this.busy = true;
    this.message = "";
    await new Promise((done) => setTimeout(done)); // "Reading…" is seen before a long text is read
    const outcome = await source().catch((): Outcome => ({ message: "This could not be read." }));
    this.busy = false;
    if ("brought" in outcome) {
      this.#field.value = "";
      this.dispatchEvent(new CustomEvent("brought", { detail: outcome.brought }));
      return;
    }
    this.message = outcome.message;
    if (text !== undefined && text.length <= longestShown) this.#field.value = text;
  }
}
