import assert from "node:assert/strict";
import test from "node:test";
import { Progress } from "./progress";

test("what was exported is imported again; what is no such file changes nothing", () => {
  const before = new Progress();
  let told = 0;
  before.subscribe(() => told++);
  before.keep("cards", { a: 1 });
  before.keep("path", ["tokens"]);
  before.reset("path");
  assert.equal(told, 3);

  const after = new Progress();
  after.imported(`\ufeff${before.exported()}`); // as some editors save it
  assert.deepEqual(after.of("cards"), { a: 1 });
  assert.equal(after.of("path"), undefined);
  for (const [text, said] of [
    ["{", /This is not JSON: line 1, column 2/],
    ["[]", /no file of progress/],
    ['{"format":"threelimits-progress","version":2}', /version/],
    ["null", /no file of progress/],
  ] as const) {
    assert.throws(() => after.imported(text), said);
  }
  assert.deepEqual(after.of("cards"), { a: 1 });
  after.imported('{"format":"threelimits-progress","version":1,"__proto__":{"cards":5},"exercises":{}}');
  assert.equal(after.of("cards"), undefined);
  assert.deepEqual(after.of("exercises"), {});
  after.reset();
  assert.ok(after.empty);
});
