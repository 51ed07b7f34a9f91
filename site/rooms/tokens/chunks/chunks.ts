/**
 * `<tokens-chunks>`: a text cut into pieces of at most so many tokens, each beginning with some of the one before, on
 * boundaries that make sense; to be looked at, and saved.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { PartName } from "../../../contract";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { save } from "../../../kit/download";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { chosenFiles, readDocument } from "../../../kit/files";
import { counted, number } from "../../../kit/format";
import { Work } from "../../../kit/work";
import type { FlatName } from "../../../scenario/flat";
import { readFlat } from "../../../scenario/flat";
import { PageElement } from "../../../session/page-element";
import { droppable } from "../../parts/drop";
import { partOptions, parts, partTitles, textOf } from "../../parts/source";
import { sameSubject, subject } from "../../parts/subject";
import css from "./chunks.css" with { type: "text" };
import { asJSON, asJSONL, asText, fileName, type Made } from "./export";
import { words } from "./words";

/** A file that was opened here, beside the request's own texts. */
interface Opened {
  name: string;
  text: string;
}

/** So many chunks are shown at first, and with each wish for more. */
const shownAtOnce = 20;
/** Of a longer chunk its two ends are shown. In UTF-16 units. */
const longestShown = 600;

const opened = "opened";

/** The module's own limits (ChunkOptions of the contract). */
function field(name: string, label: string, min: number): FlatName {
  return { name, path: null, kind: { is: "whole", min, orNone: false }, label };
}
const sizeField = field("size", "Tokens in a chunk", 16);
const overlapField = field("overlap", "Tokens repeated", 0);

class TokensChunks extends PageElement {
  static override properties = {
    source: { state: true },
    file: { state: true },
    size: { state: true },
    overlap: { state: true },
    made: { state: true },
    shown: { state: true },
    wrong: { state: true },
    said: { state: true },
    over: { state: true },
  };

  /** Which text: a part of the request, or the file. */
  declare source: PartName | typeof opened;
  declare file: Opened | null;
  /** As typed. */
  declare size: string;
  declare overlap: string;
  declare made: Made | null;
  declare shown: number;
  declare wrong: { field: "size" | "overlap" | "file" | "other"; message: string } | null;
  declare said: string;
  declare over: boolean;
  readonly #work = new Work(this);
  #subject = subject();

  constructor() {
    super();
    adopt(css);
    this.source = "documents";
    this.file = null;
    this.size = "512";
    this.overlap = "64";
    this.made = null;
    this.shown = shownAtOnce;
    this.wrong = null;
    this.said = "";
    this.over = false;
  }

