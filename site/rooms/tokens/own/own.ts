/**
 * `<tokens-own>`: a tokenizer that a person brings, from a tokenizer.json or a .tiktoken file; those that are kept; and
 * which of them, if any, counts the request in the place of the model's own.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { EncodingInfo } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { chosenFiles } from "../../../kit/files";
import { counted, number } from "../../../kit/format";
import { bytes } from "../../../kit/units";
import { Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { tryAgain } from "../../../session/retry";
import { session } from "../../../session/session";
import { droppable } from "../../parts/drop";
import { freeName, longestName, wrongName } from "./naming";
import css from "./own.css" with { type: "text" };
import { advice, patterns, words } from "./words";

/** A file that was picked and is not read yet. */
interface Picked {
  file: File;
  isJSON: boolean;
}

const typed = "typed";

class TokensOwn extends PageElement {
  static override properties = {
    picked: { state: true },
    name: { state: true },
    pattern: { state: true },
    expression: { state: true },
    encodings: { state: true },
    wrong: { state: true },
    said: { state: true },
    over: { state: true },
  };

  declare picked: Picked | null;
  declare name: string;
  declare pattern: string;
  declare expression: string;
  declare encodings: readonly EncodingInfo[];
  declare wrong: string | null;
  declare said: string;
  declare over: boolean;
  readonly #work = new Work(this);

  constructor() {
    super();
    adopt(css);
    this.picked = null;
    this.name = "";
    this.pattern = patterns[0]![0];
    this.expression = "";
    this.encodings = [];
    this.wrong = null;
    this.said = "";
    this.over = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list();
  }

