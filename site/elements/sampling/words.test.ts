import assert from "node:assert/strict";
import { test } from "node:test";
import { spelled, written } from "./words";

test("every token can be seen", () => {
  assert.equal(spelled({ id: 1, text: " the" }), "·the");
  assert.equal(spelled({ id: 1, text: "\n\n" }), "⏎⏎");
  assert.equal(spelled({ id: 1, text: "\ufffd", bytes: "e2 82" }), "0xe2 82");
  assert.equal(spelled({ id: null, text: "", end: true }), "⟨end⟩");
});

test("in its text a token is as it is, but for what is no token of any vocabulary", () => {
  assert.equal(written({ id: 1, text: " the\n" }), " the\n");
  assert.equal(written({ id: 1, text: "\ufffd", bytes: "e2 82" }), "0xe2 82");
  assert.equal(written({ id: 1, text: "a".repeat(300_000) }).length, 201);
  assert.equal(spelled({ id: 1, text: "a".repeat(300_000) }).length, 201);
});