  /** The text chosen, or else the first there is. */
  get #text(): Opened | null {
    if (this.source === opened && this.file) return this.file;
    const there = parts();
    const part = there.find((name) => name === this.source) ?? there[0];
    return part ? { name: partTitles[part], text: textOf(part) } : null;
  }

  override render(): TemplateResult {
    const text = this.#text;
    const stale = this.made !== null && (this.made.text !== text?.text || !sameSubject(this.#subject, subject()));
    return html`<p class="lead">${words.about}</p>
      <form class="fields drop ${this.over ? "over" : ""}"
        ${droppable(this, ([file]) => (file ? void this.#open(file) : this.#refuse(words.folder)))} @submit=${(
          event: Event,
        ) => {
          event.preventDefault();
          void this.#split();
        }}>
        <div class="field wide"><label for="chunks-source">${words.source}</label>
          <p class="row"><select id="chunks-source" autocomplete="off" ?disabled=${!text} @change=${(event: Event) => {
            this.source = (event.target as HTMLSelectElement).value as PartName;
          }}>
            ${text ? nothing : html`<option>none</option>`}
            ${
              this.file
                ? html`<option value=${opened} .selected=${this.source === opened}>${this.file.name}</option>`
                : nothing
            }
            ${partOptions(this.source)}
          </select>
          <label class="link file">Open a file<input type="file" class="unseen"
            @change=${(event: Event) => this.#chosen(event)}></label></p></div>
        ${this.#renderNumber("size", words.size)}
        ${this.#renderNumber("overlap", words.overlap)}
        <p class="wide row"><button class="button" ?disabled=${!text}>Split</button></p>
      </form>
      ${text ? nothing : html`<p>${words.empty}</p>`}
      ${
        this.wrong && this.wrong.field !== "size" && this.wrong.field !== "overlap"
          ? html`<p class="wrong" role="alert">${this.wrong.message}</p>`
          : nothing
      }
      ${this.#work.render()}
      <p role="status">${this.said}</p>
      ${
        stale
          ? html`<p class="hint">The text, or what counts it, has changed since. Split it again to see it as it is
            now.</p>`
          : nothing
      }
      ${this.made ? this.#renderMade(this.made) : nothing}`;
  }

  #renderNumber(name: "size" | "overlap", label: string): TemplateResult {
    const message = this.wrong?.field === name ? this.wrong.message : null;
    return html`<div class="field"><label for="chunks-${name}">${label}</label>
      <input id="chunks-${name}" inputmode="numeric" autocomplete="off" .value=${this[name]}
        aria-invalid=${message !== null} aria-errormessage=${message === null ? nothing : `chunks-${name}-wrong`}
        @input=${(event: Event) => {
          this[name] = (event.target as HTMLInputElement).value;
        }}>
      ${
        message === null ? nothing : html`<p class="wrong" role="alert" id="chunks-${name}-wrong">${message}</p>`
      }</div>`;
  }

  #chosen(event: Event): void {
    const [file] = chosenFiles(event);
    if (file) void this.#open(file);
  }

  #refuse(message: string): void {
    this.wrong = { field: "file", message };
  }

  async #open(file: File): Promise<void> {
    const read = await readDocument(file);
    if ("message" in read) {
      this.#refuse(read.message);
      return;
    }
    this.wrong = null;
    this.file = { name: file.name, text: read.text };
    this.source = opened;
  }

  /** The number typed; null where it is none, which is then said beside it. */
  #number(entry: FlatName, name: "size" | "overlap"): number | null {
    const read = readFlat(entry, this[name]);
    if ("value" in read) return read.value as number;
    this.wrong = {
      field: name,
      message: "message" in read ? read.message : `${entry.label}: a whole number is needed.`,
    };
    return null;
  }

  async #split(): Promise<void> {
    this.wrong = null;
    this.said = "";
    const text = this.#text;
    const maxTokens = this.#number(sizeField, "size");
    const overlap = maxTokens === null ? null : this.#number(overlapField, "overlap");
    if (!text || maxTokens === null || overlap === null) return;
    const counting = (this.#subject = subject());
    try {
      await this.#work.run(`Splitting ${text.name}`, async (signal) => {
        const chunks = await (await load()).chunk(text.text, counting.encoding, { maxTokens, overlap });
        if (signal.aborted) return;
        this.made = { ...text, encoding: counting.encoding, maxTokens, overlap, chunks };
        this.shown = shownAtOnce;
        this.said = `${counted(chunks.length, "chunk")}.`;
      });
    } catch (error) {
      this.wrong = wrongAt(error, maxTokens, overlap);
    }
  }

  #renderMade(made: Made): TemplateResult {
    const { chunks, encoding, maxTokens, overlap, name } = made;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Chunks"><table>
        <caption>${name} in ${counted(
          chunks.length,
          "chunk",
        )} of at most ${counted(maxTokens, "token")} of ${encoding}, ${
          overlap === 0 ? "nothing repeated" : `up to ${number(overlap)} repeated`
        }.</caption>
        <thead><tr><th scope="col" class="at">Chunk</th><th scope="col">Text</th>
        <th scope="col" class="number">Tokens</th></tr></thead>
        <tbody>${chunks.slice(0, this.shown).map((_, i) => this.#renderChunk(made, i, maxTokens))}</tbody>
      </table></div>
      ${
        chunks.length > this.shown
          ? html`<p><button type="button" class="link" @click=${() => {
              this.shown += shownAtOnce;
            }}>Show more of ${number(chunks.length)}</button></p>`
          : nothing
      }
      <p class="row"><button type="button" class="button"
        @click=${() => save(fileName(name, "jsonl"), asJSONL(made))}>Save as JSONL</button>
        <button type="button" class="button"
          @click=${() => save(fileName(name, "json"), asJSON(made))}>Save as JSON</button>
        <button type="button" class="button"
          @click=${() => save(fileName(name, "txt"), asText(made))}>Save as text</button></p>`;
  }

  #renderChunk({ text, chunks }: Made, i: number, most: number): TemplateResult {
    const { from, to, tokens } = chunks[i]!;
    const before = i === 0 ? from : chunks[i - 1]!.to;
    const repeated = text.slice(from, Math.max(before, from));
    const fresh = text.slice(Math.max(before, from), to);
    return html`<tr>
      <th scope="row" class="at">${number(i + 1)}</th>
      <td class="text" dir="auto">${
        repeated
          ? html`<span class="repeated"><span class="unseen">Repeated: </span>${shortened(repeated)}</span>`
          : nothing
      }${shortened(fresh)}</td>
      <td class="number">${number(tokens)}
        <svg class="bar" viewBox="0 0 ${most} 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width=${tokens} height="1"></rect></svg></td>
    </tr>`;
  }
}

/** The engine says which number it does not take; here it is said in the words of this form. */
function wrongAt(
  error: unknown,
  maxTokens: number,
  overlap: number,
): { field: "size" | "overlap" | "other"; message: string } {
  const field = isThreeLimitsError(error) ? error.field : undefined;
  switch (field) {
    case "overlap":
      return { field, message: words.overlapTooLarge(overlap, maxTokens) };
    case "maxTokens":
      return { field: "size", message: words.sizeTooLarge };
    default:
      return { field: "other", message: sentence(error) };
  }
}

/** A long text by its two ends, between words where there are spaces. */
function shortened(text: string): string {
  if (text.length <= longestShown) return text;
  const half = longestShown / 2;
  const [beginning, end] = [
    text.slice(0, half).replace(/[\ud800-\udbff]$/, ""),
    text.slice(-half).replace(/^[\udc00-\udfff]/, ""),
  ];
  return `${beginning.replace(/\s+\S{0,20}$/, "")} … ${end.replace(/^\S{0,20}\s+/, "")}`;
}

customElements.define("tokens-chunks", TokensChunks);
