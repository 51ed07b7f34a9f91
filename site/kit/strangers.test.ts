import assert from "node:assert/strict";
import { test } from "node:test";
import { flatNames, kebab } from "../scenario/flat";
import { strangers } from "./strangers";

const accepted = [...flatNames.map(({ name }) => kebab(name)), "heading-level", "open"];

test("every attribute with a letter too few is named, with the one that is meant", () => {
  for (const name of accepted) {
    if (name.length < 4) continue;
    const typed = name.slice(0, -1);
    if (accepted.includes(typed)) continue;
    const message = strangers([typed], accepted).get(typed) ?? "";
    assert.match(message, /^The attribute “[\w-]+” means nothing here: did you mean [\w-]+\?$/, typed);
  }
  const said = strangers(["requestsperday"], accepted).get("requestsperday");
  assert.equal(said, "The attribute “requestsperday” means nothing here: did you mean requests-per-day?");
});

test("one that is like no other is named with all that are accepted", () => {
  assert.match([...strangers(["scenario-json"], ["model", "turns"]).values()].join(), /accepted are model, turns\.$/);
});

test("what pages, frameworks and HTML itself put on an element is no stranger", () => {
  const theirs =
    "id class style slot title hidden lang dir part role tabindex data-a aria-label onclick v-if x-data :class @click " +
    "_ngcontent-abc-1 [model] (click) #ref xml:lang nonce is";
  assert.deepEqual([...strangers([...theirs.split(" "), ...accepted], accepted)], []);
});
