/** A long text as the engine keeps it: told of each edit, it counts anew only around it. */
import type { ChangeSet } from "@codemirror/state";
import type { DocumentSegment, TextStats, ThreeLimits, TokenDocument, Trust } from "../../core/contract";

/** What a text is counted with; whose own tokens the count stands for, or no model's; and how far it can be trusted. */
export interface Reading { engine: ThreeLimits; encoding: string; special: "text" | "tokens"; model: string | undefined; trust: Trust }

export class FollowedText {
  /** Another model with the same encoding reads the same tokens. */
  reading: Reading;
  #document: TokenDocument;

  private constructor(reading: Reading, document: TokenDocument) {
    this.reading = reading;
    this.#document = document;
  }

  static async open(text: string, reading: Reading): Promise<FollowedText> {
    return new FollowedText(reading, await reading.engine.document(text, reading.encoding, { special: reading.special }));
  }

  reads({ engine, encoding, special }: Reading): boolean {
    return engine === this.reading.engine && encoding === this.reading.encoding && special === this.reading.special;
  }

  /** Carries out edits that were made since the last ones, and resolves to the count. */
  async edit(changes: ChangeSet): Promise<number> {
    // The places of all are those before any of them: from the last to the first, none moves the next.
    const edits: [from: number, to: number, insert: string][] = [];
    changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => edits.push([from, to, inserted.toString()]), true);
    const counts = await Promise.all(edits.reverse().map((edit) => this.#document.replace(...edit)));
    return counts.at(-1) ?? this.#document.count;
  }

  segment(from: number, to: number): Promise<DocumentSegment> {
    return this.#document.segment(from, to);
  }

  describe(): Promise<TextStats> {
    return this.#document.describe();
  }

  close(): void {
    try {
      this.#document.close();
    } catch {
      // The engine was closed before it, and the document went with it.
    }
  }
}
