/**
 * `<page-parts>`: the request as the model receives it, in its five parts. Each is a text, measured as it is typed, or
 * a plain number; an empty one is folded to one line. Texts come from typing, pasting, dropping a file on a part, or
 * opening one.
 */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Count, PartName, Trust } from "../contract";
import type { LlmTokens, TokensChange } from "../elements/tokens/tokens";
import { chosenFiles, readDocument } from "../kit/files";
import { counted, number, percent } from "../kit/format";
import { partNames } from "../scenario/fragment";
import type { Part } from "../scenario/state";
import { PageElement } from "../session/page-element";
import { tryAgain } from "../session/retry";
import { session } from "../session/session";

const about: Record<PartName, { name: string; what: string }> = {
  system: { name: "System prompt", what: "Instructions that go with every request." },
  tools: { name: "Tools", what: "Definitions of functions the model may call, as JSON." },
  documents: { name: "Documents", what: "Passages you looked up for this request." },
  history: { name: "History", what: "The conversation so far: the model forgets, so it is sent again." },
  user: { name: "User’s message", what: "What is asked now." },
};

export class PageParts extends PageElement {
  static override properties = {
    opened: { state: true },
    folded: { state: true },
    over: { state: true },
    fileProblem: { state: true },
  };

  /** Empty parts the person opened, and full ones the person folded. */
  declare opened: ReadonlySet<PartName>;
  declare folded: ReadonlySet<PartName>;
  /** The part a file is held over. */
  declare over: PartName | null;
  declare fileProblem: { part: PartName; message: string } | null;

  /** The text each editor holds. */
  readonly #held = new WeakMap<LlmTokens, string>();
  /** Editors that could not count. */
  readonly #failed = new WeakSet<LlmTokens>();

  constructor() {
    super();
    this.opened = new Set();
    this.folded = new Set();
    this.over = null;
    this.fileProblem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    session.store.catchUp = () => this.#catchUp();
  }

  override render(): TemplateResult {
    return html`${repeat(
      partNames,
      (part) => part,
      (part) => this.#renderPart(part, session.store.state.parts[part]),
    )}`;
  }

  #renderPart(name: PartName, part: Part): TemplateResult {
    const shown = this.#shown(name, part);
    const failure = session.failure(name);
    return html`<div class="part ${shown ? "open" : "folded"} ${this.over === name ? "over" : ""}" role="group"
      aria-labelledby="part-${name}"
        @dragover=${(event: DragEvent) => this.#dragOver(event, name)} @dragleave=${() => {
          this.over = null;
        }} @drop=${(event: DragEvent) => this.#drop(event, name)}>
      <header>
        <h3 id="part-${name}"><button type="button" aria-expanded=${shown} aria-controls="body-${name}"
          @click=${() => this.#toggle(name, shown)}>${about[name].name}</button></h3>
        <p class="what">${about[name].what}</p>
        ${part.text === null ? this.#renderNumber(name) : renderCount(name, part, !shown)}
      </header>
      ${
        failure
          ? html`<p class="wrong" role="alert">${failure.message} The text is kept.
        <button type="button" class="link" @click=${tryAgain}>Try again</button></p>`
          : nothing
      }
      ${this.fileProblem?.part === name ? html`<p class="wrong" role="alert">${this.fileProblem.message}</p>` : nothing}
      <div id="body-${name}" ?hidden=${!shown}>${shown ? this.#renderBody(name) : nothing}</div>
    </div>`;
  }

  /**
   * Open: what has a text, unless folded; what is empty, once opened; with nothing anywhere, the message. A number
   * needs no body.
   */
  #shown(name: PartName, { text }: Part): boolean {
    if (text === null) return false;
    if (text !== "") return !this.folded.has(name);
    const { parts } = session.store.state;
    const nothingYet = partNames.every((part) => parts[part].text === "");
    return this.opened.has(name) || (nothingYet && name === "user" && !this.folded.has(name));
  }

  #toggle(name: PartName, shown: boolean): void {
    const { text } = session.store.state.parts[name];
    if (text === null) session.store.toText(name);
    if (shown) {
      this.folded = with_(this.folded, name, true);
      this.opened = with_(this.opened, name, false);
    } else {
      this.folded = with_(this.folded, name, false);
      this.opened = with_(this.opened, name, true);
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#body-${name} llm-tokens`)?.focus());
    }
  }

  #renderNumber(name: PartName): TemplateResult {
    return html`<p class="count" data-group><page-number name=${name} unit="tokens"><input inputmode="numeric"
      autocomplete="off"
      aria-label="${about[name].name}, tokens"></page-number> tokens ${renderShare(name)}
      <button type="button" class="link"
        @click=${() => this.#toText(name)}>Use a text</button><span data-said></span></p>${renderRecounted(name)}`;
  }

  #toText(name: PartName): void {
    session.store.toText(name);
    this.opened = with_(this.opened, name, true);
    this.folded = with_(this.folded, name, false);
  }

  /**
   * A text of the store's that the editor does not hold yet goes there; what the editor itself reported never comes
   * back to it.
   */
  protected override updated(): void {
    for (const editor of this.querySelectorAll("llm-tokens")) {
      const { text, count } = session.store.state.parts[editor.dataset["part"] as PartName];
      // The session came through meanwhile.
      if (count !== null && session.failures.length === 0 && this.#failed.delete(editor)) editor.retry();
      if (text === null || this.#held.get(editor) === text) continue;
      this.#held.set(editor, text);
      editor.text = text;
    }
  }

  /** What was typed and is not counted yet. */
  #catchUp(): void {
    for (const editor of this.querySelectorAll("llm-tokens")) {
      const held = this.#held.get(editor);
      if (held === undefined || editor.text === held) continue;
      this.#uncounted(editor.dataset["part"] as PartName, editor);
    }
  }

  /**
   * The editor counted a text. If more was typed meanwhile, the next event has it; in a long text the count is followed
   * meanwhile.
   */
  #typed(name: PartName, { target, detail }: CustomEvent<TokensChange>): void {
    const editor = target as LlmTokens;
    const { scenario, tokens, trust } = detail;
    if (!detail.settled) return session.follow(name, scenario, tokens, trust);
    const { text } = detail;
    if (editor.text !== text) return;
    this.#held.set(editor, text);
    this.#failed.delete(editor);
    session.take(name, text, scenario, tokens, trust);
  }

  /**
   * The editor has no count of its text, or not yet: what was typed is kept all the same, and the session says what is
   * missing.
   */
  #uncounted(name: PartName, editor: LlmTokens): void {
    const { text } = editor;
    this.#held.set(editor, text);
    session.store.setText(name, text);
  }

  #gaveUp(name: PartName, editor: LlmTokens): void {
    this.#failed.add(editor);
    this.#uncounted(name, editor);
  }

  #renderBody(name: PartName): TemplateResult {
    return html`
      <p class="actions">
        <button type="button" class="link" aria-label="${about[name].name}: set a number instead"
          @click=${() => session.store.toNumber(name)}>Set a number</button>
        <label class="link file">Open a file<input type="file" class="unseen"
          aria-label="${about[name].name}: open a file" accept="text/*,.md,.json,.csv,.txt,.log,.xml,.html,.yaml,.yml"
          @change=${(event: Event) => this.#chosen(event, name)}></label>
      </p>
      <llm-tokens label=${about[name].name} model=${session.store.state.settings.model ?? nothing}
        encoding=${session.store.state.settings.encoding ?? nothing} data-part=${name}
        @llm-change=${(event: CustomEvent<TokensChange>) => this.#typed(name, event)}
        @llm-uncounted=${(event: Event) => this.#gaveUp(name, event.target as LlmTokens)}></llm-tokens>`;
  }

  #dragOver(event: DragEvent, name: PartName): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.over = name;
  }

  #drop(event: DragEvent, name: PartName): void {
    this.over = null;
    if (event.defaultPrevented) return;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.#read(file, name);
  }

  #chosen(event: Event, name: PartName): void {
    const [file] = chosenFiles(event);
    if (file) void this.#read(file, name);
  }

  async #read(file: File, name: PartName): Promise<void> {
    this.fileProblem = null;
    const read = await readDocument(file);
    if ("message" in read) {
      this.fileProblem = { part: name, message: read.message };
      return;
    }
    session.store.replaceText(name, read.text, `The file “${file.name}” took the place of the text.`);
    this.#show(name);
  }

  #show(name: PartName): void {
    this.opened = with_(this.opened, name, true);
    this.folded = with_(this.folded, name, false);
  }
}

