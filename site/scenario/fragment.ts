/**
 * The address fragment: a scenario in readable form, `#model=openai/gpt-5.6-sol&system=800&output=350`.
 *
 * Counts always travel. A part's text travels only when the person asked for it (`systemText=…`; `text` is read as the
 * user's, too), and an example that was not altered travels as its name, and so does the room of the page. A name with
 * nothing after it (`ttft=`) says: not given, not even the page's default.
 *
 * A fragment is written by anyone. Reading it never throws, keeps every part that makes sense and says in a sentence
 * what it left out. It is linear in its length.
 */
import type { PartName, Scenario } from "../contract";
import { nearest } from "../core/nearest";
import type { Texts } from "../requests/imported";
import type { Currency } from "./currency";
import { flatFromScenario, flatName, flatNames, type Problem, readFlat, withValue } from "./flat";

export const partNames: readonly PartName[] = ["system", "tools", "documents", "history", "user"];

/**
 * The rooms beside the first page, each with its own address: `room=tokens`, or a place in it, `room=tokens/languages`.
 */
const roomNames = ["tokens", "models", "bills", "learn"] as const;
export type RoomName = (typeof roomNames)[number];

/** What a link says, before the page puts its defaults under it. */
export interface Link {
  scenario: Scenario;
  /** Flat names given as empty: the person took the value out. */
  cleared: ReadonlySet<string>;
  texts: Texts;
  example: string | null;
  /** Another currency to show, beside US dollars. */
  currency: Currency | null;
  /** null: the first page. */
  room: RoomName | null;
  /** A place in the room, such as one of its tools: the room knows which it has. null: where it begins. */
  place: string | null;
  problems: Problem[];
}

/** More pairs than this are no link of ours. */
const mostPairs = 200;
/** What is quoted from a link in a message, in UTF-16 units. */
const longestQuote = 40;

const textNames = new Map<string, PartName>([
  ...partNames.map((part): [string, PartName] => [`${part}Text`, part]),
  ["text", "user"],
]);

const linkNames = [...flatNames.map(({ name }) => name), ...textNames.keys(), "example", "room"];

/** Reads a fragment, with or without its "#". */
export function parseFragment(hash: string): Link {
  const link: Link = {
    scenario: {},
    cleared: new Set(),
    texts: {},
    example: null,
    currency: null,
    room: null,
    place: null,
    problems: [],
  };
  const cleared = new Set<string>();
  const seen = new Set<string>();
  const pairs = hash
    .replace(/^#/, "")
    .split("&", mostPairs + 1)
    .filter((pair) => pair !== "");
  if (pairs.length > mostPairs) {
    pairs.length = mostPairs;
    link.problems.push({
      name: "",
      text: "",
      message: `This link holds more than ${mostPairs} values; the rest is left out.`,
    });
  }
  for (const pair of pairs) {
    const split = pair.indexOf("=");
    const name = decode(split < 0 ? pair : pair.slice(0, split));
    const text = decode(split < 0 ? "" : pair.slice(split + 1));
    const problem = seen.has(name ?? "") ? again(name ?? "") : readPair(link, cleared, name, text, pair);
    if (problem) link.problems.push(problem);
    if (name !== null) seen.add(name);
  }
  return { ...link, cleared };
}

function again(name: string): Problem {
  return { name, text: "", message: `This link gives ${quote(name)} more than once; the first is used.` };
}

/** Takes one name and text into the link; the problem, if it cannot. */
function readPair(
  link: Link,
  cleared: Set<string>,
  name: string | null,
  text: string | null,
  pair: string,
): Problem | null {
  if (name === null || text === null) {
    return {
      name: name ?? "",
      text: pair,
      message: `${quote(pair)} in this link is damaged: a % must be followed by two digits of a valid escape.`,
    };
  }
  const part = textNames.get(name);
  if (part) {
    link.texts[part] = text;
    return null;
  }
  if (name === "example") {
    link.example = text === "" ? null : text;
    return null;
  }
  if (name === "room") return readRoom(link, text);
  const entry = flatName(name);
  if (name === "currency" || name === "currencyRate") {
    const read = readFlat(entry!, text);
    if ("message" in read) return { name, text, message: shorten(read.message, text) };
    if ("value" in read)
      link.currency = { code: "", rate: "", ...link.currency, [name === "currency" ? "code" : "rate"]: read.value };
    return null;
  }
  if (!entry?.path) return stranger(name, text);
  const read = readFlat(entry, text);
  if ("message" in read) return { name, text, message: shorten(read.message, text) };
  if ("value" in read) link.scenario = withValue(link.scenario, entry.path, read.value);
  else cleared.add(name);
  return null;
}

/** A name that is none; an empty one has no like. */
function stranger(name: string, text: string): Problem {
  const meant = nearest(name, linkNames);
  const hint = meant ? ` Did you mean ${meant}?` : "";
  return { name, text, message: `${quote(name)} in this link means nothing here; it is left out.${hint}` };
}

function readRoom(link: Link, text: string): Problem | null {
  const [given, place] = text.split("/", 2);
  link.room = roomNames.find((name) => name === given) ?? null;
  link.place = (link.room && place) || null;
  if (link.room || text === "") return null;
  return {
    name: "room",
    text,
    message: `There is no room ${quote(text)} here; there are ${roomNames.join(", ")}. This is the first page.`,
  };
}

/** A message that repeats a huge text is no plain sentence: the text in it is cut. */
function shorten(message: string, text: string): string {
  return text.length <= longestQuote ? message : message.split(text.trim()).join(clip(text.trim()));
}

/** A text of a link in a sentence, cut where it is long. */
export function quote(text: string): string {
  return `“${clip(text)}”`;
}

function clip(text: string): string {
  if (text.length <= longestQuote) return text;
  const cut = text.slice(0, longestQuote).replace(/[\ud800-\udbff]$/, "");
  return `${cut}…`;
}

/** The text of an escaped name or value; null where the escapes are broken. "+" is a space, as forms write it. */
function decode(escaped: string): string | null {
  try {
    return wellFormed(decodeURIComponent(escaped.replace(/\+/g, " ")));
  } catch {
    return null;
  }
}

/** Half a surrogate pair is U+FFFD, as the engine counts it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Escapes what would end a value or a link, and leaves the rest readable. */
function encode(text: string): string {
  return encodeURIComponent(wellFormed(text))
    .replace(/%(2F|3A|2C|40|24|3B)/g, (escape) => decodeURIComponent(escape))
    .replace(/%20/g, "+");
}

/** Writes a fragment with its "#"; parseFragment reads the same link back. */
export function formatFragment(
  link: Pick<Link, "scenario"> & Partial<Pick<Link, "cleared" | "texts" | "example" | "currency" | "room" | "place">>,
): string {
  const pairs: [string, string][] = flatFromScenario(link.scenario);
  for (const name of link.cleared ?? []) pairs.push([name, ""]);
  if (link.currency) pairs.push(["currency", link.currency.code]);
  if (link.currency?.rate) pairs.push(["currencyRate", link.currency.rate]);
  if (link.example) pairs.push(["example", link.example]);
  if (link.room) pairs.unshift(["room", link.place ? `${link.room}/${link.place}` : link.room]);
  for (const part of partNames) {
    const text = link.texts?.[part];
    if (text !== undefined) pairs.push([`${part}Text`, text]);
  }
  return `#${pairs.map(([name, text]) => `${name}=${encode(text)}`).join("&")}`;
}
