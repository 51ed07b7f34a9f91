/**
 * The address follows the scenario, and the scenario the address. Writing is held back: WebKit refuses the 101st change
 * in ten seconds. Texts that are not in the link stay with this tab's entry of the history, so that reloading keeps
 * them; they go nowhere else.
 */
import { exampleById, firstExample } from "../content/examples";
import type { Imported, Texts } from "../requests/imported";
import { parseFragment, partNames } from "../scenario/fragment";
import { type Carried, linkOf } from "../scenario/link";
import { isCounting, mostKept, readTexts, type State, stateOf, textLength } from "../scenario/state";
import type { Step } from "../scenario/store";
import { session } from "./session";

/** At most one change in this time, in milliseconds: 25 in ten seconds. */
const pause = 400;
/**
 * Text from this length on, in UTF-16 units, is written only once nothing has changed for a while: the browser makes
 * copies of it.
 */
const leastHeldBack = 100_000;
const longPause = 1_000;

/**
 * What goes with an entry of the history. Entries of one visit show one scenario: going back to one of them changes the
 * room and nothing else.
 */
interface Kept {
  visit: string;
  texts: Texts | null;
  imported?: { source: string; name: string };
  /** What undoing goes back to, the oldest first. */
  steps?: KeptStep[];
}

/** A state as its link and what this tab holds beside it. */
interface KeptStep extends Pick<Kept, "texts" | "imported"> {
  label: string;
  link: string;
}

let timer: ReturnType<typeof setTimeout> | undefined;
/**
 * The fragment that the page last read or wrote. Another one is someone's going elsewhere: it is read, never written
 * over.
 */
let known = "";
let touched = false;
/** Counts the readings: of two under way, the later one holds. */
let readings = 0;
/** Between two readings of the address one scenario stands here. */
let visit = "";
/** The room that is open, and the place in it, as the address has them. */
let entered: Where = { room: null, place: null };

export type Where = Pick<State, "room" | "place">;

/** How someone came to the place that is open: by a link from outside, by asking for it here, or by the way back. */
export let arrival: "link" | "asked" | "back" = "link";

/** The link to what stands on the page now, or to the same in another room. */
export function link(where: Where = session.store.state): string {
  return linkOf(session.store.state, session.estimate?.asOf, where, carried());
}

/**
 * What another browser cannot know of the model: prices of one's own, and the window of one that is in no catalogue.
 */
function carried(): Carried {
  const { model } = session;
  if (!model?.own) return {};
  const { prices, window } = model;
  return session.prices.published(model.id) ? { prices } : { prices, window };
}

/** Reads the address, now and whenever it changes, and writes it after each change. */
export async function followAddress(): Promise<void> {
  await readAddress();
  addEventListener("hashchange", () => {
    if (location.hash === known) return;
    if ((history.state as Kept | null)?.visit === visit) stepBack();
    else void readAddress();
  });
  const { state } = session.store;
  session.subscribe(() => {
    const now = session.store.state;
    if (now.room !== entered.room || now.place !== entered.place) return addStep();
    touched ||= now.settings !== state.settings || now.currency !== state.currency || now.example?.edited !== false;
    if (touched) writeSoon();
  });
}

