/**
 * `<learn-real>`: a response of an API that reports log-probabilities, pasted, dropped or opened, and the model's own
 * choices walked token by token. What is shown of them is `<llm-sampling>`.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { LogprobSequence } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { droppable } from "../../parts/drop";
import { GivenText } from "../../parts/given";
import { examples } from "./examples";
import css from "./real.css" with { type: "text" };
import { words } from "./words";

/** What the module reads (site/core/learn.ts). In bytes. */
const largestFile = 50_000_000;

class LearnReal extends PageElement {
  static override properties = {
    sequences: { state: true },
    about: { state: true },
    wrong: { state: true },
    said: { state: true },
    over: { state: true },
  };

  declare sequences: readonly LogprobSequence[] | null;
  /** Of an example. */
  declare about: string;
  declare wrong: string | null;
  declare said: string;
  declare over: boolean;
  readonly #work = new Work(this);
  readonly #given = new GivenText(this, {
    largestFile,
    empty: words.empty,
    read: (text) => void this.#read(text),
    refuse: (message) => this.#refuse(message),
  });

  constructor() {
    super();
    adopt(css);
    this.sequences = null;
    this.about = "";
    this.wrong = null;
    this.said = "";
    this.over = false;
  }

  override render(): TemplateResult {
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      <p class="row"><span class="hint">Examples:</span>${examples.map(
        ({ title, text, about }) =>
          html`<button type="button" class="choice" @click=${() => this.#example(text, about)}>${title}</button>`,
      )}</p>
      <form class="drop ${this.over ? "over" : ""}"
        ${droppable(this, (files, folders) => this.#dropped(files, folders.length))} @submit=${this.#submit}>
        ${this.#given.render({
          label: words.field,
          placeholder: words.placeholder,
          rows: 6,
          wrong: this.wrong !== null,
          describedBy: "real-hint",
        })}
        <p class="row"><button class="button">Read it</button>
          <label class="link file">Open a file<input type="file" class="unseen" accept=".json,.txt,application/json"
            @change=${this.#given.chosen}></label></p>
        <p class="hint" id="real-hint">${words.ask}</p>
      </form>
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong} ${words.kept}</p>`}
      ${this.#work.render()}
      <p role="status">${this.said}</p>
      ${this.about === "" ? nothing : html`<p class="hint">${this.about}</p>`}
      ${this.sequences ? html`<llm-sampling .sequences=${this.sequences}></llm-sampling>` : nothing}`;
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#given.read();
  };

  #refuse(message: string): void {
    this.#work.stop();
    this.sequences = null;
    this.said = "";
    this.about = "";
    this.wrong = message;
  }

  #example(text: string, about: string): void {
    this.#given.put(text);
    void this.#read(text, about);
  }

  #dropped([file]: readonly File[], folders: number): void {
    if (file) void this.#given.open(file);
    else if (folders > 0) this.#refuse(words.folder);
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
