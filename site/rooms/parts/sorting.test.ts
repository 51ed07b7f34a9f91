import assert from "node:assert/strict";
import { test } from "node:test";
import { pressed, sorted } from "./sorting";

test("numbers by size, names as a reader has them, and what is not known last", () => {
  assert.deepEqual(
    sorted([10, 9, null, 100], (n) => n, false),
    [9, 10, 100, null],
  );
  assert.deepEqual(
    sorted([10, 9, null, 100], (n) => n, true),
    [100, 10, 9, null],
  );
  assert.deepEqual(
    sorted(["b", "é", "a", "E"], (s) => s, false),
    ["a", "b", "E", "é"],
  );
});

test("equal rows keep their order", () => {
  const rows = [
    { n: 1, x: "first" },
    { n: 0, x: "" },
    { n: 1, x: "second" },
  ];
  assert.deepEqual(
    sorted(rows, ({ n }) => n, true).map(({ x }) => x),
    ["first", "second", ""],
  );
  assert.equal(rows[1]!.n, 0, "the given rows are left as they are");
});

test("a heading pressed twice turns the order round", () => {
  const once = pressed({ by: "name", descending: false } as { by: "name" | "tokens"; descending: boolean }, "tokens");
  assert.deepEqual(once, { by: "tokens", descending: false });
  assert.deepEqual(pressed(once, "tokens"), { by: "tokens", descending: true });
  assert.deepEqual(pressed(pressed(once, "tokens"), "tokens"), { by: "tokens", descending: false });
});
