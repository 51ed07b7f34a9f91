/**
 * `<tokens-files>`: how many tokens files have, each and together. They are counted as streams, one after another,
 * however large; a text can go from here into the request.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Interval, ThreeLimits } from "../../../contract";
import { repeats } from "../../../core/again";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { isThreeLimitsError, sentence } from "../../../kit/engine-element";
import { chosenFiles, kindOfFile } from "../../../kit/files";
import { counted, tokens as spellTokens } from "../../../kit/format";
import { jump } from "../../../kit/jump";
import type { Kind } from "../../../kit/kind";
import { oneFile, readPDF, vanished } from "../../../kit/pdf";
import { bytes } from "../../../kit/units";
import { type Progress, Work } from "../../../kit/work";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { droppable } from "../../parts/drop";
import { type Folder, filesIn } from "../../parts/folder";
import { sorted } from "../../parts/sorting";
import { type Subject, sameSubject, subject } from "../../parts/subject";
import { bar } from "../../parts/table";
import css from "./files.css" with { type: "text" };
import { Reading } from "./reading";
import { words } from "./words";

interface Row {
  file: File;
  /** As it was picked, or with its path in the folder that was dropped. */
  name: string;
  state: "waiting" | "counting" | "counted" | "refused";
  /** Tokens of the encoding. */
  count: number;
  /** The model's own. */
  tokens: Interval | null;
  /** Why it was not counted, or what is odd about it. */
  remark: string;
  /** What was read out of a PDF. */
  text: string | null;
}

/** Larger texts do not go into the request's editor. In bytes. */
const largestShown = 20_000_000;

class TokensFiles extends PageElement {
  static override properties = {
    rows: { state: true },
    total: { state: true },
    over: { state: true },
    said: { state: true },
    noted: { state: true },
  };

  declare rows: readonly Row[];
  /** Of all that are counted. */
  declare total: Interval | null;
  declare over: boolean;
  declare said: string;
  /** What was not taken of a folder. */
  declare noted: string;
  readonly #work = new Work(this);
  /** What the rows are counted with. */
  #subject: Subject = subject();

  constructor() {
    super();
    adopt(css);
    this.rows = [];
    this.total = null;
    this.over = false;
    this.said = "";
    this.noted = "";
  }

  override render(): TemplateResult {
    return html`<p class="lead">${words.about}</p>
      <div class="drop ${this.over ? "over" : ""}"
        ${droppable(this, (files, folders) => void this.#dropped(files, folders))}>
        <label class="button file">${words.pick}<input type="file" class="unseen" multiple
          @change=${(event: Event) => this.#add(chosenFiles(event))}></label>
        <span class="hint">${words.accepted}${ONE_FILE ? html` ${oneFile}` : nothing}</span>
      </div>
      ${this.#work.render()}
      <p role="status">${this.said}</p>
      ${this.noted === "" ? nothing : html`<p class="hint" role="status">${this.noted}</p>`}
      ${this.rows.length > 0 ? this.#renderRows() : nothing}`;
  }

