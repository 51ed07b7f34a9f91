import assert from "node:assert/strict";
import test from "node:test";
import { Pile } from "./pile";

test("what is not known comes back, what is known does not", () => {
  const pile = new Pile(["a", "b", "c"]);
  const seen: string[] = [];
  for (let id = pile.next(); id; id = pile.next()) {
    pile.grade(id, seen.includes(id) || id === "b" ? 1 : 0);
    seen.push(id);
  }
  assert.deepEqual(seen, ["a", "b", "c", "a", "c"]);
  assert.match(pile.status(), /knew them all/);
});
