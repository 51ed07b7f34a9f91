/**
 * An element that shows a file: an exercise, a deck. The file is fetched from its address (`src`), stands in the
 * element as `<script type="application/json">`, or is handed in as the property `file`, which then wins. What is wrong
 * with it is said in its place, with line and field.
 */
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { FileProblem, ThreeLimits } from "../contract";
import { patience } from "../core/in-time";
import { EngineElement } from "../kit/engine-element";
import { counted } from "../kit/format";

/** So many problems are shown of a file. */
const mostShown = 20;

export abstract class FileElement extends EngineElement {
  static override properties: PropertyDeclarations = {
    src: {},
    file: { attribute: false },
    headingLevel: { type: Number, attribute: "heading-level" },
    problems: { state: true },
  };

  /** Where the file is: an address on the site of the page. */
  declare src: string | undefined;
  /** The file's text. */
  declare file: string | undefined;
  /** The level of the title in the host's outline. */
  declare headingLevel: number;
  declare protected problems: readonly FileProblem[];
  /** Resolves when what was given last is shown, or why it cannot be. */
  loaded: Promise<void> = Promise.resolve();
  #asked = 0;

  constructor() {
    super();
    this.headingLevel = 3;
    this.problems = [];
  }

  /** What kind of file it is: "exercise". */
  protected abstract readonly what: string;
  /** Takes the file's text, and gives what is wrong with it. current: whether this is still the file that is wanted. */
  protected abstract take(engine: ThreeLimits, text: string, current: () => boolean): Promise<readonly FileProblem[]>;
  /** Nothing is shown any more. */
  protected abstract clear(): void;

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || ["src", "file", "engine"].some((name) => changed.has(name))) this.retry();
  }

  override retry(): void {
    const asked = ++this.#asked;
    this.failure = null;
    this.loaded = this.#load(() => asked === this.#asked);
  }

  async #load(current: () => boolean): Promise<void> {
    try {
      if (this.file === undefined && !this.src) await parsed();
      const text =
        this.file ?? this.querySelector('script[type="application/json"]')?.textContent ?? (await fetched(this.src));
      const problems = await this.take(await this.ready(), text, current);
      if (!current()) return;
      this.problems = problems;
      if (problems.length > 0) this.clear();
    } catch (error) {
      if (!current()) return;
      this.clear();
      this.fail(error);
    }
    await this.updateComplete;
  }

  /** What is wrong with the file; or the fallback until it is there. */
  protected renderAbsence(): TemplateResult {
    return this.problems.length > 0
      ? html`${renderFileProblems(this.problems, `This ${this.what} cannot be shown.`)}`
      : this.renderFallback();
  }
}

export function renderFileProblems(problems: readonly FileProblem[], lead: string): TemplateResult {
  return html`<div class="wrong" role="alert" part="problem">
  <p>${lead} ${counted(problems.length, "thing is", "things are")} wrong with its file:</p>
    <ul>${problems.slice(0, mostShown).map(({ message }) => html`<li>${message}</li>`)}</ul>
    ${problems.length > mostShown ? html`<p>and more.</p>` : nothing}</div>`;
}

/** Resolves when what stands inside the element has been read by the browser. */
async function parsed(): Promise<void> {
  if (document.readyState === "loading")
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}

/** A file of the page's own site; in the one file, one of those that ship with it. */
export async function fetched(src: string | undefined): Promise<string> {
  if (!src)
    throw new Error(
      "There is no file to show: give its address as src, or put its text into a script of the type application/json.",
    );
  if (ONE_FILE) {
    const { default: files } = await import("lesson-files");
    if (Object.hasOwn(files, src)) return files[src]!;
    throw new Error(
      `This one-file version can load nothing: it has the lesson’s own exercises and cards only, and “${src}” is none of them.`,
    );
  }
  const url = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI) : null;
  if (url?.origin !== location.origin)
    throw new Error(`“${src}” is no file of this page’s own site; only such are loaded.`);
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch(() => {
    throw new Error(`“${src}” could not be loaded.`);
  });
  if (!response.ok) throw new Error(`“${src}” could not be loaded: the server answered ${response.status}.`);
  return response.text().catch(() => {
    throw new Error(`“${src}” could not be loaded whole.`);
  });
}
