/**
 * Tokens drawn in the text: a CodeMirror plugin that decorates what is visible and nothing else.
 *
 * Counting is asynchronous, typing is not. Between an edit and the next answer the tokens last known are carried along
 * with the text, so they stay in place instead of flickering; the answer then replaces them.
 */
import { type ChangeDesc, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { type Segments, type Span, spanAt, spansBetween } from "./spans";

/** Tokens of the text as it was; `since` are the edits that came after. */
interface Drawn {
  segments: Segments;
  since: ChangeDesc | null;
}

const setDrawn = StateEffect.define<Drawn | null>();
const setIds = StateEffect.define<boolean>();

const drawnField = StateField.define<Drawn | null>({
  create: () => null,
  update(drawn, transaction) {
    for (const effect of transaction.effects) if (effect.is(setDrawn)) return effect.value;
    if (!drawn || !transaction.docChanged) return drawn;
    const since = drawn.since ? drawn.since.composeDesc(transaction.changes.desc) : transaction.changes.desc;
    return { segments: drawn.segments, since };
  },
});

const idsField = StateField.define<boolean>({
  create: () => false,
  update(shown, { effects }) {
    for (const effect of effects) if (effect.is(setIds)) return effect.value;
    return shown;
  },
});

const even = Decoration.mark({ class: "token even" });
const odd = Decoration.mark({ class: "token odd" });
const current = Decoration.mark({ class: "current" });

/** The decoration of one span; with ids shown each is its own, as it carries its text. */
function mark({ ids, first: before }: Segments, { first, after }: Span, withIds: boolean): Decoration {
  const partial = after - first > 1;
  const isEven = (before + first) % 2 === 0;
  if (!withIds && !partial) return isEven ? even : odd;
  const kind = `token ${isEven ? "even" : "odd"}${partial ? " shared" : ""}${withIds ? " numbered" : ""}`;
  return Decoration.mark({
    class: kind,
    attributes: withIds ? { "data-ids": ids.subarray(first, after).join(" ") } : {},
  });
}

class Drawing {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = draw(view);
  }

  update(update: ViewUpdate): void {
    const changed =
      update.docChanged ||
      update.viewportChanged ||
      update.startState.field(drawnField) !== update.state.field(drawnField) ||
      update.startState.field(idsField) !== update.state.field(idsField);
    if (changed) this.decorations = draw(update.view);
  }
}

function draw(view: EditorView): DecorationSet {
  const drawn = view.state.field(drawnField);
  if (!drawn) return Decoration.none;
  const withIds = view.state.field(idsField);
  const { segments, since } = drawn;
  const back = since?.invertedDesc;
  const marks = [];
  let drawnTo = 0;
  for (const { from, to } of view.visibleRanges) {
    const [start, end] = back ? [back.mapPos(from, -1), back.mapPos(to, 1)] : [from, to];
    for (const span of spansBetween(segments, start, end)) {
      const [spanFrom, spanTo] = since ? [since.mapPos(span.from, 1), since.mapPos(span.to, -1)] : [span.from, span.to];
      if (spanFrom < drawnTo || spanFrom >= spanTo) continue;
      marks.push(mark(segments, span, withIds).range(spanFrom, spanTo));
      drawnTo = spanTo;
    }
  }
  return Decoration.set(marks);
}

/** The token under the pointer, or else at the caret, marked; and told to `tell`. */
function pointing(tell: (at: Pointed | null) => void): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = Decoration.none;
      #hover: number | null = null;
      #pointer: [x: number, y: number] = [NaN, NaN];

      constructor(readonly view: EditorView) {}

      update(update: ViewUpdate): void {
        // What was done last is what is meant: with the pointer at rest over the text, arrow keys move on.
        if (update.docChanged || update.selectionSet) this.#hover = null;
        if (
          update.docChanged ||
          update.selectionSet ||
          update.focusChanged ||
          update.startState.field(drawnField) !== update.state.field(drawnField)
        )
          this.#point();
      }

      /** WebKit says that the pointer moved where the text moved under it. */
      moved({ screenX, screenY }: MouseEvent): boolean {
        const [x, y] = this.#pointer;
        this.#pointer = [screenX, screenY];
        return x !== screenX || y !== screenY;
      }

      /** Follows the pointer; null when it left the text. */
      hover(at: number | null): void {
        if (at === this.#hover) return;
        this.#hover = at;
        this.#point();
        this.view.dispatch({});
      }

      #point(): void {
        const drawn = this.view.state.field(drawnField);
        const at = this.#hover ?? (this.view.hasFocus ? this.view.state.selection.main.head : null);
        const span = drawn && !drawn.since && at !== null ? spanAt(drawn.segments, at) : null;
        this.decorations = span ? Decoration.set(current.range(span.from, span.to)) : Decoration.none;
        if (!span || !drawn) return tell(null);
        const { state } = this.view;
        const [next = ""] = state.sliceDoc(span.to, span.to + 2);
        tell({ span, segments: drawn.segments, text: state.sliceDoc(span.from, span.to), next });
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      eventHandlers: {
        mousemove(event, view) {
          if (!this.moved(event)) return;
          const at = view.posAndSideAtCoords({ x: event.clientX, y: event.clientY });
          this.hover(at && (at.assoc < 0 ? Math.max(0, at.pos - 1) : at.pos));
        },
        mouseleave() {
          this.hover(null);
        },
      },
    },
  );
}

/** A span someone points at, with the tokens it is one of, its text and the character after that. */
export interface Pointed {
  span: Span;
  segments: Segments;
  text: string;
  next: string;
}

export function tokenDrawing(tell: (at: Pointed | null) => void): Extension {
  return [
    drawnField,
    idsField,
    ViewPlugin.fromClass(Drawing, { decorations: ({ decorations }) => decorations }),
    pointing(tell),
  ];
}

/** Draws the tokens of the present text; null takes them away. */
export function drawTokens(view: EditorView, segments: Segments | null): void {
  view.dispatch({ effects: setDrawn.of(segments && { segments, since: null }) });
}

/** Draws tokens of a text that has been edited since. */
export function drawEarlierTokens(view: EditorView, segments: Segments, since: ChangeDesc): void {
  view.dispatch({ effects: setDrawn.of({ segments, since }) });
}

export function showIds(view: EditorView, shown: boolean): void {
  view.dispatch({ effects: setIds.of(shown) });
}
