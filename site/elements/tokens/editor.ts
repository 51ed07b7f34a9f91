/** The editor of `<llm-tokens>`: CodeMirror, set up so that the text stays what it is, to the character. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { ChangeSet, Compartment, EditorState, type Extension, type Text } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { drawEarlierTokens, drawTokens, type Pointed, showIds, tokenDrawing } from "./drawing";
import { longLines } from "./long-lines";
import type { Segments } from "./spans";
import { controlCharacters, markedTexts, visibleWhitespace } from "./unseen";

interface EditorOptions {
  text: string;
  label: string;
  hint: string;
  readonly: boolean;
  /** The text changed, by the person or by the program. */
  changed(): void;
  pointed(at: Pointed | null): void;
  /** A text that is too long was refused; its length. */
  refused(length: number): void;
  /** Files were dropped or pasted. */
  files(files: FileList): void;
  /** Other parts of the text came into view. */
  seen(): void;
}

/**
 * A text at one moment, before which `changes` were made since the moment before; and the part of it that is in view.
 */
export interface Moment {
  changes: ChangeSet;
  length: number;
  from: number;
  to: number;
  /** Made when it is first asked for: a copy of a megabyte is not for every key. */
  text(): string;
}

/** Longest text taken, in UTF-16 units. Beyond it a browser's tab runs out of room before the count is done. */
export const longestText = 50_000_000;

/**
 * Tokens of so much more than what is in view are asked for, in UTF-16 units: they are there when it is scrolled a
 * little.
 */
const margin = 2_000;

/** A longer selection is not left to the browser to replace, in UTF-16 units. */
const longestReplaced = 500;

/** Browsers that take the tokens' elements out one by one. */
const slowToReplace = (): boolean => /\bChrom(e|ium)\//.test(navigator.userAgent);

/**
 * What is typed over a long selection takes its place at once. Left to the browser, Chromium takes seconds for a line of
 * 100,000 letters. Firefox, which does not, would keep its caret before the letter.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  if (!slowToReplace() || event.inputType !== "insertText" || event.data === null || view.composing) return false;
  if (state.readOnly || to - from <= longestReplaced) return false;
  event.preventDefault();
  view.dispatch(state.replaceSelection(state.toText(event.data)), { scrollIntoView: true, userEvent: "input.type" });
  return true;
}

export class TokenEditor {
  readonly #view: EditorView;
  readonly #whitespace = new Compartment();
  readonly #marked = new Compartment();
  readonly #access = new Compartment();
  /** Edits since the text was last taken for counting, and that moment. */
  #since: ChangeSet | null = null;
  #taken: Moment | null = null;
  /** The text as one string, of the document it was made of. */
  #whole: { doc: Text; text: string } | null = null;

  constructor(
    parent: HTMLElement,
    root: ShadowRoot,
    readonly options: EditorOptions,
  ) {
    this.#view = new EditorView({ parent, root, state: this.#state(options.text) });
  }

  #state(doc: string): EditorState {
    const { options } = this;
    return EditorState.create({
      doc,
      extensions: [
        // Without this, CodeMirror turns CR and CRLF into LF.
        EditorState.lineSeparator.of("\n"),
        EditorState.changeFilter.of((transaction) => this.#fits(transaction.newDoc.length)),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        placeholder(options.hint),
        longLines,
        controlCharacters,
        tokenDrawing(options.pointed),
        this.#whitespace.of([]),
        this.#marked.of([]),
        this.#access.of(this.#accessible(options.label, options.readonly)),
        EditorView.domEventHandlers({
          drop: (event) => this.#take(event, event.dataTransfer),
          paste: (event) => this.#take(event, event.clipboardData),
          beforeinput: (event, view) => typeOver(event, view),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.#changed(update.changes);
          else if (update.viewportChanged) options.seen();
        }),
      ],
    });
  }

  #accessible(label: string, readonly: boolean): Extension {
    return [
      EditorView.contentAttributes.of({
        tabindex: "0",
        "aria-label": label,
        spellcheck: "false",
        autocorrect: "off",
        autocapitalize: "off",
      }),
      EditorState.readOnly.of(readonly),
    ];
  }

  #fits(length: number): boolean {
    if (length <= longestText) return true;
    queueMicrotask(() => this.options.refused(length));
    return false;
  }

  #take(event: Event, data: DataTransfer | null): boolean {
    const files = data?.files;
    if (!files || files.length === 0 || data.getData("text/plain") !== "" || this.#view.state.readOnly) return false;
    event.preventDefault();
    this.options.files(files);
    return true;
  }

  get text(): string {
    return this.#textOf(this.#view.state.doc);
  }

  #textOf(doc: Text): string {
    if (this.#whole?.doc !== doc) this.#whole = { doc, text: doc.sliceString(0) };
    return this.#whole.text;
  }

  /**
   * By the program: with a view made anew. An update would draw the whole text where the editor is out of sight,
   * because what was in view of the text before, nothing or all, stretches over the new one.
   */
  set text(text: string) {
    if (text.length === this.length && text === this.text) return;
    const { state, changes } = this.#view.state.update({
      changes: { from: 0, to: this.length, insert: this.#view.state.toText(text) },
    });
    this.#view.setState(state);
    this.#changed(changes);
  }

  #changed(changes: ChangeSet): void {
    if (this.#since) this.#since = this.#since.compose(changes);
    this.options.changed();
  }

  /** UTF-16 units. */
  get length(): number {
    return this.#view.state.doc.length;
  }

  /** Whether the text has changed since it was taken. */
  get edited(): boolean {
    return this.#since !== null && !this.#since.empty;
  }

  /** Puts a text where the selection is, as if pasted. */
  insert(text: string): void {
    this.#view.dispatch(this.#view.state.replaceSelection(this.#view.state.toText(text)), { scrollIntoView: true });
  }

  /** The text to be counted; edits from here on are kept, to carry its tokens along. */
  take(): Moment {
    const {
      state: { doc },
      visibleRanges,
      viewport,
    } = this.#view;
    const changes = this.#since ?? ChangeSet.empty(doc.length);
    this.#since = ChangeSet.empty(doc.length);
    const from = visibleRanges[0]?.from ?? viewport.from,
      to = visibleRanges.at(-1)?.to ?? viewport.to;
    this.#taken = {
      changes,
      length: doc.length,
      from: Math.max(0, from - margin),
      to: Math.min(doc.length, to + margin),
      text: () => this.#textOf(doc),
    };
    return this.#taken;
  }

  /** Draws the tokens of the text as it was taken; of one that was overtaken by another they are not drawn. */
  draw(segments: Segments, taken: Moment): void {
    if (taken !== this.#taken) return;
    if (this.#since && !this.#since.empty) drawEarlierTokens(this.#view, segments, this.#since.desc);
    else drawTokens(this.#view, segments);
  }

  clear(): void {
    drawTokens(this.#view, null);
  }

  showIds(shown: boolean): void {
    showIds(this.#view, shown);
  }

  showWhitespace(shown: boolean): void {
    this.#view.dispatch({ effects: this.#whitespace.reconfigure(shown ? visibleWhitespace : []) });
  }

  /** Marks texts that spell special tokens. */
  mark(texts: readonly string[]): void {
    this.#view.dispatch({ effects: this.#marked.reconfigure(markedTexts(texts)) });
  }

  access(label: string, readonly: boolean): void {
    this.#view.dispatch({ effects: this.#access.reconfigure(this.#accessible(label, readonly)) });
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}
