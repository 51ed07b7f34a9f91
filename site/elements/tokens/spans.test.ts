import assert from "node:assert/strict";
import { test } from "node:test";
import { type Segments, spanAt, spansBetween } from "./spans";

function segments(...ends: number[]): Segments {
  return { ids: Uint32Array.from(ends, (_, i) => 100 + i), ends: Uint32Array.from(ends), first: 0, start: 0 };
}

/** [first, after, from, to] of each span. */
function spans(given: Segments, from: number, to: number): number[][] {
  return [...spansBetween(given, from, to)].map((span) => [span.first, span.after, span.from, span.to]);
}

test("whole tokens are their own spans", () => {
  assert.deepEqual(spans(segments(5, 6, 11), 0, 11), [
    [0, 1, 0, 5],
    [1, 2, 5, 6],
    [2, 3, 6, 11],
  ]);
});

test("tokens inside a character share its span", () => {
  assert.deepEqual(
    spans(segments(0, 0, 2, 3), 0, 3),
    [
      [0, 3, 0, 2],
      [3, 4, 2, 3],
    ],
    "at the start of the text",
  );
  assert.deepEqual(
    spans(segments(1, 1, 1, 3, 4), 0, 4),
    [
      [0, 1, 0, 1],
      [1, 4, 1, 3],
      [4, 5, 3, 4],
    ],
    "after a token",
  );
  assert.deepEqual(
    spans(segments(1, 1, 3, 3, 5), 0, 5),
    [
      [0, 1, 0, 1],
      [1, 3, 1, 3],
      [3, 5, 3, 5],
    ],
    "two in a row",
  );
});

test("any window gives the spans that touch it, as if cut from the whole", () => {
  const given = segments(0, 2, 5, 5, 5, 7, 8, 12);
  const whole = spans(given, 0, 12);
  for (let from = 0; from < 12; from++) {
    for (let to = from + 1; to <= 12; to++) {
      assert.deepEqual(
        spans(given, from, to),
        whole.filter(([, , start = 0, end = 0]) => end > from && start < to),
        `${from}..${to}`,
      );
    }
  }
});

test("tokens of a part of a text", () => {
  const part: Segments = { ...segments(100, 102, 105), first: 40, start: 100 };
  assert.deepEqual(
    spans(part, 0, 1000),
    [
      [0, 2, 100, 102],
      [2, 3, 102, 105],
    ],
    "the first is empty, and shares the span of the next",
  );
  assert.deepEqual(spanAt(part, 104), { first: 2, after: 3, from: 102, to: 105 });
  assert.deepEqual([spanAt(part, 99), spanAt(part, 106)], [null, null], "outside");
});

test("spanAt", () => {
  const given = segments(0, 2, 5);
  assert.deepEqual(spanAt(given, 0), { first: 0, after: 2, from: 0, to: 2 });
  assert.deepEqual(spanAt(given, 1), { first: 0, after: 2, from: 0, to: 2 });
  assert.deepEqual(spanAt(given, 2), { first: 2, after: 3, from: 2, to: 5 });
  assert.deepEqual(
    spanAt(given, 5),
    { first: 2, after: 3, from: 2, to: 5 },
    "the end of the text is in the last token",
  );
  assert.equal(spanAt(segments(), 0), null);
});
