/** What the page's scenario is made of: settings and texts, the defaults under them, and what is read off them. */
import type { Count, PartName, Scenario, Trust } from "../contract";
import type { Imported, Texts } from "../requests/imported";
import type { Currency } from "./currency";
import { flatNames, type Problem, rangeOf, valueAt, withValue } from "./flat";
import { type Link, partNames, type RoomName } from "./fragment";

/** One part of the request: a text that is measured, or a plain number of tokens. */
export interface Part {
  /** null: the part is a number. */
  text: string | null;
  /** null: the text is not measured yet. A folded, empty part is the text "". */
  count: Count | null;
  /** The trust in a measured count; a typed number is what it is. */
  trust: Trust | null;
  /** The text that a number took the place of. */
  aside: string | null;
  /** The number was counted from the text aside, and is counted again for another model. */
  fromAside?: boolean;
  /** The model that a number was typed for, or given for in a link; left out where it stays as it is for any. */
  countedFor?: string;
  /**
   * The tools in the form the vendor's chat format gives them: counted in the place of `count` while the format is
   * counted in.
   */
  formatted?: Count;
}

/** What traffic is counted in. */
export type TrafficUnit = "requestsPerDay" | "conversationsPerDay";

export interface State {
  /** Everything but the request's parts. `readScenario` puts them in. */
  settings: Scenario;
  /** What the traffic counts, also while its number is not given. */
  trafficUnit: TrafficUnit;
  parts: Readonly<Record<PartName, Part>>;
  /** The example whose texts stand here; edited: they were changed since. */
  example: { id: string; edited: boolean } | null;
  /** The request that came in as JSON and stands here, edited or not. */
  imported: Imported | null;
  /**
   * What the chat format adds is counted in and follows the texts. "given": a link gave it, and it stays until a text or
   * the model changes.
   */
  chatFormat: boolean | "given";
  /** Amounts are shown in it too; null: in US dollars alone. */
  currency: Currency | null;
  /** The room of the page that is open, and the place in it; null: the first page, where the room begins. */
  room: RoomName | null;
  place: string | null;
  /** Put the texts into the link. "given": they came in it, and stay in it until one of them is changed. */
  shareTexts: boolean | "given";
  /** What the link said that could not be used. */
  problems: readonly Problem[];
}

/** What the page starts from, and what a link that leaves something out is completed with. */
export const defaults: Scenario = {
  model: "openai/gpt-6.1-sol",
  request: { output: 350, reasoning: 0, maxTokens: 1024 },
  conversation: { turns: 1 },
  cache: { policy: "none" },
  traffic: { requestsPerDay: 10000, daysPerMonth: 30 },
  speed: { ttft: 0.6, tokensPerSecond: 80 },
};

export const emptyPart: Part = { text: "", count: 0, trust: null, aside: null };

export const emptyParts: Record<PartName, Part> = {
  system: emptyPart,
  tools: emptyPart,
  documents: emptyPart,
  history: emptyPart,
  user: emptyPart,
};

export const isPart = (name: string): name is PartName => (partNames as readonly string[]).includes(name);

/**
 * Texts become parts that are measured; a count without a text is a number of the model's tokens, unless it says whose;
 * what is neither is empty.
 */
export function partsOf(
  texts: Texts,
  request: NonNullable<Scenario["request"]>,
  model?: string,
): Record<PartName, Part> {
  const parts = { ...emptyParts };
  for (const name of partNames) {
    const text = texts[name];
    const count = request[name];
    if (text) parts[name] = { text, count: count === undefined ? null : unmarked(count), trust: null, aside: null };
    else if (count) parts[name] = numberPart(count, model, null);
  }
  return parts;
}

/** A part that is a number of the model's tokens, unless it says whose. */
export function numberPart(count: Count, model: string | undefined, aside: string | null): Part {
  const countedFor = (typeof count === "object" ? count.countedFor : undefined) ?? model;
  return { text: null, count: unmarked(count), trust: null, aside, ...(countedFor !== undefined && { countedFor }) };
}

/** A count without whose tokens they are. */
function unmarked(count: Count): Count {
  if (typeof count === "number" || count.countedFor === undefined) return count;
  const { countedFor: _, ...rest } = count;
  return rest.low === rest.high && rest.trust === undefined ? rest.typical : rest;
}

/** A count that says whose tokens they are, where they are not this model's. */
export function marked(count: Count, countedFor: string | undefined, model: string | undefined): Count {
  const plain = unmarked(count);
  return countedFor === undefined || countedFor === model ? plain : { ...rangeOf(plain), countedFor };
}

