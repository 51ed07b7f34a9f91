/**
 * A text that a person pastes, types, drops or opens: it stands in a field or, where it is a file or too long for one,
 * beside it, by its name. What is pasted, dropped or opened is read at once.
 */
import { html, type LitElement, nothing, type TemplateResult } from "lit";
import { chosenFiles, readTextFile } from "../../kit/files";
import { bytes } from "../../kit/units";

/** Longer texts stand beside the field, not in it: it would be slow. In UTF-16 units. */
const longestShown = 200_000;

interface Wishes {
  /** In bytes. */
  largestFile: number;
  read(text: string, name: string): void;
  refuse(message: string): void;
  /** What is said where there is no text to read. */
  empty: string;
}

interface Field {
  label: string;
  placeholder: string;
  rows: number;
  wrong: boolean;
  describedBy?: string;
}

export class GivenText {
  /** What stands in the field's place. */
  #beside: { name: string; text: string; size: number } | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly wishes: Wishes,
  ) {}

  render({ label, placeholder, rows, wrong, describedBy }: Field): TemplateResult {
    const beside = this.#beside;
    return html`<div class="source">
      ${
        beside
          ? html`<p class="row given"><b>${beside.name}</b><span class="aside">${bytes(beside.size)}</span>
        <button type="button" class="link" @click=${() => this.#stand(null)}>Put it away</button></p>`
          : nothing
      }
      <textarea aria-label=${label} aria-describedby=${describedBy ?? nothing} placeholder=${placeholder}
        spellcheck="false" autocomplete="off" autocapitalize="off" rows=${rows} ?hidden=${beside !== null}
        aria-invalid=${wrong} @paste=${this.#pasted} @input=${this.#typed}></textarea></div>`;
  }

  /** Reads what stands there. */
  read(): void {
    const text = this.#beside?.text ?? this.#field.value;
    if (text.trim() === "") this.wishes.refuse(this.wishes.empty);
    else this.wishes.read(text, this.#beside?.name ?? "the text");
  }

  /** Puts a text into the field. */
  put(text: string): void {
    this.#stand(null);
    this.#field.value = text;
  }

  async open(file: File): Promise<void> {
    const read = await readTextFile(file, this.wishes.largestFile);
    if ("message" in read) this.wishes.refuse(read.message);
    else this.#take(file.name, read.text, file.size);
  }

  /** Of a field that opens files. */
  readonly chosen = (event: Event): void => {
    const [file] = chosenFiles(event);
    if (file) void this.open(file);
  };

  get #field(): HTMLTextAreaElement {
    return this.host.renderRoot.querySelector("textarea")!;
  }

  #stand(beside: { name: string; text: string; size: number } | null): void {
    this.#beside = beside;
    this.host.requestUpdate();
  }

  #take(name: string, text: string, size: number): void {
    this.#stand({ name: name.slice(0, 80), text, size });
    this.read();
  }

  #pasted = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (file) {
      event.preventDefault();
      void this.open(file);
    } else if (text.length > longestShown) {
      event.preventDefault();
      this.#take("What was pasted", text, new Blob([text]).size);
    } else if (text !== "") {
      setTimeout(() => this.read());
    }
  };

  /** Dropped text, say. */
  #typed = (): void => {
    const { value } = this.#field;
    if (value.length <= longestShown) return;
    this.#field.value = "";
    this.#take("What was put in", value, new Blob([value]).size);
  };
}
