/**
 * `<page-check>`: "Check against tiktoken-go". Each text of the request is counted again by tiktoken-go itself, in a
 * worker of its own that can be stopped; both counts, whether the tokens are the same ones in the same order, and both
 * times.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { PartName, ReferenceCheck } from "../contract";
import { load } from "../core/load";
import { isThreeLimitsError, sentence } from "../kit/engine-element";
import { number } from "../kit/format";
import { partNames } from "../scenario/fragment";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

const milliseconds = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const partWords: Record<PartName, string> = {
  system: "System prompt",
  tools: "Tools",
  documents: "Documents",
  history: "History",
  user: "User’s message",
};

interface Row {
  part: PartName;
  text: string;
  check: ReferenceCheck;
}

export class PageCheck extends PageElement {
  static override properties = {
    rows: { state: true },
    running: { state: true },
    failure: { state: true },
    stopped: { state: true },
  };

  declare rows: readonly Row[];
  /** What is being counted now. */
  declare running: { part: PartName; index: number; of: number } | null;
  declare failure: string | null;
  declare stopped: boolean;
  #abort: AbortController | null = null;

  constructor() {
    super();
    this.rows = [];
    this.running = null;
    this.failure = null;
    this.stopped = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  get #encoding(): string {
    return session.store.state.settings.encoding ?? session.model?.encoding ?? "o200k_base";
  }

  async #start(): Promise<void> {
    const { parts } = session.store.state;
    const texts = partNames.filter((part) => parts[part].text);
    const encoding = this.#encoding;
    const abort = new AbortController();
    this.#abort = abort;
    this.rows = [];
    this.failure = null;
    this.stopped = false;
    try {
      for (const [index, part] of texts.entries()) {
        const text = parts[part].text!;
        this.running = { part, index: index + 1, of: texts.length };
        const engine = await load();
        const check = await engine.check(text, encoding, { signal: abort.signal });
        this.rows = [...this.rows, { part, text, check }];
      }
    } catch (error) {
      if (abort.signal.aborted || (isThreeLimitsError(error) && error.code === "aborted")) this.stopped = true;
      else this.failure = sentence(error);
    }
    this.running = null;
    this.#abort = null;
  }

  #stop(): void {
    this.#abort?.abort();
  }

  override render(): TemplateResult {
    if (ONE_FILE) {
      return html`<p>tiktoken-go itself is three megabytes, so this one file leaves it out. Open the page from a server
        (<code>make serve</code>, or <code>dist/site/</code> on any host), and the check stands here.</p>`;
    }
    const { parts } = session.store.state;
    const any = partNames.some((part) => parts[part].text);
    return html`
      <p class="row">
        ${
          this.running
            ? html`<button type="button" class="button" @click=${() => this.#stop()}>Stop</button>`
            : html`<button type="button" class="button" ?disabled=${!any}
              @click=${() => void this.#start()}>Check against tiktoken-go</button>`
        }
        <span role="status">${this.#renderStatus(any)}</span>
      </p>
      ${
        this.failure
          ? html`<p class="wrong"
          role="alert">${this.failure} Your text is untouched; press the button to try again.</p>`
          : nothing
      }
      ${this.rows.length > 0 ? this.#renderRows() : nothing}`;
  }

  #renderStatus(any: boolean): TemplateResult | string {
    if (this.running) {
      const { part, index, of } = this.running;
      return html`<span class="busy"></span> ${
        this.rows.length === 0 ? "Loading tiktoken-go, then counting" : "Counting"
      } ${partWords[part].toLowerCase()} (${index} of ${of})`;
    }
    if (this.stopped) return "Stopped.";
    if (!any) return "There is no text to check: the request stands in numbers.";
    if (this.rows.length === 0)
      return `Loads tiktoken-go (about 3 MB, from this site) and counts the same text with ${this.#encoding}.`;
    return this.rows.every(({ check }) => check.equal) ? "Equal, token for token." : "Not equal everywhere: see below.";
  }

  #renderRows(): TemplateResult {
    const { parts } = session.store.state;
    const first = this.rows[0]!.check;
    const changed = this.rows.some(({ part, text }) => parts[part].text !== text);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Compared with ${first.reference.name}">
    <table>
      <caption>${first.encoding}, ${first.reference.name} ${first.reference.version}${
        changed ? ". The text has changed since." : nothing
      }</caption>
      <thead><tr><th scope="col">Text</th><th scope="col">Three Limits</th><th scope="col">${first.reference.name}</th>
      <th scope="col">Tokens</th></tr></thead>
      <tbody>${this.rows.map((row) => renderRow(row))}</tbody>
    </table></div>`;
  }
}

function renderRow({ part, check }: Row): TemplateResult {
  const { ours, reference, equal, difference } = check;
  return html`<tr>
    <th scope="row">${partWords[part]}</th>
    <td>${number(ours.tokens)} <span class="aside">in ${milliseconds.format(ours.milliseconds)} ms</span></td>
    <td>${number(reference.tokens)} <span class="aside">in ${milliseconds.format(reference.milliseconds)} ms</span></td>
    <td>${
      equal
        ? "the same, in the same order"
        : html`<b>different</b>${
            difference
              ? html` from character ${number(difference.at)} on, “${difference.text}”.
      ${difference.known ? "A known difference: " : "Not a known difference: "}${difference.reason}`
              : nothing
          }`
    }</td>
  </tr>`;
}