/** The model that new numbers are of: none where an encoding in its place counts them, whatever the model. */
export function modelOfNumbers({ model, encoding }: Scenario): string | undefined {
  return encoding === undefined ? model : undefined;
}

/** The text that a part's count is of; null: it is a number by itself. */
export function countedText({ text, aside, fromAside }: Part): string | null {
  return text ?? (fromAside ? aside : null);
}

/** The link's settings on the defaults, without what it cleared and without a default that contradicts it. */
function settle(link: Link): Scenario {
  let settings = defaults;
  if (link.scenario.traffic?.conversationsPerDay !== undefined)
    settings = withValue(settings, ["traffic", "requestsPerDay"], undefined);
  for (const { name, path } of flatNames) {
    if (!path || isPart(name)) continue;
    const value = valueAt(link.scenario, path);
    if (value !== undefined || link.cleared.has(name)) settings = withValue(settings, path, value);
  }
  return settings;
}

/**
 * What a link gives, on the page's defaults. `kept` and `imported` are what this tab still holds for the same address. A
 * chat format given beside texts is as it was where the link was made, until one of them is changed: then it follows
 * them; beside numbers alone it is a number like them.
 */
export function stateOf(link: Link, exampleTexts: Texts | null, kept: Texts, imported: Imported | null): State {
  const texts = { ...exampleTexts, ...kept, ...link.texts };
  const settings = settle(link);
  const parts = partsOf(texts, link.scenario.request ?? {}, modelOfNumbers(settings));
  const given = settings.request?.overhead !== undefined && Object.keys(texts).length > 0;
  const tools = given && texts.tools ? parts.tools.count : null;
  if (tools !== null) parts.tools = { ...parts.tools, formatted: tools };
  const { traffic } = link.scenario;
  const conversations = traffic?.conversationsPerDay !== undefined || link.cleared.has("conversationsPerDay");
  return {
    settings,
    trafficUnit: conversations ? "conversationsPerDay" : "requestsPerDay",
    parts,
    example: exampleTexts && link.example ? { id: link.example, edited: Object.keys(link.texts).length > 0 } : null,
    imported,
    chatFormat: given && "given",
    currency: link.currency?.code ? link.currency : null,
    room: link.room,
    place: link.place,
    shareTexts: Object.keys(link.texts).length > 0 && "given",
    problems: link.problems,
  };
}

/** The scenario the engine is asked about. A text not measured yet counts with its last figure, or not at all. */
export function readScenario(state: State): Scenario {
  let scenario = state.settings;
  for (const name of partNames) {
    const { count, countedFor, formatted } = state.parts[name];
    const tokens = (count === null ? null : (formatted ?? count)) ?? 0;
    scenario = withValue(scenario, ["request", name], marked(tokens, countedFor, scenario.model));
  }
  return scenario;
}

/** Whether some text still waits for its count. */
export function isCounting(state: State): boolean {
  return partNames.some((name) => state.parts[name].count === null);
}

/** The texts that stand here, by part. */
export function readTexts(state: State): Texts {
  const texts: Texts = {};
  for (const name of partNames) {
    const { text } = state.parts[name];
    if (text) texts[name] = text;
  }
  return texts;
}

/**
 * The settings with what an imported request holds beside its texts: tokens of its pictures (undefined: it has none, and
 * those stay that were typed), and how many things in it are not counted.
 */
export function withBrought(settings: Scenario, images: Count | undefined, notCounted: number): Scenario {
  const { request } = settings;
  const wanted = {
    images: images === undefined ? request?.images : images || undefined,
    notCounted: notCounted || undefined,
  };
  const same =
    JSON.stringify(request?.images) === JSON.stringify(wanted.images) && request?.notCounted === wanted.notCounted;
  if (same) return settings;
  return withValue(
    withValue(settings, ["request", "images"], wanted.images),
    ["request", "notCounted"],
    wanted.notCounted,
  );
}

/** More text than this is not kept with the history entry: browsers limit it. In UTF-16 units. */
export const mostKept = 2_000_000;

/** UTF-16 units of all together. */
export function textLength(texts: Texts): number {
  return Object.values(texts).reduce((sum, text) => sum + text.length, 0);
}

/** Whether a reload would lose the texts: they are the person's own, and more than a browser keeps. */
export function isTooLongToKeep(state: State): boolean {
  return state.example?.edited !== false && textLength(readTexts(state)) > mostKept;
}

/** Whether a reload would lose the imported request, though not its texts: with its JSON they are more than is kept. */
export function isImportTooLong(state: State): boolean {
  const { imported } = state;
  return imported !== null && textLength(readTexts(state)) + imported.source.length > mostKept;
}
