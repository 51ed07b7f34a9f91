/**
 * Prices of the person's own, from files or typed for one model. The engine holds one file of them; here they are
 * gathered into it, in the format of exportPrices, and kept in this browser for the next visit. What was kept is
 * untrusted like any file: the engine reads it again.
 */
import type { Model, PriceFormat, PriceImport, Prices, ThreeLimits } from "../contract";

/** A model in our own format; what is in it the engine knows. */
interface Entry {
  id: string;
  prices?: Record<string, unknown>[];
}

const keptAs = "threelimits.prices";

export class OwnPrices {
  readonly #load: () => Promise<ThreeLimits>;
  readonly #changed: (engine: ThreeLimits) => Promise<void>;
  #published: ReadonlyMap<string, Model> = new Map();
  #entries: readonly Entry[] = [];
  #kept = true;
  #lost = "";

  /** changed: called after the models of the engine have become others. */
  constructor(load: () => Promise<ThreeLimits>, changed: (engine: ThreeLimits) => Promise<void>) {
    this.#load = load;
    this.#changed = changed;
  }

  /** A model of the catalogue as it is without a file of one's own. */
  published(id: string): Model | undefined {
    return this.#published.get(id);
  }

  /** The models that have prices of one's own, by their ids. */
  get ids(): readonly string[] {
    return this.#entries.map(({ id }) => id);
  }

  /** Whether they will be there on the next visit. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Why what was kept from the last visit is not in use; "" where it is. */
  get lost(): string {
    return this.#lost;
  }

  /**
   * Takes what was kept, before the page asks for the models the first time. Resolves to the models as they then are.
   */
  async restore(engine: ThreeLimits): Promise<readonly Model[]> {
    const models = await engine.models();
    this.#published = new Map(models.map((model) => [model.id, model]));
    const text = read();
    if (text === null) return models;
    try {
      const entries = entriesOf(text);
      await give(engine, entries);
      this.#entries = entries;
    } catch (error) {
      this.#lost = `Your prices from the last visit could not be read: ${error instanceof Error ? error.message : String(error)}`;
      return models;
    }
    return engine.models();
  }

  /**
   * Takes the models of a price file, each in the place of the one that had its id. Where the report has problems,
   * nothing is taken.
   */
  async take(text: string, format?: PriceFormat): Promise<PriceImport> {
    const engine = await this.#load();
    const report = await engine.importPrices(text, format && { format });
    if (report.problems.length > 0 || report.models.length === 0) return report;
    const taken = entriesOf(await engine.exportPrices(report.models.map(({ id }) => id)));
    await this.#hold(engine, [
      ...without(
        this.#entries,
        taken.map(({ id }) => id),
      ),
      ...taken,
    ]);
    return report;
  }

  /** Sets a model's prices. Its tiers are left out: what they would be is not known. */
  async change(id: string, prices: Partial<Prices>): Promise<void> {
    const engine = await this.#load();
    const [entry] = entriesOf(await engine.exportPrices([id]));
    const { tiers, from, until, cachedInput, cacheWrite, ...row } = entry?.prices?.at(-1) ?? {};
    await this.#hold(engine, [...without(this.#entries, [id]), { ...entry, id, prices: [{ ...row, ...prices }] }]);
  }

  /** Drops those of some models, or all. */
  async forget(ids: readonly string[] = this.ids): Promise<void> {
    await this.#hold(await this.#load(), without(this.#entries, ids));
  }

  /** Puts these in the place of those before; where they cannot be, those before hold again. */
  async #hold(engine: ThreeLimits, entries: readonly Entry[]): Promise<void> {
    try {
      await give(engine, entries);
    } catch (error) {
      await give(engine, this.#entries);
      throw error;
    }
    this.#entries = entries;
    this.#kept = keep(entries.length === 0 ? null : written(entries));
    this.#lost = "";
    await this.#changed(engine);
  }
}

async function give(engine: ThreeLimits, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return engine.forgetPrices();
  const { problems } = await engine.importPrices(written(entries), { format: "threelimits" });
  if (problems[0]) throw new Error(problems[0].message);
}

function written(models: readonly Entry[]): string {
  return JSON.stringify({ format: "threelimits", version: 1, models });
}

function without(entries: readonly Entry[], ids: readonly string[]): Entry[] {
  return entries.filter(({ id }) => !ids.includes(id));
}

function entriesOf(text: string): Entry[] {
  return (JSON.parse(text) as { models: Entry[] }).models;
}

/** A browser may refuse a page its storage. */
function read(): string | null {
  try {
    return localStorage.getItem(keptAs);
  } catch {
    return null;
  }
}

function keep(text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(keptAs);
    else localStorage.setItem(keptAs, text);
    return true;
  } catch {
    return false;
  }
}
