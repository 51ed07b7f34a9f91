import assert from "node:assert/strict";
import { test } from "node:test";
import { arrival, arrived } from "./clock";

const rows: [at: number, from: number, lasts: number, pieces: number, want: number][] = [
  [0, 0.6, 4.375, 350, 0],
  [0.6, 0.6, 4.375, 350, 0],
  [0.6 + 4.375 / 350, 0.6, 4.375, 350, 1],
  [4.975, 0.6, 4.375, 350, 350],
  [99, 0.6, 4.375, 350, 350],
  [1, 1, 0, 5, 5],
  [0.9, 1, 0, 5, 0],
  [1, 0, 2, 0, 0],
];
for (const [at, from, lasts, pieces, want] of rows) {
  test(`${want} of ${pieces} pieces at ${at} s`, () => assert.equal(arrived(at, from, lasts, pieces), want));
}

test("each piece is there at its arrival, and not before", () => {
  for (const [from, lasts, pieces] of [
    [0.6, 4.375, 350],
    [0.1, 1 / 3, 7],
    [2, 1000, 100_000],
  ] as const) {
    for (let piece = 1; piece <= Math.min(pieces, 400); piece++) {
      const at = arrival(piece, from, lasts, pieces);
      assert.equal(arrived(at, from, lasts, pieces), piece);
      assert.equal(arrived(at - lasts / pieces / 2, from, lasts, pieces), piece - 1);
    }
  }
  assert.equal(arrival(3, 0.5, 0, 0), 0.5);
});
