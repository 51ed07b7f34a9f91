/**
 * An imported request goes out again: byte for byte where nothing was edited, and otherwise with only those texts
 * changed that were. The JSON is edited in place, never written anew, so its form stays the sender's.
 */
import type { PartName } from "../contract";
import { parseJson } from "../json/read";
import type { Imported, Message, Piece, ToolCall } from "./imported";
import { joint, textsOf } from "./read";

/** What stands in each part now; null: nothing the request could take over, such as a number. */
export type PartTexts = Record<PartName, string | null>;

export interface Exported {
  json: string;
  /** Parts whose texts were changed in it. */
  edited: PartName[];
  /** What stands on the page and could not be written into the request; sentences. */
  left: string[];
}

export const partWords: Record<PartName, string> = {
  system: "System prompt",
  tools: "Tools",
  documents: "Documents",
  history: "History",
  user: "User’s message",
};

export function exportRequest(imported: Imported, texts: PartTexts): Exported {
  const changes: { from: number; to: number; json: string }[] = [];
  const edited: PartName[] = [],
    left: string[] = [];
  for (const part of ["system", "tools", "documents", "history", "user"] as const) {
    const text = texts[part];
    if (text === null || text === (textsOf(imported)[part] ?? "")) continue;
    const own = imported.pieces.filter((piece) => piece.part === part);
    const parts =
      own.length === 0
        ? null
        : splitEdited(
            own.map((piece) => piece.text),
            text,
          );
    const problem = whyNot(part, own, parts);
    if (problem !== null) left.push(problem);
    if (problem !== null || !parts) continue;
    edited.push(part);
    own.forEach((piece, i) => {
      if (parts[i] !== piece.text) changes.push({ from: piece.from, to: piece.to, json: literal(piece, parts[i]!) });
    });
  }
  changes.sort((a, b) => a.from - b.from);
  let json = "",
    at = 0;
  for (const change of changes) {
    json += imported.source.slice(at, change.from) + change.json;
    at = change.to;
  }
  return { json: json + imported.source.slice(at), edited, left };
}

function literal(piece: Piece, text: string): string {
  return piece.raw ? text : JSON.stringify(text);
}

function whyNot(part: PartName, own: readonly Piece[], parts: readonly string[] | null): string | null {
  const words = partWords[part];
  if (own.length === 0) return `${words} has no place in the imported request and is left out.`;
  if (!parts)
    return (
      `${words} was edited across the ends of its ${own.length} texts: ` +
      "where one ends and the next begins cannot be told, so they stay as they came."
    );
  if (own.some((piece, i) => piece.raw && !isJson(parts[i]!)))
    return `${words} is not JSON now, so what came stays in the request.`;
  return null;
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The texts that an edited part is made of, one for each it was made of before; null where that cannot be told. Texts
 * that are still there, whole and in order, show where the changed ones lie; among these the number of empty lines
 * does. A line added between two texts belongs to the first.
 */
export function splitEdited(before: readonly string[], edited: string): string[] | null {
  if (before.length <= 1) return [edited];
  let first = 0,
    last = before.length - 1,
    from = 0,
    to = edited.length;
  while (first < last && fits(edited, joint + before[last]!, from, to)) to -= before[last--]!.length + joint.length;
  while (
    first < last &&
    edited.startsWith(before[first]! + joint, from) &&
    from + before[first]!.length + joint.length <= to
  )
    from += before[first++]!.length + joint.length;
  const middle = splitMiddle(before.slice(first, last + 1), edited.slice(from, to));
  return middle && [...before.slice(0, first), ...middle, ...before.slice(last + 1)];
}

function fits(edited: string, end: string, from: number, to: number): boolean {
  return to - end.length >= from && edited.slice(to - end.length, to) === end;
}

function splitMiddle(before: readonly string[], edited: string): string[] | null {
  if (before.length <= 1) return [edited];
  const lines = edited.split(joint);
  const wanted = before.map((text) => text.split(joint).length);
  if (lines.length === wanted.reduce((sum, n) => sum + n, 0)) return wanted.map((n) => lines.splice(0, n).join(joint));
  return splitAtUnchanged(before, edited);
}

/** So many texts are looked for, at most: each is a search through all that was edited. */
const mostAnchors = 50;

/** The longest text that is still there, once, divides the rest. */
function splitAtUnchanged(before: readonly string[], edited: string): string[] | null {
  const inner = before
    .map((text, i) => ({ text, i }))
    .slice(1, -1)
    .sort((a, b) => b.text.length - a.text.length)
    .slice(0, mostAnchors);
  for (const { text, i } of inner) {
    const anchor = joint + text + joint;
    const at = edited.indexOf(anchor);
    if (at < 0 || edited.indexOf(anchor, at + 1) >= 0) continue;
    const left = splitEdited(before.slice(0, i), edited.slice(0, at));
    const right = left && splitEdited(before.slice(i + 1), edited.slice(at + anchor.length));
    return right && [...left, text, ...right];
  }
  return null;
}

/** A message as it stands now. */
export interface CurrentMessage {
  part: PartName;
  role: string;
  speaker: Imported["messages"][number]["speaker"];
  text: string;
  /** Of what a tool gave back: the call it answers, where the request has it. */
  call?: ToolCall;
}

/**
 * The messages of a part with the texts that stand there now; null where they can no longer be told apart, or came as
 * none.
 */
export function messagesNow(imported: Imported, part: PartName, text: string): CurrentMessage[] | null {
  const own = imported.pieces.map((piece, i) => ({ piece, i })).filter(({ piece }) => piece.part === part);
  const parts =
    own.length === 0
      ? text === "" && []
      : splitEdited(
          own.map(({ piece }) => piece.text),
          text,
        );
  if (!parts) return null;
  const now = new Map(own.map(({ i }, n) => [i, parts[n]!]));
  return imported.messages.flatMap((message) => messageNow(message, part, now));
}

/** What tools gave back stands for itself, each beside its call, before what else the message says. */
function messageNow(
  { role, speaker, pieces, answers = [] }: Message,
  part: PartName,
  now: ReadonlyMap<number, string>,
): CurrentMessage[] {
  const textOf = (some: readonly number[]): string[] => some.flatMap((i) => now.get(i) ?? []);
  const found: CurrentMessage[] = [];
  for (const answer of answers) {
    const texts = textOf(answer.pieces);
    if (part === "history" && texts.length === 0 && answer.uncounted) texts.push(answer.uncounted);
    if (texts.length === 0) continue;
    const call = answer.call ? { call: answer.call } : {};
    found.push({ part, role, speaker: "tool", text: texts.join(joint), ...call });
  }
  const said = textOf(pieces.filter((i) => !answers.some((answer) => answer.pieces.includes(i))));
  if (said.length > 0) found.push({ part, role, speaker, text: said.join(joint) });
  return found;
}
