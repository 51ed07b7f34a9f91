/** A long text as the engine keeps it: told of each edit, it counts anew only around it. */
import type { ChangeSet } from "@codemirror/state";
import type { DocumentSegment, TextStats, ThreeLimits, TokenDocument, Trust } from "../../contract";

type Edit = [from: number, to: number, insert: string];

function editsOf(changes: ChangeSet): Edit[] {
  const edits: Edit[] = [];
  changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => edits.push([from, to, inserted.toString()]), true);
  return edits;
}

/** Whether nothing is left of the text that stood before. */
export function takesAll(changes: ChangeSet): boolean {
  let kept = changes.length;
  changes.iterChangedRanges((from, to) => {
    kept -= to - from;
  });
  return changes.length > 0 && kept === 0;
}

/** What a text is counted with; whose own tokens the count stands for, or no model's; and how far it can be trusted. */
export interface Reading {
  engine: ThreeLimits;
  encoding: string;
  special: "text" | "tokens";
  model: string | undefined;
  trust: Trust;
}

export class FollowedText {
  /** Another model with the same encoding reads the same tokens. */
  reading: Reading;
  #document: TokenDocument;
  /** The count after every edit so far. */
  #count: Promise<number>;

  private constructor(reading: Reading, document: TokenDocument) {
    this.reading = reading;
    this.#document = document;
    this.#count = Promise.resolve(document.count);
  }

  static async open(text: string, reading: Reading): Promise<FollowedText> {
    return new FollowedText(
      reading,
      await reading.engine.document(text, reading.encoding, { special: reading.special }),
    );
  }

  reads({ engine, encoding, special }: Reading): boolean {
    return engine === this.reading.engine && encoding === this.reading.encoding && special === this.reading.special;
  }

  /** Carries out edits that were made since the last ones, and resolves to the count after them. */
  edit(changes: ChangeSet): Promise<number> {
    // The places of all are those before any of them: from the last to the first, none moves the next.
    const counts = editsOf(changes)
      .reverse()
      .map((edit) => this.#document.replace(...edit));
    // Without edits now, earlier ones may still be on their way.
    if (counts.length > 0) this.#count = Promise.all(counts).then((all) => all.at(-1)!);
    return this.#count;
  }

  segment(from: number, to: number): Promise<DocumentSegment> {
    return this.#document.segment(from, to);
  }

  describe(): Promise<TextStats> {
    return this.#document.describe();
  }

  close(): void {
    this.#document.close();
  }
}
