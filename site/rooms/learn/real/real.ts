/**
 * `<learn-real>`: a response of an API that reports log-probabilities, pasted, dropped or opened, and the model's own choices walked token by token. What is
 * shown of them is `<llm-sampling>`.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { LogprobSequence } from "../../../core/contract";
import { load } from "../../../core/load";
import { sentence } from "../../../elements/engine-element";
import "../../../elements/index";
import { adopt } from "../../../page/adopt";
import { chosenFiles, readTextFile } from "../../../page/files";
import { PageElement } from "../../../page/page-element";
import { droppable } from "../../parts/drop";
import { bytes } from "../../parts/units";
import { Work } from "../../parts/work";
import { examples } from "./examples";
import css from "./real.css" with { type: "text" };
import { words } from "./words";

/** A text that is too long for the field, or a file. */
interface Given { name: string; text: string; size: number }

/** Longer texts stand beside the field, not in it: it would be slow. In UTF-16 units. */
const longestShown = 200_000;
/** What the module reads (site/core/learn.ts). In bytes. */
const largestFile = 50_000_000;

export class LearnReal extends PageElement {
  static override properties = { given: { state: true }, sequences: { state: true }, about: { state: true }, wrong: { state: true }, said: { state: true }, over: { state: true } };

  /** What stands in the field's place. */
  declare given: Given | null;
  declare sequences: readonly LogprobSequence[] | null;
  /** Of an example. */
  declare about: string;
  declare wrong: string | null;
  declare said: string;
  declare over: boolean;
  readonly #work = new Work(this);

  constructor() {
    super();
    adopt(css);
    this.given = null;
    this.sequences = null;
    this.about = "";
    this.wrong = null;
    this.said = "";
    this.over = false;
  }

  override render(): TemplateResult {
    const { given } = this;
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      <p class="row"><span class="hint">Examples:</span>${examples.map(({ title, text, about }) => html`<button type="button" class="choice" @click=${() => this.#example(text, about)}>${title}</button>`)}</p>
      <form class="drop ${this.over ? "over" : ""}" ${droppable(this, (files, folders) => this.#dropped(files, folders.length))} @submit=${this.#submit}>
        <div class="source">
          ${given ? html`<p class="row given"><b>${given.name}</b><span class="aside">${bytes(given.size)}</span>
            <button type="button" class="link" @click=${() => { this.given = null; }}>Put it away</button></p>` : nothing}
          <textarea aria-label=${words.field} aria-describedby="real-hint" placeholder=${words.placeholder} spellcheck="false" autocomplete="off" autocapitalize="off" rows="6" ?hidden=${given !== null}
            aria-invalid=${this.wrong !== null} @paste=${this.#paste} @input=${this.#typed}></textarea></div>
        <p class="row"><button class="button">Read it</button>
          <label class="link file">Open a file<input type="file" class="unseen" accept=".json,.txt,application/json" @change=${this.#chosen}></label></p>
        <p class="hint" id="real-hint">${words.ask}</p>
      </form>
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong} ${words.kept}</p>`}
      ${this.#work.render()}
      <p role="status">${this.said}</p>
      ${this.about === "" ? nothing : html`<p class="hint">${this.about}</p>`}
      ${this.sequences ? html`<llm-sampling .sequences=${this.sequences}></llm-sampling>` : nothing}`;
  }

  get #field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#readGiven();
  };

  #readGiven(): void {
    const text = this.given?.text ?? this.#field.value;
    if (text.trim() === "") this.#refuse(words.empty);
    else void this.#read(text);
  }

  #refuse(message: string): void {
    this.#work.stop();
    this.sequences = null;
    this.said = "";
    this.about = "";
    this.wrong = message;
  }

  #example(text: string, about: string): void {
    this.given = null;
    this.#field.value = text;
    void this.#read(text, about);
  }

  /** What is pasted is read at once; what is too long does not go into the field. */
  #paste = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (file) {
      event.preventDefault();
      void this.#open(file);
    } else if (text.length > longestShown) {
      event.preventDefault();
      this.#take("What was pasted", text, new Blob([text]).size);
    } else if (text !== "") {
      setTimeout(() => this.#readGiven());
    }
  };

  /** Dropped text, say. */
  #typed = (): void => {
    const { value } = this.#field;
    if (value.length <= longestShown) return;
    this.#field.value = "";
    this.#take("What was put in", value, new Blob([value]).size);
  };

  #chosen = (event: Event): void => {
    const [file] = chosenFiles(event);
    if (file) void this.#open(file);
  };

  #dropped(files: readonly File[], folders: number): void {
    const [file] = files;
    if (file) void this.#open(file);
    else if (folders > 0) this.#refuse(words.folder);
  }

  async #open(file: File): Promise<void> {
    const read = await readTextFile(file, largestFile);
    if ("message" in read) this.#refuse(read.message);
    else this.#take(file.name, read.text, file.size);
  }

  #take(name: string, text: string, size: number): void {
    this.given = { name: name.slice(0, 80), text, size };
    void this.#read(text);
  }

  async #read(text: string, about = ""): Promise<void> {
    this.wrong = null;
    this.said = "";
    this.about = about;
    try {
      const ended = await this.#work.run("Reading the response", async (signal) => {
        const sequences = await (await load()).logprobs(text);
        if (signal.aborted) return;
        this.sequences = sequences;
        this.said = words.read(sequences.length, sequences[0]!.steps.length);
      });
      if (!ended && !this.#work.busy && this.wrong === null) this.said = "Stopped.";
    } catch (error) {
      this.#refuse(sentence(error));
    }
  }
}

customElements.define("learn-real", LearnReal);