function writeSoon(): void {
  const { state, steps } = session.store;
  const all = [state, ...steps.map((step) => step.state)];
  if (all.reduce((sum, one) => sum + textLength(readTexts(one)), 0) < leastHeldBack) {
    timer ??= setTimeout(writeAddress, pause);
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(writeAddress, longPause);
}

async function readAddress(): Promise<void> {
  known = location.hash;
  const reading = ++readings;
  const given = parseFragment(location.hash);
  const hasRequest =
    given.example !== null ||
    Object.keys(given.texts).length > 0 ||
    partNames.some((part) => given.scenario.request?.[part] !== undefined);
  const texts = textsOf(history.state);
  if (!hasRequest && !texts) given.example = firstExample.id;
  const example = exampleById(given.example);
  if (given.example && !example) {
    given.problems.push({
      name: "example",
      text: given.example,
      message: `There is no example “${given.example.slice(0, 40)}” here.`,
    });
    given.example = null;
  }
  const exampleTexts = example ? await example.texts() : null;
  const imported = texts ? await keptImport(history.state) : null;
  const steps = await keptSteps();
  if (reading !== readings) return;
  arrival = "link";
  visit = `${performance.timeOrigin} ${reading}`;
  entered = { room: given.room, place: given.place };
  session.store.load(given, exampleTexts, texts ?? {}, imported);
  session.store.restore(steps);
}

/** The steps that can be undone, as they were before the page was loaded anew. */
async function keptSteps(): Promise<Step[]> {
  const { steps: kept } = (history.state ?? {}) as Partial<Record<"steps", unknown>>;
  const steps: Step[] = [];
  for (const step of Array.isArray(kept) ? (kept as Partial<Record<"label" | "link", unknown>>[]) : []) {
    if (typeof step?.label !== "string" || typeof step.link !== "string") continue;
    const given = parseFragment(step.link);
    const example = await exampleById(given.example)?.texts();
    const state = stateOf(given, example ?? null, textsOf(step) ?? {}, await keptImport(step));
    steps.push({ label: step.label, state });
  }
  return steps;
}

/** The request that the kept texts came with. */
async function keptImport(from: unknown): Promise<Imported | null> {
  const { imported } = from as Partial<Record<"imported", Partial<Record<"source" | "name", unknown>>>>;
  if (typeof imported?.source !== "string" || typeof imported.name !== "string") return null;
  const { readRequest } = await import("../requests/read");
  const read = readRequest(imported.source, imported.name);
  if (!("request" in read)) return null;
  session.settled(read.request);
  return read.request;
}

/** The way back through the rooms of one visit: the scenario stays as it is now. */
function stepBack(): void {
  known = location.hash;
  arrival = "back";
  const { room, place } = parseFragment(location.hash);
  entered = { room, place };
  session.store.enter(room, place);
  timer ??= setTimeout(writeAddress, pause);
}

/** Another room is another step of the history, at once: the way back leads out of it. */
function addStep(): void {
  const { room, place } = session.store.state;
  entered = { room, place };
  arrival = "asked";
  if (location.hash !== known) return;
  try {
    const both = kept();
    history.replaceState(both, "");
    history.pushState(both, "", link());
    known = location.hash;
  } catch {
    // As in writeAddress.
  }
}

function textsOf(state: unknown): Texts | null {
  if (typeof state !== "object" || state === null || !("texts" in state) || !state.texts) return null;
  const texts: Texts = {};
  for (const part of partNames) {
    const text = (state as { texts: Record<string, unknown> }).texts[part];
    if (typeof text === "string") texts[part] = text;
  }
  return texts;
}

/** Puts the link to what stands here into the address. Called by hand only where a moment's wait will not do. */
export function writeAddress(): void {
  clearTimeout(timer);
  timer = undefined;
  if (location.hash !== known) return; // hashchange is on its way
  const { state } = session.store;
  if (isCounting(state) && session.failures.length === 0) return;
  try {
    history.replaceState(kept(), "", link());
    known = location.hash;
  } catch {
    // A sandboxed frame or a text the browser will not keep: the link can still be copied.
  }
}

/** The texts are left out where the link names them, and where browsers would not keep them. */
function kept(): Kept {
  const { state, steps } = session.store;
  const own = held(state, mostKept);
  const kept: Kept = { visit, texts: own.texts, ...(own.imported && { imported: own.imported }) };
  const newest: KeptStep[] = [];
  let room = mostKept - lengthOf(own);
  for (const step of [...steps].reverse()) {
    const beside = held(step.state, room);
    room -= lengthOf(beside);
    const isWhole = beside.texts !== null || step.state.example?.edited === false;
    if (!isWhole) break;
    newest.unshift({ label: step.label, link: linkOf({ ...step.state, shareTexts: false }, undefined), ...beside });
  }
  return newest.length > 0 ? { ...kept, steps: newest } : kept;
}

/** What is kept beside the link to a state, in so much room. */
function held(state: State, room: number): Pick<Kept, "texts" | "imported"> {
  const texts = readTexts(state);
  const length = textLength(texts);
  if (state.example?.edited === false || length > room) return { texts: null };
  const { imported } = state;
  if (!imported || length + imported.source.length > room) return { texts };
  return { texts, imported: { source: imported.source, name: imported.name } };
}

function lengthOf({ texts, imported }: Pick<Kept, "texts" | "imported">): number {
  return textLength(texts ?? {}) + (imported?.source.length ?? 0);
}
