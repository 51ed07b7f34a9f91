import { test } from "node:test";
import assert from "node:assert/strict";
import { spelled } from "./words";

test("every token can be seen", () => {
  assert.equal(spelled({ id: 1, text: " the" }), "·the");
  assert.equal(spelled({ id: 1, text: "\n\n" }), "⏎⏎");
  assert.equal(spelled({ id: 1, text: "\ufffd", bytes: "e2 82" }), "0xe2 82");
  assert.equal(spelled({ id: null, text: "", end: true }), "⟨end⟩");
});