function with_<T>(set: ReadonlySet<T>, item: T, held: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (held) next.add(item);
  else next.delete(item);
  return next;
}

/** The count beside a part's name; how far it can be trusted, unless the open editor says so below. */
function renderCount(name: PartName, { text, count, trust }: Part, withTrust: boolean): TemplateResult {
  if (text === "") return html`<p class="count none">empty</p>`;
  if (count === null)
    return html`<p class="count none">${session.failures.length > 0 ? "not counted" : "counting…"}</p>`;
  return html`<p class="count"><span class="figure">${spell(count)}</span> ${
    trust && withTrust ? renderTrust(trust) : nothing
  } ${renderShare(name)}</p>`;
}

/** A number that was typed for another model's tokenizer: what it is taken as for this one. */
function renderRecounted(name: PartName): TemplateResult | typeof nothing {
  const recounted = session.estimate?.recounted?.find((one) => one.name === name);
  if (!recounted) return nothing;
  const { countedFor, tokens } = recounted;
  const typedFor = session.models.find(({ id }) => id === countedFor)?.name ?? countedFor.slice(0, 60);
  const here = session.model?.name ?? "this model";
  return html`<p class="recounted hint">Typed when the model was ${typedFor}: ${spell(tokens)} of ${here}.
    <button type="button" class="link" aria-label="${about[name].name}: the number is of ${here}"
      @click=${() => session.store.countedForModel(name)}>It is ${here}’s number</button></p>`;
}

/** The part's share of all that is sent. */
function renderShare(name: PartName): TemplateResult | typeof nothing {
  const share = session.estimate?.context?.parts.find((part) => part.name === name)?.inputPercent;
  return share === undefined
    ? nothing
    : html`<span class="share"
      title="of what is sent">${percent(share)}<span class="unseen"> of what is sent</span></span>`;
}

function spell(count: Count): string {
  if (typeof count === "number") return counted(count, "token");
  return count.low === count.high
    ? counted(count.typical, "token")
    : `${number(count.low)}–${number(count.high)} tokens`;
}

function renderTrust({ level, why }: Trust): TemplateResult {
  return html`<span class="trust" title=${why}>${level}</span>`;
}
