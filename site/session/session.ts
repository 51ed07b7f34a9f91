/**
 * The page's conversation with the engine. Data runs one way: controls → store → (here: measure, estimate) → what is
 * shown, and the address. Whatever the person does meanwhile, one question is under way and the newest waits; measured
 * counts and the estimate made from them are published together, so the figures on the page always belong to each
 * other.
 */
import type {
  ChatOverhead,
  Count,
  Estimate,
  Interval,
  Model,
  PartName,
  Scenario,
  ThreeLimits,
  Trust,
} from "../contract";
import { inTime } from "../core/in-time";
import { load } from "../core/load";
import { isThreeLimitsError, sentence } from "../kit/engine-element";
import { Latest } from "../kit/latest";
import type { Brought } from "../requests/counted";
import { chatFormat } from "../requests/format";
import type { Imported } from "../requests/imported";
import { withValue } from "../scenario/flat";
import { partNames, quote } from "../scenario/fragment";
import { countedText, readScenario, type State, withBrought } from "../scenario/state";
import { Store } from "../scenario/store";
import { OwnPrices } from "./own-prices";
import { settleModel } from "./settle-model";

/** What the engine could not do, where the person should read it. */
interface Failure {
  where: "engine" | "scenario" | PartName;
  message: string;
  field?: string;
}

/** What counts a text: an encoding that was chosen in the model's place, or the model's own. */
type CountedWith = Pick<Scenario, "model" | "encoding">;

interface Measured extends CountedWith {
  text: string;
  count: Count;
  trust: Trust;
}

interface Answer {
  scenario: Scenario;
  /** null: a text could not be counted, and no figure made without it would be true. */
  estimate: Estimate | null;
  measured: Map<PartName, Measured>;
  format: ChatOverhead | null;
  brought: Brought | null;
  failures: Failure[];
}

/** Whichever model comes first. */
const anyModel = Symbol("any model");

/** What is not answered after this time is said to be from before. In milliseconds. */
const moment = 500;

/** Without a model in the catalogue, texts are counted with this encoding. */
const encodingWithoutModel = "o200k_base";

