import assert from "node:assert/strict";
import { test } from "node:test";
import { samplingFields, settingsOf, usual } from "./settings";

test("what is typed, as the engine takes it; an order that is not known is the first", () => {
  assert.deepEqual(settingsOf(samplingFields, { ...usual, topP: "0.9", order: "none such" }, []), {
    settings: { temperature: 1, topK: 0, topP: 0.9, minP: 0, seed: 1 },
  });
});