  async #list(): Promise<void> {
    try {
      this.encodings = await (await load()).encodings();
    } catch (error) {
      this.wrong = sentence(error);
    }
  }

  get #own(): readonly EncodingInfo[] {
    return this.encodings.filter(({ own }) => own);
  }

  override render(): TemplateResult {
    return html`<p class="lead">${words.about}</p>
      ${ONE_FILE ? html`<p>${words.oneFile}</p>` : this.#renderPick()}
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      <p role="status">${this.said}</p>
      ${this.#own.length > 0 ? this.#renderKept() : nothing}
      ${this.#renderChoice()}`;
  }

  #renderPick(): TemplateResult {
    return html`<div class="drop ${this.over ? "over" : ""}" ${droppable(this, ([file]) => void this.#pick(file))}>
        <label class="button file">${words.pick}<input type="file" class="unseen"
          accept=".json,.tiktoken,.model,.txt,application/json"
          @change=${(event: Event) => this.#chosen(event)}></label>
        <span class="hint">${words.accepted}</span>
      </div>
      ${this.picked ? this.#renderForm(this.picked) : nothing}
      ${this.#work.render()}`;
  }

  #chosen(event: Event): void {
    const [file] = chosenFiles(event);
    if (file) void this.#pick(file);
  }

  async #pick(file: File | undefined): Promise<void> {
    this.#work.stop();
    this.wrong = file ? null : words.folder;
    if (!file) return;
    this.said = "";
    try {
      this.picked = { file, isJSON: /^[\ufeff\s]*\{/.test(await file.slice(0, 64).text()) };
    } catch {
      this.wrong = `“${file.name}” could not be read.`;
      return;
    }
    this.name = freeName(file.name, new Set(this.encodings.map(({ name }) => name)));
    await this.updateComplete;
    this.querySelector<HTMLInputElement>("#own-name")?.select();
  }

  #renderForm({ file, isJSON }: Picked): TemplateResult {
    const replaces = this.#own.some(({ name }) => name === this.name);
    return html`<form class="fields" @submit=${(event: Event) => {
      event.preventDefault();
      void this.#add();
    }}>
      <p class="wide"><b>${file.name}</b> <span class="aside">${bytes(file.size)}</span></p>
      <div class="field wide"><label for="own-name">Name</label>
        <input id="own-name" autocomplete="off" maxlength=${longestName} .value=${this.name} @input=${(
          event: Event,
        ) => {
          this.name = (event.target as HTMLInputElement).value;
        }}>
        ${replaces ? html`<p class="hint">It takes the place of the one that has this name.</p>` : nothing}</div>
      ${isJSON ? nothing : this.#renderPattern()}
      <p class="wide row"><button class="button" ?disabled=${this.#work.busy}>Read it</button>
        <button type="button" class="link" @click=${() => this.#putAway()}>Put it away</button></p>
    </form>`;
  }

  /** A .tiktoken file has the tokens, and not how text is cut before. */
  #renderPattern(): TemplateResult {
    return html`<div class="field wide"><label for="own-pattern">How it cuts text, which the file does not say</label>
        <select id="own-pattern" autocomplete="off" @change=${(event: Event) => {
          this.pattern = (event.target as HTMLSelectElement).value;
        }}>
          ${patterns.map(
            ([name, whose]) => html`<option value=${name} ?selected=${name === this.pattern}>${whose}</option>`,
          )}
          <option value=${typed} ?selected=${this.pattern === typed}>by a regular expression</option>
        </select></div>
      ${
        this.pattern === typed
          ? html`<div class="field wide"><label for="own-expression">Regular expression</label>
        <input id="own-expression" autocomplete="off" spellcheck="false" .value=${this.expression}
          aria-describedby="own-expression-hint"
          @input=${(event: Event) => {
            this.expression = (event.target as HTMLInputElement).value;
          }}>
        <p class="hint" id="own-expression-hint">As the tokenizer’s source has it (pat_str).
          Those that are known are recognised, however they are written.</p></div>`
          : nothing
      }`;
  }

  #putAway(): void {
    this.#work.stop();
    this.picked = null;
    this.wrong = null;
  }

  async #add(): Promise<void> {
    const picked = this.picked;
    if (!picked) return;
    const name = this.name.trim();
    this.said = "";
    this.wrong = wrongName(name, new Set(this.encodings.filter(({ own }) => !own).map((info) => info.name)));
    if (this.wrong !== null) return;
    const pattern = picked.isJSON ? undefined : this.pattern === typed ? this.expression : this.pattern;
    try {
      await this.#work.run(`Reading ${picked.file.name}, ${bytes(picked.file.size)}`, async (signal) => {
        const info = await (await load()).addEncoding(picked.file, { name, pattern, signal });
        await this.#list();
        this.picked = null;
        this.said = `“${info.name}” is here, with ${counted(info.vocabularySize, "token")}, and counts exactly.`;
        if (session.store.state.settings.encoding === name) recount();
      });
    } catch (error) {
      const more = isThreeLimitsError(error) ? advice[error.code] : undefined;
      this.wrong = more ? `${sentence(error)} ${more}` : sentence(error);
    }
  }

  #renderKept(): TemplateResult {
    const chosen = session.store.state.settings.encoding;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Your tokenizers"><table>
      <caption>Kept in this browser for the next visit, where it lets a page keep files.</caption>
      <thead><tr><th scope="col">Name</th><th scope="col" class="number">Tokens in it</th>
      <th scope="col" class="number">Takes</th><td></td></tr></thead>
      <tbody>${this.#own.map(
        ({ name, vocabularySize, bytes: size }) => html`<tr>
        <th scope="row" class="name">${name}${
          chosen === name ? html` <span class="aside">counts the request</span>` : nothing
        }</th>
        <td class="number">${number(vocabularySize)}</td>
        <td class="number">${size === undefined ? "" : bytes(size)}</td>
        <td><button type="button" class="link" aria-label="Forget ${name}"
          @click=${() => void this.#forget(name)}>Forget</button></td>
      </tr>`,
      )}</tbody>
    </table></div>`;
  }

  async #forget(name: string): Promise<void> {
    try {
      if (session.store.state.settings.encoding === name) session.store.set("encoding", undefined);
      await (await load()).removeEncoding(name);
      session.forgetCounts();
      await this.#list();
      this.said = `“${name}” is forgotten. Open its file again to have it back.`;
    } catch (error) {
      this.wrong = sentence(error);
    }
  }

  #renderChoice(): TemplateResult {
    const { encoding } = session.store.state.settings;
    const own = this.#own;
    const builtIn = this.encodings.filter((info) => !info.own);
    const model = session.model;
    const option = ({ name }: EncodingInfo): TemplateResult =>
      html`<option value=${name} ?selected=${name === encoding}>${name}</option>`;
    return html`<div class="fields"><div class="field wide"><label for="own-choice">Count the request with</label>
      <select id="own-choice" autocomplete="off" .value=${encoding ?? ""}
        @change=${(event: Event) => session.store.set("encoding", (event.target as HTMLSelectElement).value || undefined)}>
        <option value="" ?selected=${encoding === undefined}>${
          model?.encoding ? `the model’s own: ${model.encoding}` : "the model’s own"
        }</option>
        ${own.length > 0 ? html`<optgroup label="Yours">${own.map(option)}</optgroup>` : nothing}
        <optgroup label="Built in">${builtIn.map(option)}</optgroup>
      </select>
      <p class="hint">Its counts are the request’s: they go into context, cost and wait, and into the link by the
        tokenizer’s name.</p></div></div>`;
  }
}

/** The tokenizer that counts the request is another one under the same name. */
function recount(): void {
  session.forgetCounts();
  tryAgain();
}

customElements.define("tokens-own", TokensOwn);
