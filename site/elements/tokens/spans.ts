/**
 * Tokens as spans of text. `segment` gives one end per id, in UTF-16 units; a token that ends inside a character ends
 * where the last complete character does, so it can be empty. A span is what can be drawn truthfully: the shortest
 * run of tokens whose text is complete characters. Mostly that is one token; an emoji may take three.
 */

/** Tokens one after another: of a text, or of what is visible of it. */
export interface Segments {
  ids: Uint32Array;
  ends: Uint32Array;
  /** How many tokens come before these in the text, and where these begin. */
  first: number;
  start: number;
}

export interface Span {
  /** Index in the segments of the first token, and of the one after the last. */
  first: number;
  after: number;
  /** UTF-16 offsets. */
  from: number;
  to: number;
}

/** Index of the first token that ends after `offset`. O(log tokens). */
function firstEndingAfter(ends: Uint32Array, offset: number): number {
  let low = 0,
    high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The spans that touch from..to, in order. Costs O(log tokens) and what it yields. */
export function* spansBetween({ ends, start: begin }: Segments, from: number, to: number): Generator<Span> {
  let after = firstEndingAfter(ends, Math.max(from, begin)); // what ends where these begin has no text of its own
  while (after < ends.length) {
    const last = after++;
    const start = last === 0 ? begin : (ends[last - 1] ?? begin);
    if (start > to || (start === to && from !== to)) return;
    yield { first: firstOf(ends, last, begin), after, from: start, to: ends[last] ?? 0 };
    while (after < ends.length && ends[after] === ends[after - 1]) after++;
  }
}

/** The first of the empty tokens that lead up to this one; itself, where there are none. */
function firstOf(ends: Uint32Array, last: number, begin: number): number {
  let first = last;
  while (first > 0 && ends[first - 1] === (first > 1 ? ends[first - 2] : begin)) first--;
  return first;
}

/** The span at an offset: the one that begins there or contains it; at the very end, the last. */
export function spanAt(segments: Segments, offset: number): Span | null {
  const { ends, start } = segments;
  const end = ends[ends.length - 1] ?? start;
  if (end === start || offset < start || offset > end) return null;
  const inside = offset < end ? offset : end - 1;
  for (const span of spansBetween(segments, inside, inside)) return span;
  return null;
}
