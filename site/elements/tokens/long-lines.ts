/**
 * A line of a megabyte takes a browser seconds to lay out, and every key in it a part of that. So a very long line is drawn
 * at its two ends and around the caret; one sign stands for the rest, which is counted, copied and kept as all is.
 */
import { type EditorState, type Extension, type Range, RangeSet, StateField, type Text } from "@codemirror/state";
import { type Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { number } from "../../kit/format";
import { sign } from "./unseen";

/** A longer line is not drawn whole, in UTF-16 units. */
const longestDrawn = 12_000;
/** So much of it is drawn at each end, and before and after the caret. */
const drawn = 3_000;
/** The caret this near to what is not drawn has it drawn on around itself. */
const near = 500;

/** What of a line is not drawn, from and to, with the caret at a place; nothing, where it is short or the rest is. */
export function undrawn(from: number, to: number, caret: number): [from: number, to: number][] {
  if (to - from <= longestDrawn) return [];
  const [first, last] = [from + drawn, to - drawn];
  if (caret < from || caret > to) return [[first, last]];
  const [before, after] = [caret - drawn, caret + drawn];
  return (
    [
      [first, Math.min(before, last)],
      [Math.max(after, first), last],
    ] as [number, number][]
  ).filter(([start, end]) => end - start > drawn);
}

/** Never between the halves of a pair. */
function whole(doc: Text, at: number): number {
  return /[\udc00-\udfff]/.test(doc.sliceString(at, at + 1)) ? at + 1 : at;
}

function rests(state: EditorState, from: number, to: number): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  const { doc } = state;
  const line = doc.lineAt(from);
  const lines = doc.iterLines(line.number, doc.lineAt(to).number + 1);
  for (let at = line.from; !lines.next().done; ) {
    const end = at + lines.value.length;
    for (const [start, stop] of undrawn(at, end, state.selection.main.head)) {
      const [a, b] = [whole(doc, start), whole(doc, stop)];
      found.push(sign(`… ${number(b - a)} more characters of this line, counted and not drawn …`).range(a, b));
    }
    at = end + 1;
  }
  return found;
}

const field = StateField.define<DecorationSet>({
  create: (state) =>
    state.doc.length <= longestDrawn ? RangeSet.empty : RangeSet.of(rests(state, 0, state.doc.length)),
  update(set, { changes, docChanged, selection, state }) {
    if (!docChanged && !selection) return set;
    const again: [from: number, to: number][] = [];
    if (docChanged) {
      if (set.size > 0) set = set.map(changes);
      changes.iterChangedRanges((_from, _to, from, to) => again.push([from, to]));
    }
    const { head } = state.selection.main;
    set.between(Math.max(0, head - near), Math.min(state.doc.length, head + near), () => {
      again.push([head, head]);
      return false;
    });
    for (const [from, to] of again) {
      const [start, end] = [state.doc.lineAt(from).from, state.doc.lineAt(to).to];
      const add = rests(state, start, end);
      if (add.length > 0 || set.size > 0)
        set = set.update({ filterFrom: start, filterTo: end, filter: () => false, add });
    }
    return set;
  },
  provide: (it) => EditorView.decorations.from(it),
});

export const longLines: Extension = field;
