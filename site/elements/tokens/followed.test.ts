import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import type { ThreeLimits, TokenDocument } from "../../contract";
import { FollowedText, takesAll } from "./followed";

/**
 * An engine whose documents count UTF-16 units, each answer a while after its question; `held` is the text of the
 * newest one.
 */
function slowEngine() {
  const made = { held: "", engine: null as unknown as ThreeLimits };
  made.engine = {
    async document(text: string): Promise<Partial<TokenDocument>> {
      made.held = text;
      let last = Promise.resolve(0);
      return {
        count: text.length,
        replace(from, to, insert) {
          made.held = made.held.slice(0, from) + insert + made.held.slice(to);
          const count = made.held.length;
          last = last.then(() => new Promise((done) => setTimeout(() => done(count), 1)));
          return last;
        },
      };
    },
  } as unknown as ThreeLimits;
  return made;
}

const reading = {
  encoding: "o200k_base",
  special: "text",
  model: undefined,
  trust: { level: "exact", why: "" },
} as const;

test("several changes of one edit, and several edits in one", async () => {
  const made = slowEngine();
  let text = Text.of(["one two", "three four", "five"]);
  const followed = await FollowedText.open(text.toString(), { ...reading, engine: made.engine });
  for (const spec of [
    [
      { from: 0, insert: "zero " },
      { from: 4, to: 7 },
      { from: 18, to: 23, insert: "\n\n" },
    ],
    [
      { from: 2, to: 9, insert: "x" },
      { from: 9, insert: "a much longer insertion\nof two lines" },
    ],
    [{ from: 0, to: 1 }],
  ]) {
    const first = ChangeSet.of(spec, text.length);
    const both = first.compose(ChangeSet.of({ from: 1, insert: "😀" }, first.newLength));
    text = both.apply(text);
    assert.equal(await followed.edit(both), text.length);
    assert.equal(made.held, text.toString());
  }
});

test("no edits wait for those on their way", async () => {
  const made = slowEngine();
  const followed = await FollowedText.open("abc", { ...reading, engine: made.engine });
  void followed.edit(ChangeSet.of({ from: 3, insert: "def" }, 3));
  assert.equal(await followed.edit(ChangeSet.empty(6)), 6);
});

test("takesAll: nothing is left of the text before", () => {
  assert.equal(takesAll(ChangeSet.of({ from: 0, to: 5, insert: "other" }, 5)), true);
  assert.equal(takesAll(ChangeSet.of({ from: 0, to: 5 }, 5)), true);
  assert.equal(
    takesAll(
      ChangeSet.of(
        [
          { from: 0, to: 2, insert: "a" },
          { from: 2, to: 5, insert: "b" },
        ],
        5,
      ),
    ),
    true,
  );
  assert.equal(takesAll(ChangeSet.of({ from: 0, to: 4, insert: "other" }, 5)), false);
  assert.equal(takesAll(ChangeSet.of({ from: 5, insert: "more" }, 5)), false);
  assert.equal(takesAll(ChangeSet.empty(5)), false);
  assert.equal(takesAll(ChangeSet.of({ from: 0, insert: "first" }, 0)), false, "of an empty text nothing is taken");
});
