/** The contract's TokenDocument: a document that the engine keeps, seen from its holder. */
import type { DocumentSegment, TextStats, TokenDocument } from "../contract";
import { shown } from "./client/arguments";
import type { Engine } from "./engine";
import { documented, failure } from "./errors";
import type { Remote } from "./remote";

export class OpenDocument implements TokenDocument {
  readonly encoding: string;
  /** The engine that keeps it: another one, started after that was lost, knows nothing of it. */
  #engine: Remote<Engine>;
  #document: number;
  #count: number;
  #length: number;
  #closed = false;
  #check: () => void;

  /** check: throws where the whole engine has been closed. */
  constructor(
    engine: Remote<Engine>,
    encoding: string,
    opened: { document: number; count: number; length: number },
    check: () => void,
  ) {
    this.#engine = engine;
    this.encoding = encoding;
    this.#document = opened.document;
    this.#count = opened.count;
    this.#length = opened.length;
    this.#check = check;
  }

  get count(): number {
    return this.#count;
  }
  get length(): number {
    return this.#length;
  }

  replace(from: number, to: number, insert: string): Promise<number> {
    return documented(async () => {
      if (typeof insert !== "string")
        throw failure("bad-argument", `insert is of type ${typeof insert}; a string is accepted.`);
      const count = await this.#open(from, to).documentReplace(this.#document, from, to, insert);
      this.#count = count;
      this.#length += insert.length - (to - from);
      return count;
    });
  }

  segment(from: number, to: number): Promise<DocumentSegment> {
    return documented(() => this.#open(from, to).documentSegment(this.#document, from, to));
  }

  describe(): Promise<TextStats> {
    return documented(() => this.#open(0, 0).documentDescribe(this.#document));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // If the engine is gone, so is the document.
    void documented(() => this.#engine.documentClose(this.#document)).catch(() => {});
  }

  #open(from: number, to: number): Remote<Engine> {
    this.#check();
    if (this.#closed) throw failure("closed", "This document was closed. Open a new one with document().");
    for (const offset of [from, to]) {
      if (!Number.isInteger(offset))
        throw failure("bad-argument", `The range is ${shown(from)} to ${shown(to)}; UTF-16 offsets are accepted.`);
    }
    return this.#engine;
  }
}
