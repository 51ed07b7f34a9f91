/**
 * What the element is given as a text: candidates with their probabilities, as JSON, `{ "the": 0.5, "a": 0.3 }` or
 * `[["the", 0.5], ["a", 0.3]]`; anything else is a response of an API, which the engine reads.
 */

import { parseJson } from "../../json/read";

export interface GivenCandidate {
  text: string;
  probability: number;
}

export type Given = { candidates: readonly GivenCandidate[] } | { response: string } | { message: string };

/** More are refused: a page of them would not be read. */
const most = 1000;

/** text is untrusted: whatever is wrong with it is said. */
export function readGiven(text: string): Given {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return { response: text }; // the engine says what is wrong with its JSON
  }
  const pairs = pairsOf(value);
  return pairs ? checked(pairs) : { response: text };
}

/** Candidates given by a program. */
export function checked(pairs: readonly (readonly [text: unknown, probability: unknown])[]): Given {
  if (pairs.length === 0)
    return {
      message:
        'There are no candidates in this: give texts with their probabilities, for example { "the": 0.5, "a": 0.3 }.',
    };
  if (pairs.length > most) return { message: `There are ${pairs.length} candidates; at most ${most} are shown.` };
  for (const [text, probability] of pairs) {
    if (typeof text !== "string") return { message: `A candidate is ${shown(text)}; a text is accepted.` };
    if (typeof probability !== "number" || !(probability >= 0 && probability <= 1)) {
      return {
        message: `The probability of ${shown(text)} is ${shown(probability)}; a number from 0 to 1 is accepted.`,
      };
    }
  }
  return {
    candidates: pairs.map(([text, probability]) => ({ text: text as string, probability: probability as number })),
  };
}

/** null: a value of another shape. */
function pairsOf(value: unknown): (readonly [unknown, unknown])[] | null {
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    return value.every((one): one is [unknown, unknown] => Array.isArray(one) && one.length === 2) ? value : null;
  }
  const entries = Object.entries(value);
  return entries.every(([, inner]) => typeof inner !== "object") ? entries : null;
}

function shown(value: unknown): string {
  const text =
    typeof value === "string"
      ? `“${value}”`
      : typeof value === "object" && value !== null
        ? "an object"
        : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
