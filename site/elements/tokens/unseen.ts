/**
 * What a text holds that one does not see: control characters by name always, whitespace on demand, and text that
 * spells a special token.
 */
import { type Extension, Prec, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import { number } from "../../kit/format";

const names: Record<number, string> = {
  0: "NUL",
  7: "BEL",
  8: "BS",
  9: "TAB",
  11: "VT",
  12: "FF",
  13: "CR",
  27: "ESC",
  127: "DEL",
  133: "NEL",
  173: "SHY",
  8203: "ZWSP",
  8206: "LRM",
  8207: "RLM",
  8232: "LS",
  8233: "PS",
  65279: "BOM",
  65532: "OBJ",
};

/** "CR"; a code point without a name here is written U+0001. */
function nameOf(code: number): string {
  return names[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Controls without a form of their own, those that turn the direction of writing among them; and half of a pair. */
const controlRun =
  /[\0-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc\ud800-\udfff]+/gu;

/** A longer run of them is one sign: an element for each of 8,000 in a line is seconds of a browser's layout. */
const longestNamed = 20;

class Control extends WidgetType {
  constructor(readonly name: string) {
    super();
  }
  override eq({ name }: Control): boolean {
    return name === this.name;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "control";
    element.textContent = this.name;
    return element;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** What stands in the place of characters that are not drawn. */
export function sign(words: string): Decoration {
  return Decoration.replace({ widget: new Control(words) });
}

const controls = new MatchDecorator({
  regexp: controlRun,
  decorate(add, from, to, [run]) {
    if (run.length > longestNamed) {
      add(from, to, sign(`${nameOf(run.charCodeAt(0))} … ${number(run.length)} control characters`));
      return;
    }
    for (let at = from; at < to; at++) add(at, at + 1, sign(nameOf(run.charCodeAt(at - from))));
  },
});

/** Control characters by name: a pasted CR or BOM is part of the text and is counted. */
export const controlCharacters: Extension = redrawn((view) => controls.createDeco(view));

const spaces = new MatchDecorator({
  regexp: /[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g,
  decoration: ([character]) => (character === " " ? space : character === "\t" ? tab : wide),
});
const space = Decoration.mark({ class: "space" });
const tab = Decoration.mark({ class: "tab" });
const wide = Decoration.mark({ class: "wide-space" });

class LineEnd extends WidgetType {
  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "line-end";
    element.setAttribute("aria-hidden", "true");
    element.textContent = "↵";
    return element;
  }
}
const lineEnd = Decoration.widget({ widget: new LineEnd(), side: 1 });

function lineEnds(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      if (line.to <= to && line.number < view.state.doc.lines) builder.add(line.to, line.to, lineEnd);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

function redrawn(draw: (view: EditorView) => DecorationSet): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = draw(view);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged || update.viewportChanged) this.decorations = draw(update.view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}

/**
 * Spaces as dots, tabs as arrows, line ends as ↵. High precedence: the marks stand inside their tokens and do not cut
 * them.
 */
export const visibleWhitespace: Extension = Prec.high([redrawn((view) => spaces.createDeco(view)), redrawn(lineEnds)]);

/** Text that may spell a special token: <|endoftext|>, <start_of_turn>, <｜User｜>, [INST]. */
const candidate =
  /<\|[\w.-]{1,40}\|>|<｜[^｜\n]{1,40}｜>|<(?:bos|eos|pad|unk|start_of_\w{1,20}|end_of_\w{1,20})>|\[\/?[A-Z_]{2,30}\]/g;

/** As many places are looked at; a text full of one special token is not read to its end. */
const placesRead = 200;

/** The different texts in it that may spell special tokens of some encoding; which encoding's, the engine knows. */
export function specialCandidates(text: string): string[] {
  const found = new Set<string>();
  let places = 0;
  for (const [match] of text.matchAll(candidate)) {
    found.add(match);
    if (++places === placesRead) break;
  }
  return [...found];
}

const special = Decoration.mark({ class: "special" });

/** Marks these texts, so that one sees them before they surprise. Lowest precedence: the mark goes round its tokens. */
export function markedTexts(texts: readonly string[]): Extension {
  if (texts.length === 0) return [];
  const regexp = new RegExp(
    texts.map((text) => text.replace(/[^\w]/g, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)).join("|"),
    "gu",
  );
  const decorator = new MatchDecorator({ regexp, decoration: special });
  return Prec.lowest(redrawn((view) => decorator.createDeco(view)));
}