  async #dropped(files: readonly File[], folders: readonly Folder[]): Promise<void> {
    this.#add(files);
    if (folders.length === 0) return;
    const found = await filesIn(folders);
    this.#add(
      found.files.map(({ file }) => file),
      found.files.map(({ path }) => path),
    );
    const notes = [
      found.more ? words.tooMany : "",
      found.unread > 0 ? words.unread(found.unread) : "",
      found.files.length === 0 ? words.noFiles : "",
    ];
    this.noted = notes.filter((note) => note !== "").join(" ");
  }

  #add(files: readonly File[], names: readonly string[] = files.map(({ name }) => name)): void {
    this.noted = "";
    if (files.length === 0) return;
    if (!sameSubject(this.#subject, subject())) this.#again();
    this.rows = [
      ...this.rows,
      ...files.map(
        (file, i): Row => ({ file, name: names[i]!, state: "waiting", count: 0, tokens: null, remark: "", text: null }),
      ),
    ];
    if (!this.#work.busy) void this.#count();
  }

  /** All of them anew, with what counts now. */
  #again(): void {
    this.#work.stop();
    this.#subject = subject();
    this.rows = this.rows.map((row) => ({ ...row, state: "waiting" }));
    this.total = null;
  }

  async #count(): Promise<void> {
    this.said = "";
    const ended = await this.#work
      .run("Counting", async (signal, tell) => {
        const engine = await load();
        const nextWaiting = () => this.rows.findIndex(({ state }) => state === "waiting");
        for (let at = nextWaiting(); at >= 0 && !signal.aborted; at = nextWaiting())
          await this.#countOne(engine, at, signal, tell);
      })
      .catch((error: unknown) => {
        this.said = sentence(error);
        return false;
      });
    if (!ended) this.rows = this.rows.map((row) => (row.state === "counting" ? { ...row, state: "waiting" } : row));
    else this.said = `${counted(this.rows.filter(({ state }) => state === "counted").length, "file")} counted.`;
  }

  #put(at: number, change: Partial<Row>): void {
    this.rows = this.rows.map((row, i) => (i === at ? { ...row, ...change } : row));
  }

  async #countOne(
    engine: ThreeLimits,
    at: number,
    signal: AbortSignal,
    tell: (progress: Progress) => void,
  ): Promise<void> {
    const { name } = this.rows[at]!;
    this.#put(at, { state: "counting", remark: "" });
    try {
      const { content, text, remark } = await this.#open(at, signal, tell);
      const { count, isUTF8 } = await this.#countContent(engine, content, text === null, signal, (done) =>
        tell({ what: `Counting ${name}, ${bytes(done)} of ${bytes(content.size)}`, done, of: content.size }),
      );
      if (signal.aborted) return;
      const notUTF8 = isUTF8 ? "" : words.notUTF8;
      this.#put(at, {
        state: "counted",
        count,
        tokens: await this.#own(engine, count),
        remark: [remark, notUTF8].filter((one) => one !== "").join(" "),
        text,
      });
      this.total = await this.#own(
        engine,
        this.rows.reduce((sum, row) => (row.state === "counted" ? sum + row.count : sum), 0),
      );
    } catch (error) {
      if (signal.aborted) throw error;
      this.#put(at, {
        state: "refused",
        remark: isThreeLimitsError(error) && error.code === "read-failed" ? vanished : sentence(error),
      });
    }
  }

  /** looked: whether it is UTF-8 is looked at on the way. A stream is read once: for another engine it is made anew. */
  async #countContent(
    engine: ThreeLimits,
    content: Blob,
    looked: boolean,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<{ count: number; isUTF8: boolean }> {
    for (let left = looked ? repeats : 0; ; left--) {
      const source = looked ? new Reading(content) : null;
      try {
        const options = { signal, onProgress };
        const count = await engine.countStream(source?.stream ?? content, this.#subject.encoding, options);
        return { count, isUTF8: source?.isUTF8 ?? true };
      } catch (error) {
        if (left === 0 || !isThreeLimitsError(error) || error.code !== "engine-failed") throw error;
      }
    }
  }

  /** The model's own tokens for so many of the encoding's. */
  async #own(engine: ThreeLimits, count: number): Promise<Interval> {
    const { model } = this.#subject;
    return model === undefined
      ? { low: count, typical: count, high: count }
      : (await engine.measureCount(count, model)).tokens;
  }

  /** What is to be counted of a file. Rejects with the reason where there is nothing. */
  async #open(
    at: number,
    signal: AbortSignal,
    tell: (progress: Progress) => void,
  ): Promise<{ content: Blob; text: string | null; remark: string }> {
    const { file, name, text: read } = this.rows[at]!;
    if (read !== null) return { content: new Blob([read]), text: read, remark: "" };
    let kind: Kind;
    try {
      kind = await kindOfFile(file);
    } catch {
      throw new Error(words.unreadable);
    }
    if (kind.is === "other") throw new Error(kind.why);
    if (kind.is === "text") return { content: file, text: null, remark: kind.isHTML ? words.isHTML : "" };
    if (kind.is !== "pdf") {
      const text = new TextDecoder(kind.is).decode(await file.arrayBuffer());
      return { content: new Blob([text]), text, remark: words.isUTF16 };
    }
    const text = await readPDF(file, signal, (done, of) =>
      tell({ what: `Reading ${name}, page ${done + 1} of ${of}`, done, of }),
    );
    return { content: new Blob([text]), text, remark: "" };
  }

  #renderRows(): TemplateResult {
    const waiting = this.rows.some(({ state }) => state === "waiting");
    const stale = !sameSubject(this.#subject, subject());
    const most = sorted(this.rows, ({ tokens }) => tokens?.high ?? null, true)[0]!.tokens?.high ?? 1;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Files"><table>
        <caption>Counted with ${this.#subject.name}.</caption>
        <thead><tr><th scope="col">File</th><th scope="col" class="number">Tokens</th><td></td></tr></thead>
        <tbody>${this.rows.map((row, at) => this.#renderRow(row, at, most))}</tbody>
        ${
          this.total && this.rows.length > 1
            ? html`<tfoot><tr><th scope="row">Together</th><td class="number"><b>${spellTokens(this.total)}</b></td>
            <td></td></tr></tfoot>`
            : nothing
        }
      </table></div>
      <p class="row">
        ${
          stale
            ? html`<button type="button" class="button" @click=${() => {
                this.#again();
                void this.#count();
              }}>Count again with ${subject().name}</button>`
            : nothing
        }
        ${
          !stale && waiting && !this.#work.busy
            ? html`<button type="button" class="button" @click=${() => void this.#count()}>Count the rest</button>`
            : nothing
        }
        <button type="button" class="link" @click=${() => this.#clear()}>Put all away</button></p>`;
  }

  #renderRow({ file, name, state, tokens, remark }: Row, at: number, most: number): TemplateResult {
    return html`<tr>
      <th scope="row" class="name">${name} <span class="aside size">${bytes(file.size)}</span>${
        remark ? html`<span class="remark ${state === "refused" ? "wrong" : "aside"}">${remark}</span>` : nothing
      }${state === "counted" && tokens ? bar(tokens, most) : nothing}</th>
      <td class="number">${
        state === "counted" && tokens
          ? spellTokens(tokens)
          : html`<span class="aside">${
              { waiting: "waiting", counting: "counting…", counted: "", refused: "not counted" }[state]
            }</span>`
      }</td>
      <td>${
        state === "counted"
          ? html`<button type="button" class="link" aria-label="Use as documents: ${name}"
          @click=${() => void this.#use(at)}>Use as documents</button>`
          : nothing
      }</td>
    </tr>`;
  }

  #clear(): void {
    this.#work.stop();
    this.rows = [];
    this.total = null;
    this.said = "";
  }

  /** The text goes into the request, which can be undone there. */
  async #use(at: number): Promise<void> {
    const { file, name, text } = this.rows[at]!;
    if (text === null && file.size > largestShown) {
      this.#put(at, { remark: words.tooLarge });
      return;
    }
    try {
      const whole = text ?? new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.arrayBuffer());
      session.store.replaceText("documents", whole, `The file “${name}” took the place of the text.`);
    } catch {
      this.#put(at, { remark: vanished });
      return;
    }
    session.store.enter(null);
    requestAnimationFrame(() => jump("part-documents"));
  }
}

customElements.define("tokens-files", TokensFiles);
