/**
 * The page's one scenario, with the texts it is made from. Controls write here; the worker's counts come back here;
 * everything shown and the address are made from `state`. No DOM and no engine: what is asked of the engine is the
 * page's business (session.ts).
 *
 * State is replaced, never changed in place, so `before === after` tells whether something moved. Listeners run once
 * per turn of the event loop, however many changes a turn makes.
 */
import type { Count, PartName, Scenario, Trust } from "../contract";
import type { Imported, Texts } from "../requests/imported";
import type { Currency } from "./currency";
import { type FlatName, flatName, type Problem, readFlat, type Typing, valueAt, withValue, writeFlat } from "./flat";
import { type Link, partNames, type RoomName } from "./fragment";
import {
  countedText,
  defaults,
  emptyPart,
  emptyParts,
  isPart,
  marked,
  modelOfNumbers,
  numberPart,
  type Part,
  partsOf,
  readScenario,
  readTexts,
  type State,
  stateOf,
  type TrafficUnit,
  withBrought,
} from "./state";

/** A place to go back to, and the words for what took it away. */
export interface Step {
  label: string;
  state: State;
}

const mostSteps = 20;

export class Store {
  #state: State = {
    settings: defaults,
    trafficUnit: "requestsPerDay",
    parts: emptyParts,
    example: null,
    imported: null,
    chatFormat: false,
    currency: null,
    room: null,
    place: null,
    shareTexts: false,
    problems: [],
  };
  #listeners = new Set<(state: State) => void>();
  #queued = false;
  #steps: Step[] = [];
  #undone: Step[] = [];
  /** Prices and limits of the person's own, by the model they belong to. */
  readonly #own = new Map<string | undefined, Pick<Scenario, "prices" | "window">>();

  /**
   * Set by whoever holds texts newer than the state's, such as an editor whose count is under way: puts them into the
   * state. Called before anything takes a text's place, so that undoing brings back what stood there.
   */
  catchUp: () => void = () => {};

  get state(): State {
    return this.#state;
  }

  /** Calls back once after each turn in which something changed, until the returned function is called. */
  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #update(change: Partial<State>): void {
    const { parts, shareTexts } = this.#state;
    this.#state = { ...this.#state, ...change };
    // What someone sent in a link is in the address; what is made of it is not, unless its maker asks for that.
    const rewritten = partNames.some((name) => this.#state.parts[name].text !== parts[name].text);
    if (rewritten && shareTexts === "given" && change.shareTexts === undefined)
      this.#state = { ...this.#state, shareTexts: false };
    if (rewritten && this.#state.chatFormat === "given" && change.chatFormat === undefined)
      this.#state = { ...this.#state, chatFormat: true };
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      for (const listener of this.#listeners) listener(this.#state);
    });
  }

  /**
   * Reads what was typed for a flat name. Accepted: it is in the state afterwards and null comes back. Not accepted:
   * the sentence for the person; the state keeps the last good value.
   */
  type(name: string, typed: string, typing?: Typing): string | null {
    const entry = flatName(name);
    if (!entry?.path) throw new TypeError(`no field of a scenario: ${name}`);
    const read = readFlat(entry, typed, typing);
    if ("message" in read) return read.message;
    const value = "value" in read ? read.value : undefined;
    if (isPart(name)) this.#typePart(name, value as Count | undefined);
    else this.#set(entry, value);
    return null;
  }

  #set(entry: FlatName, value: unknown): void {
    if (valueAt(this.#state.settings, entry.path!) === value) return;
    this.#update({
      settings: withValue(this.#state.settings, entry.path!, value),
      problems: without(this.#state.problems, entry.name),
    });
  }

  /** Puts a value back that was there before: of a setting, or of a part. */
  putBack(name: string, { parts, settings }: State): void {
    if (!isPart(name)) return this.#set(flatName(name)!, valueAt(settings, flatName(name)!.path!));
    if (this.#state.parts[name] !== parts[name]) this.#setPart(name, parts[name]);
  }

  /** The model's id, for the name that a link gave it: what was counted for that name was counted for the model. */
  nameModel(id: string): void {
    const { model } = this.#state.settings;
    const parts = { ...this.#state.parts };
    for (const name of partNames)
      if (parts[name].countedFor === model && model !== undefined) parts[name] = { ...parts[name], countedFor: id };
    this.#update({ parts });
    this.set("model", id);
  }

  /** The number of a part is one of the model's tokens after all. */
  countedForModel(name: PartName): void {
    const { count, aside } = this.#state.parts[name];
    this.#setPart(name, numberPart(count ?? 0, modelOfNumbers(this.#state.settings), aside));
  }

  /** Sets a value that is known to be good (picked, not typed); undefined takes it out. */
  set(name: string, value: string | number | null | undefined): void {
    const entry = flatName(name);
    if (!entry?.path || isPart(name)) throw new TypeError(`no setting: ${name}`);
    this.#set(entry, value);
  }

  /** Requests a day or conversations a day: the number stays, what it counts changes. */
  setTrafficUnit(unit: TrafficUnit): void {
    const { requestsPerDay, conversationsPerDay, ...rest } = this.#state.settings.traffic ?? {};
    this.#update({
      trafficUnit: unit,
      settings: { ...this.#state.settings, traffic: { [unit]: requestsPerDay ?? conversationsPerDay, ...rest } },
    });
  }

  /** Another model; prices and limits of the person's own belong to the one before: they wait with it. */
  pickModel(id: string): void {
    this.catchUp();
    const { prices, window } = this.#state.settings;
    if (prices || window)
      this.#remember("The prices and limits you had set stay with the model before, and come back with it.");
    this.#useModel(id);
  }

  #useModel(id: string): void {
    const { prices, window, ...rest } = this.#state.settings;
    if (prices || window) this.#own.set(rest.model, { ...(prices && { prices }), ...(window && { window }) });
    else this.#own.delete(rest.model);
    const settings = { ...rest, model: id, ...this.#own.get(id) };
    this.#update({
      settings: this.#state.chatFormat ? settings : withFormatOf(settings, modelOfNumbers(rest)),
      chatFormat: Boolean(this.#state.chatFormat),
      problems: without(this.#state.problems, "model"),
    });
  }

  /**
   * Sets several values at once that are known to be good, by flat name, and remembers what was there under these
   * words. A text of the request is kept aside, as by `type`.
   */
  change(values: readonly (readonly [name: string, value: string | number])[], label: string): void {
    this.catchUp();
    this.#remember(label);
    for (const [name, value] of values) {
      if (isPart(name)) this.#typePart(name, value as number);
      else if (name === "model") this.#useModel(String(value));
      else this.set(name, value);
    }
  }

  /** Catalogue prices instead of the person's own. */
  usePublishedPrices(): void {
    this.#update({ settings: withValue(withValue(this.#state.settings, ["prices"], undefined), ["asOf"], undefined) });
  }

  #typePart(name: PartName, value: Count | undefined): void {
    const part = this.#state.parts[name];
    this.#setPart(name, numberPart(value ?? 0, modelOfNumbers(this.#state.settings), part.text || part.aside));
  }

  #setPart(name: PartName, part: Part): void {
    this.#update({
      parts: { ...this.#state.parts, [name]: part },
      example: this.#state.example && { ...this.#state.example, edited: true },
    });
  }

  /** The person changed a part's text: it counts as unmeasured until `measured`, and shows its last count meanwhile. */
  setText(name: PartName, text: string): void {
    const part = this.#state.parts[name];
    if (part.text === text) return;
    const last = part.text === "" ? null : part.count;
    this.#setPart(name, { text, count: text === "" ? 0 : last, trust: part.trust, aside: null });
  }

  /** A text that arrives whole, from a file. */
  replaceText(name: PartName, text: string, label: string): void {
    this.catchUp();
    if (this.#state.parts[name].text) this.#remember(label);
    this.#setPart(name, { text, count: text === "" ? 0 : null, trust: null, aside: null });
  }

  /**
   * From text to a number: the measured count, which is counted again from the text, kept aside, for another model.
   */
  toNumber(name: PartName): void {
    this.catchUp();
    const { text, count, trust } = this.#state.parts[name];
    if (text !== null) this.#setPart(name, { text: null, count, trust, aside: text || null, fromAside: text !== "" });
  }

  /** From a number back to the text kept aside, or to an empty one. */
  toText(name: PartName): void {
    const { aside } = this.#state.parts[name];
    this.#setPart(name, { text: aside ?? "", count: aside ? null : 0, trust: null, aside: null });
  }

  /** What the engine measured for a text. A text that has changed since is left to its own measurement. */
  measured(name: PartName, text: string, count: Count, trust: Trust): void {
    const part = this.#state.parts[name];
    if (countedText(part) !== text || (same(part.count, count) && part.trust?.why === trust.why)) return;
    this.#update({ parts: { ...this.#state.parts, [name]: { ...part, count, trust } } });
  }

  /** Counts in what the chat format adds, from now on, or leaves it out again. */
  countFormat(on: boolean): void {
    this.#update({ chatFormat: on, ...(on ? {} : this.#withoutFormat()) });
  }

  #withoutFormat(): Pick<State, "settings" | "parts"> {
    const { parts, settings } = this.#state;
    const { formatted: _, ...tools } = parts.tools;
    return { settings: withValue(settings, ["request", "overhead"], undefined), parts: { ...parts, tools } };
  }

  /** What the engine found for the chat format of the present request; undefined where nothing is published. */
  formatted(overhead: Count | undefined, tools: Count | undefined): void {
    const { chatFormat, parts, settings } = this.#state;
    if (chatFormat === "given") {
      const { request } = readScenario(this.#state);
      // What a link gives is what is found here, too: from now on it follows.
      if (
        writeFlat(request?.overhead) === writeFlat(overhead) &&
        (!tools || writeFlat(request?.tools) === writeFlat(tools))
      )
        this.#update({ chatFormat: true });
      return;
    }
    if (!chatFormat || (sameOrNone(settings.request?.overhead, overhead) && sameOrNone(parts.tools.formatted, tools)))
      return;
    const without = this.#withoutFormat();
    this.#update({
      settings: withValue(without.settings, ["request", "overhead"], overhead),
      parts: tools === undefined ? without.parts : { ...parts, tools: { ...parts.tools, formatted: tools } },
    });
  }

  /**
   * Numbers for all parts, as a new total scales those that stood in `from`, where the typing of it began: undoing brings that back. What was a text is
   * kept aside.
   */
  scaleParts(counts: Readonly<Record<PartName, number>>, from: State): void {
    if (this.#steps.at(-1)?.state !== from) {
      const hadText = partNames.some((name) => from.parts[name].text);
      this.#remember(
        hadText
          ? "The parts are scaled to the new total; their texts are kept aside."
          : "The parts are scaled to the new total.",
        from,
      );
    }
    const parts = { ...from.parts };
    for (const name of partNames) {
      const { text, aside } = from.parts[name];
      parts[name] = numberPart(counts[name], modelOfNumbers(from.settings), text || aside);
    }
    const example = from.example && { ...from.example, edited: true };
    this.#update({ parts, example, chatFormat: false });
  }

  /** The parts as they were before their total was typed. */
  unscale({ parts, example, chatFormat }: State): void {
    this.#update({ parts, example, chatFormat });
  }

  /** Puts an example's texts and settings here. A text of the person's own can be brought back. */
  loadExample(id: string, texts: Texts, settings: Partial<Record<string, number>>): void {
    this.catchUp();
    const own = this.#state.example?.edited !== false && Object.keys(readTexts(this.#state)).length > 0;
    if (own) this.#remember("The example took the place of your text.");
    let next = this.#state.settings;
    for (const [name, value] of Object.entries(settings)) next = withValue(next, flatName(name)!.path!, value);
    this.#update({
      parts: partsOf(texts, {}),
      example: { id, edited: false },
      imported: null,
      settings: this.#withoutImport(next),
    });
  }

  /**
   * Puts a request that came in as JSON here. model: the catalogue's for it, if there is one. What stood here can be
   * brought back.
   */
  openRequest(imported: Imported, texts: Texts, model: string | undefined): void {
    this.catchUp();
    this.#remember("The imported request took the place of what stood here.");
    const { prices, window, ...rest } = this.#state.settings;
    const other = model !== undefined && model !== rest.model;
    const own = other ? withFormatOf({ ...rest, model }, modelOfNumbers(rest)) : this.#state.settings;
    const settings = withBrought(own, 0, 0);
    this.#update({
      parts: partsOf(texts, {}),
      example: null,
      imported,
      settings: withValue(settings, ["request", "maxTokens"], imported.maxTokens ?? undefined),
      problems: other ? without(this.#state.problems, "model") : this.#state.problems,
    });
  }

  /** What the imported request holds beside its texts, as withBrought takes it. */
  brought(images: Count | undefined, notCounted: number): void {
    const settings = withBrought(this.#state.settings, images, notCounted);
    if (settings !== this.#state.settings) this.#update({ settings });
  }

  /** An empty request. */
  startEmpty(): void {
    this.catchUp();
    if (partNames.some((name) => this.#state.parts[name] !== emptyPart)) this.#remember("The request was emptied.");
    const settings = this.#withoutImport(this.#state.settings);
    this.#update({ parts: emptyParts, example: null, imported: null, settings });
  }

  /** What an imported request brought goes with it. */
  #withoutImport(settings: Scenario): Scenario {
    return this.#state.imported ? withBrought(settings, 0, 0) : settings;
  }

  /** All parts from texts to numbers or back. */
  everyPart(to: "text" | "number"): void {
    for (const name of partNames) {
      const isText = this.#state.parts[name].text !== null;
      if (to === "number" && isText) this.toNumber(name);
      if (to === "text" && !isText) this.toText(name);
    }
  }

  /** Shows amounts in another currency too, at a rate that is known to be good; null: in US dollars alone. */
  showCurrency(currency: Currency | null): void {
    this.#update({ currency });
  }

  /** Goes to another room of the page, or another place in it; the scenario goes along. */
  enter(room: RoomName | null, place: string | null = null): void {
    if (room !== this.#state.room || place !== this.#state.place) this.#update({ room, place });
  }

  set shareTexts(share: boolean) {
    this.#update({ shareTexts: share });
  }

  /** What `undo` would bring back, in words; null: nothing. */
  get undoable(): string | null {
    return this.#steps.at(-1)?.label ?? null;
  }

  undo(): void {
    this.#step(this.#steps, this.#undone);
  }

  get redoable(): boolean {
    return this.#undone.length > 0;
  }

  /** What was there before `undo`, with whatever was typed until then. */
  redo(): void {
    this.#step(this.#undone, this.#steps);
  }

  #step(from: Step[], to: Step[]): void {
    this.catchUp();
    const step = from.pop();
    if (!step) return;
    to.push({ label: step.label, state: this.#state });
    const { parts, example, imported, chatFormat, settings } = step.state;
    this.#update({ parts, example, imported, chatFormat, settings });
  }

  #remember(label: string, state = this.#state): void {
    this.#undone = [];
    this.#steps.push({ label, state });
    if (this.#steps.length > mostSteps) this.#steps.shift();
  }

  /** Takes a link in, with what this tab still holds for the same address. */
  load(link: Link, exampleTexts: Texts | null, kept: Texts = {}, imported: Imported | null = null): void {
    this.#steps = [];
    this.#undone = [];
    this.#update(stateOf(link, exampleTexts, kept, imported));
  }

  /** What `undo` goes back through, the oldest first. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Steps from before a reload, under those that were made since. */
  restore(steps: readonly Step[]): void {
    this.#steps = [...steps, ...this.#steps].slice(-mostSteps);
    this.#update({});
  }

  /** A problem found later than while reading, such as a model the catalogue does not have. */
  addProblem(problem: Problem): void {
    this.#update({ problems: [...without(this.#state.problems, problem.name), problem] });
  }

  dismissProblems(): void {
    this.#update({ problems: [] });
  }
}

/** The settings with a chat format that is a number given for a model. */
function withFormatOf(settings: Scenario, model: string | undefined): Scenario {
  const overhead = settings.request?.overhead;
  if (overhead === undefined) return settings;
  const countedFor = (typeof overhead === "object" ? overhead.countedFor : undefined) ?? model;
  return withValue(settings, ["request", "overhead"], marked(overhead, countedFor, settings.model));
}

function without(problems: readonly Problem[], name: string): readonly Problem[] {
  return problems.some((problem) => problem.name === name)
    ? problems.filter((problem) => problem.name !== name)
    : problems;
}

function same(a: Count | null, b: Count): boolean {
  if (a === b || a === null || typeof a === "number" || typeof b === "number") return a === b;
  return a.low === b.low && a.typical === b.typical && a.high === b.high && a.trust === b.trust;
}

function sameOrNone(a: Count | undefined, b: Count | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && same(a, b));
}
