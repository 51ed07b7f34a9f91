/**
 * Many requests from one file: read in the background, a line at a time, while everything else goes on. One file at a
 * time.
 */

import type { Count, Model, ThreeLimits } from "../contract";
import { load } from "../core/load";
import { sentence } from "../kit/engine-element";
import { linesOf } from "../requests/lines";
import {
  type Assumptions,
  type BadLine,
  type Row,
  readLine,
  type Sort,
  sortRows,
  type Totals,
  totalsOf,
} from "../requests/tally";
import { defaults } from "../scenario/state";
import { knownModels } from "../session/known-models";
import { session } from "../session/session";

/** More lines than this are not listed: the table would take more memory than a page should. */
const mostLines = 200_000;
/** Lines on their way to the engine at a time. */
const underWay = 8;
/**
 * How often the table follows the reading, in milliseconds; a long one is put in order anew each time, so more seldom.
 */
const pause = 200;
const longPause = 2_000;
const long = 20_000;

export type Which = "all" | "does not fit" | "may not fit" | "fits" | "not known" | "bad";

class Batch {
  file: Blob | null = null;
  name = "";
  rows: Row[] = [];
  bad: BadLine[] = [];
  /** Where the reading is, in bytes; null: it is over. */
  at: number | null = null;
  /** Why it ended early; "": it did not. */
  ended = "";
  /** The engine failed: trying again may help. */
  failed = false;
  /** null: being worked out. */
  totals: Totals | null = null;
  assumed: Assumptions | null = null;
  sort: Sort = { by: "worst", descending: true };
  which: Which = "all";
  readonly #listeners = new Set<() => void>();
  #shown: { of: readonly Row[]; length: number; sort: Sort; which: Which; rows: readonly Row[] } | null = null;
  #abort: AbortController | null = null;
  #told = 0;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#told = performance.now();
    for (const listener of this.#listeners) listener();
  }

  show(change: Partial<Pick<Batch, "sort" | "which">>): void {
    Object.assign(this, change);
    void this.#total();
    this.#tell();
  }

  /** The rows that are shown, in their order: worked out anew only when a row, the order or the choice is another. */
  get shown(): readonly Row[] {
    const {
      rows,
      rows: { length },
      sort,
      which,
    } = this;
    const last = this.#shown;
    if (last?.of !== rows || last.length !== length || last.sort !== sort || last.which !== which) {
      const chosen = which === "bad" ? [] : which === "all" ? rows : rows.filter(({ fits }) => fits === which);
      this.#shown = { of: rows, length, sort, which, rows: sortRows(chosen, sort) };
    }
    return this.#shown!.rows;
  }

  get shownBad(): readonly BadLine[] {
    return this.which === "all" || this.which === "bad" ? this.bad : [];
  }

  stop(): void {
    this.#abort?.abort();
  }

  close(): void {
    this.stop();
    Object.assign(this, { file: null, rows: [], bad: [], at: null, totals: null, ended: "", failed: false });
    this.#tell();
  }

  /** Reads the same file again, with what the page says now. */
  again(): void {
    if (this.file) void this.read(this.file, this.name);
  }

  async read(file: Blob, name: string): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    Object.assign(this, {
      file,
      name,
      rows: [],
      bad: [],
      at: 0,
      totals: null,
      ended: "",
      failed: false,
      which: "all",
      assumed: null,
    });
    this.#tell();
    try {
      const engine = await load();
      this.assumed = assumptions(await knownModels());
      await this.#readLines(engine, this.assumed, file, abort.signal);
    } catch (error) {
      if (this.#abort !== abort) return;
      if (!abort.signal.aborted) Object.assign(this, { ended: sentence(error), failed: true });
    }
    if (this.#abort !== abort || !this.file) return;
    if (abort.signal.aborted) this.ended = "Stopped: the table has the lines that were read.";
    this.at = null;
    await this.#total();
    this.#tell();
  }

  async #readLines(engine: ThreeLimits, assumed: Assumptions, file: Blob, signal: AbortSignal): Promise<void> {
    const waiting: { to: number; row: Promise<Row | BadLine> }[] = [];
    for await (const line of linesOf(file, signal)) {
      if (this.rows.length + this.bad.length + waiting.length >= mostLines) {
        this.ended = `There are more lines: the table has the first ${mostLines.toLocaleString("en-US")}.`;
        break;
      }
      const row = readLine(engine, line, assumed);
      row.catch(() => {}); // awaited in turn
      waiting.push({ to: line.to, row });
      if (waiting.length >= underWay) this.#take(await waiting[0]!.row, waiting.shift()!.to, signal);
    }
    for (const { to, row } of waiting) this.#take(await row, to, signal);
  }

  #take(row: Row | BadLine, to: number, signal: AbortSignal): void {
    signal.throwIfAborted();
    if ("message" in row) this.bad.push(row);
    else this.rows.push(row);
    this.at = to;
    if (performance.now() - this.#told >= (this.rows.length < long ? pause : longPause)) this.#tell();
  }

  async #total(): Promise<void> {
    const { which, rows } = this;
    if (this.at !== null) return;
    const shown = this.shown;
    this.totals = null;
    const totals = await totalsOf(await load(), shown).catch(() => null);
    if (which !== this.which || rows !== this.rows) return;
    this.totals = totals;
    this.#tell();
  }
}

/** What the page says now and no line does. */
export function assumptions(models: readonly Model[]): Assumptions {
  const { state } = session.store;
  const { model, request } = state.settings;
  return {
    models,
    model: models.find(({ id }) => id === model) ?? models.find(({ id }) => id === defaults.model) ?? models[0]!,
    asOf: state.settings.asOf ?? session.estimate?.asOf,
    output: request?.output ?? 0,
    reasoning: request?.reasoning ?? 0,
    format: Boolean(state.chatFormat),
  };
}

/** Whether a table made with these would be the same. */
export function sameAssumptions(a: Assumptions, b: Assumptions): boolean {
  const spelled = (count: Count): string => JSON.stringify(count);
  return (
    a.model.id === b.model.id &&
    a.asOf === b.asOf &&
    a.format === b.format &&
    spelled(a.output) === spelled(b.output) &&
    spelled(a.reasoning) === spelled(b.reasoning)
  );
}

/** The one table of this page. */
export const batch = new Batch();