class Session {
  readonly store = new Store();
  readonly prices = new OwnPrices(load, async (engine) => {
    this.#models = await engine.models();
    this.retry();
  });
  #listeners = new Set<() => void>();
  #measured = new Map<PartName, Measured>();
  #format: { key: string; overhead: ChatOverhead } | null = null;
  /** What an imported request brings, for a model; applied once, so that what is typed afterwards stays. */
  #brought: { imported: Imported; model: string | undefined; found: Brought } | null = null;
  #applied: Brought | null = null;
  /** The model for which the settings hold it already, with what was typed over it since; "any": the next one. */
  #settled = new WeakMap<Imported, string | undefined | typeof anyModel>();
  #answer: Answer | null = null;
  #models: readonly Model[] = [];
  /** The encoding that was found to be there. */
  #encoding: string | undefined;
  /** The state that the newest question was about. */
  #asked: State | null = null;
  #ready = false;
  #behind = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #failures: Failure[] = [];
  #latest = new Latest<State, Answer>(
    (state) => this.#work(state),
    (answer) => this.#done(answer),
    (error) => this.#failed(error),
  );

  constructor() {
    this.store.subscribe(() => this.#changed());
  }

  /**
   * The newest estimate; it stays while the next one is made. null: there is none yet, or a text could not be counted.
   */
  get estimate(): Estimate | null {
    return this.#answer?.estimate ?? null;
  }

  /** The scenario the estimate answers. */
  get scenario(): Scenario | null {
    return this.#answer?.scenario ?? null;
  }

  /** What the chat format of the request adds, counted in or not; null: there is no figure for it. */
  get format(): ChatOverhead | null {
    return this.#answer?.format ?? null;
  }

  /** What the imported request brings beside its texts; null: there is none, or it is not looked through yet. */
  get brought(): Brought | null {
    return this.store.state.imported && (this.#answer?.brought ?? null);
  }

  get models(): readonly Model[] {
    return this.#models;
  }

  get model(): Model | undefined {
    return this.#models.find(({ id }) => id === this.store.state.settings.model);
  }

  /** True once the engine has given its first estimate. */
  get ready(): boolean {
    return this.#ready;
  }

  /** True while the figures answer an earlier question, and have for a moment. */
  get behind(): boolean {
    return this.#behind;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  failure(where: Failure["where"]): Failure | undefined {
    return this.#failures.find((failure) => failure.where === where);
  }

  /** Calls back after every change of state, estimate or status. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The settings that come with an imported request hold what it brings. */
  settled(imported: Imported): void {
    this.#settled.set(imported, anyModel);
  }

  /** Asks again after a failure. */
  retry(): void {
    this.#failures = [];
    this.#tell();
    this.#question(this.store.state);
  }

  /** Another room, or another word in the link, is no other question. */
  #changed(): void {
    this.#tell();
    const { settings, parts, imported, chatFormat } = this.store.state;
    const asked = this.#asked;
    if (
      settings === asked?.settings &&
      parts === asked.parts &&
      imported === asked.imported &&
      chatFormat === asked.chatFormat
    )
      return;
    this.#question(this.store.state);
  }

  #question(state: State): void {
    this.#asked = state;
    this.#latest.ask(state);
    this.#waiting ??= setTimeout(() => {
      this.#behind = this.#ready;
      this.#tell();
    }, moment);
  }

  #answered(): void {
    if (this.#latest.overtaken) return;
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#behind = false;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #work(state: State): Promise<Answer> {
    const engine = await load();
    if (this.#models.length === 0) this.#models = await this.prices.restore(engine);
    const named = settleModel(state.settings, this.#models, await this.#meant(engine, state), this.store);
    const unpictured = await this.#settleEncoding(engine, named);
    const brought = await this.#bring(engine, state.imported, named.model);
    const settings =
      brought && brought !== this.#applied
        ? withBrought(unpictured, brought.images, brought.notCounted.length)
        : unpictured;
    const subject = { model: settings.model, encoding: settings.encoding };
    const measured = new Map<PartName, Measured>();
    const failures: Failure[] = [];
    let parts = state.parts;
    for (const name of partNames) {
      const text = countedText(state.parts[name]);
      if (!text) continue;
      try {
        const result = await this.#measure(engine, name, text, subject);
        measured.set(name, result);
        parts = { ...parts, [name]: { ...parts[name], count: result.count, trust: result.trust } };
      } catch (error) {
        const last = state.parts[name].count === null ? "" : " Its last count is used.";
        failures.push({ where: name, message: sentence(error) + last });
      }
    }
    const known = partNames.every((name) => parts[name].count !== null);
    const format = known ? await this.#askFormat(engine, { ...state, parts }, settings.model) : null;
    const scenario = readScenario(
      state.chatFormat === true ? formatted({ ...state, settings, parts }, format) : { ...state, settings, parts },
    );
    return { scenario, estimate: known ? await engine.estimate(scenario) : null, measured, format, brought, failures };
  }

  /** The model that a link's name stands for, where it is no id of the catalogue's. */
  async #meant(engine: ThreeLimits, { settings: { model } }: State): Promise<string | null> {
    const isId = model === undefined || this.#models.some(({ id }) => id === model);
    return isId ? null : engine.resolveModel(model);
  }

  /** Looked through once for a model. Where pictures cannot be counted now, they are named. */
  async #bring(engine: ThreeLimits, imported: Imported | null, model: string | undefined): Promise<Brought | null> {
    if (!imported) return null;
    const last = this.#brought;
    if (last?.imported === imported && last.model === model) return last.found;
    const { broughtBy } = await inTime(import("../requests/counted"));
    const known = this.#models.find(({ id }) => id === model) ?? null;
    const found = await broughtBy(engine, imported, known).catch(() => broughtBy(engine, imported, null));
    this.#brought = { imported, model, found };
    const settled = this.#settled.get(imported);
    if (this.#settled.has(imported) && (settled === model || settled === anyModel)) {
      this.#settled.set(imported, model);
      this.#applied = found;
    }
    return found;
  }

  /** Without a model, or with one that is counted with no encoding, there is nothing to ask. */
  async #askFormat(
    engine: ThreeLimits,
    { parts, imported }: State,
    model: string | undefined,
  ): Promise<ChatOverhead | null> {
    if (!this.#models.some(({ id, encoding }) => id === model && encoding !== null)) return null;
    const format = chatFormat(parts, imported);
    const key = JSON.stringify([model, format]);
    if (this.#format?.key !== key) this.#format = { key, overhead: await engine.overhead(format, model!) };
    return this.#format.overhead;
  }

  /** An encoding that this machine does not have is said, and the model's own counts instead. */
  async #settleEncoding(engine: ThreeLimits, settings: Scenario): Promise<Scenario> {
    const { encoding, ...rest } = settings;
    if (encoding === undefined || encoding === this.#encoding) return settings;
    if ((await engine.encodings()).some(({ name }) => name === encoding)) {
      this.#encoding = encoding;
      return settings;
    }
    if (this.store.state.settings.encoding === encoding) {
      this.store.set("encoding", undefined);
      this.store.addProblem({
        name: "encoding",
        text: encoding,
        message:
          `This machine has no tokenizer ${quote(encoding)}, so the model’s own counts here. ` +
          "If it is yours, open its file in the room Tokens under this name.",
      });
    }
    return rest;
  }

  async #measure(engine: ThreeLimits, name: PartName, text: string, subject: CountedWith): Promise<Measured> {
    const known = this.#measured.get(name);
    if (known && known.text === text && known.model === subject.model && known.encoding === subject.encoding)
      return known;
    const result = { text, ...subject, ...(await this.#ask(engine, text, subject)) };
    this.#measured.set(name, result);
    return result;
  }

  /** The total that is being typed and what it was when that began; the newest counts. */
  #total = 0;

  /**
   * Scales the parts that stood in `from`, with the figures of that time, to a new total. Resolves to why it cannot be, null where it was done or a newer
   * total has taken its place.
   */
  async scaleTo(total: number, from: State, { context, usage }: Estimate): Promise<string | null> {
    const asked = ++this.#total;
    const counts = readScenario(from).request!;
    const now = partNames.map((name) => typicalOf(counts[name] ?? 0));
    try {
      const parts = await (await load()).rescale(total, context?.input ?? usage.input, now);
      if (asked !== this.#total) return null;
      const scaled = Object.fromEntries(partNames.map((name, i) => [name, parts[i]!])) as Record<PartName, number>;
      this.store.scaleParts(scaled, from);
      return null;
    } catch (error) {
      return asked === this.#total ? sentence(error) : null;
    }
  }

  /** Takes a text that an editor has measured already, with the model or with an encoding in its place. */
  take(name: PartName, text: string, counted: CountedWith, tokens: Interval, trust: Trust): void {
    this.store.setText(name, text);
    this.follow(name, counted, tokens, trust);
  }

  /** Takes the count of a long text that is being edited: the text as it was stands for it until the edits rest. */
  follow(name: PartName, { model, encoding }: CountedWith, tokens: Interval, trust: Trust): void {
    const { text } = this.store.state.parts[name];
    if (!text) return;
    const count = countOf(tokens, trust);
    this.#measured.set(name, { text, model, encoding, count, trust });
    this.store.measured(name, text, count, trust);
  }

  async #ask(
    engine: ThreeLimits,
    text: string,
    { model, encoding }: CountedWith,
  ): Promise<{ count: Count; trust: Trust }> {
    if (encoding !== undefined) {
      const { count, trust } = await engine.inspect(text, { encoding, tokens: false });
      return { count, trust };
    }
    if (!model) {
      const why = `counted with ${encodingWithoutModel}, because no model is chosen`;
      return { count: await engine.count(text, encodingWithoutModel), trust: { level: "assumed", why } };
    }
    const { tokens, trust } = await engine.measure(text, model);
    return { count: countOf(tokens, trust), trust };
  }

  /**
   * What was counted with an encoding of one's own is counted again: another file may have taken its name, or it is
   * gone.
   */
  forgetCounts(): void {
    this.#encoding = undefined;
    this.#measured.clear();
    this.retry();
  }

  #done(answer: Answer): void {
    this.#answered();
    this.#answer = answer;
    this.#ready = true;
    this.#failures = answer.failures;
    for (const [name, { text, count, trust }] of answer.measured) this.store.measured(name, text, count, trust);
    if (answer.estimate) this.store.formatted(...countsOf(answer.format));
    const { brought } = answer;
    if (brought && brought !== this.#applied && this.store.state.imported === this.#brought?.imported) {
      this.#applied = brought;
      this.#settled.set(this.#brought.imported, this.#brought.model);
      this.store.brought(brought.images, brought.notCounted.length);
    }
    this.#tell();
  }

  #failed(error: unknown): void {
    this.#answered();
    const bad = isThreeLimitsError(error) && error.code === "bad-scenario";
    const failure: Failure = { where: bad ? "scenario" : "engine", message: sentence(error) };
    if (bad && error.field) failure.field = error.field;
    this.#failures = [failure];
    this.#tell();
  }
}

function typicalOf(count: Count): number {
  return typeof count === "number" ? count : count.typical;
}

function countOf(tokens: Interval, trust: Trust): Count {
  return trust.level === "exact" ? tokens.typical : { ...tokens, trust: trust.level };
}

/** What the chat format adds, and the tools in it, as the scenario takes them. */
function countsOf(format: ChatOverhead | null): [overhead: Count | undefined, tools: Count | undefined] {
  const { tokens = null, tools = null, trust } = format ?? {};
  return [
    tokens === null ? undefined : countOf(tokens, trust!),
    tools === null ? undefined : { ...tools, trust: trust!.level },
  ];
}

/** The state with the chat format counted in. */
function formatted(state: State, format: ChatOverhead | null): State {
  const [overhead, tools] = countsOf(format);
  const { formatted: _, ...own } = state.parts.tools;
  return {
    ...state,
    settings: withValue(state.settings, ["request", "overhead"], overhead),
    parts: { ...state.parts, tools: tools === undefined ? own : { ...own, formatted: tools } },
  };
}

/** The one session of this page. */
export const session = new Session();
