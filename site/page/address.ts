/**
 * The address follows the scenario, and the scenario the address. Writing is held back: WebKit refuses the 101st change
 * in ten seconds. Texts that are not in the link stay with this tab's entry of the history, so that reloading keeps them; they go nowhere else.
 */
import { exampleById, firstExample } from "../examples";
import { parseFragment, partNames, type Texts } from "../scenario/fragment";
import { isCounting, linkOf, readTexts } from "../scenario/store";
import { session } from "./session";

/** At most one change in this time, in milliseconds: 25 in ten seconds. */
const pause = 400;
/** More text than this is not kept with the history entry: browsers limit it. In UTF-16 units. */
const mostKept = 2_000_000;

interface Kept { texts: Texts }

let timer: ReturnType<typeof setTimeout> | undefined;
/** The fragment that the page last read or wrote. Another one is someone's going elsewhere: it is read, never written over. */
let known = "";
let touched = false;
/** Counts the readings: of two under way, the later one holds. */
let readings = 0;

/** The link to what stands on the page now. */
export function link(): string {
  return linkOf(session.store.state, session.estimate?.asOf);
}

/** Reads the address, now and whenever it changes, and writes it after each change. */
export async function followAddress(): Promise<void> {
  await readAddress();
  addEventListener("hashchange", () => {
    if (location.hash !== known) void readAddress();
  });
  const { state } = session.store;
  session.subscribe(() => {
    touched ||= session.store.state.settings !== state.settings || session.store.state.example?.edited !== false;
    if (touched) timer ??= setTimeout(writeAddress, pause);
  });
}

async function readAddress(): Promise<void> {
  known = location.hash;
  const reading = ++readings;
  const given = parseFragment(location.hash);
  const hasRequest = given.example !== null || Object.keys(given.texts).length > 0 || partNames.some((part) => given.scenario.request?.[part] !== undefined);
  const kept = keptTexts();
  if (!hasRequest && !kept) given.example = firstExample.id;
  const example = exampleById(given.example);
  if (given.example && !example) {
    given.problems.push({ name: "example", text: given.example, message: `There is no example “${given.example.slice(0, 40)}” here.` });
    given.example = null;
  }
  const texts = example ? await example.texts() : null;
  if (reading !== readings) return;
  session.store.load(given, texts, kept ?? {});
}

function keptTexts(): Texts | null {
  const state: unknown = history.state;
  if (typeof state !== "object" || state === null || !("texts" in state)) return null;
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
  const next = link();
  const texts = readTexts(state);
  const length = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
  const kept: Kept | null = state.example?.edited === false || length > mostKept ? null : { texts };
  try {
    history.replaceState(kept, "", next);
    known = location.hash;
  } catch {
    // A sandboxed frame or a text the browser will not keep: the link can still be copied.
  }
}
