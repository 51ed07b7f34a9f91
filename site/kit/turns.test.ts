import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "./turns";

const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
const never = new AbortController().signal;

test("one at a time, in the order of asking", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await rest();
    seen.push(`${name} ends`);
  };
  const all = ["a", "b", "c"].map((name) => turns.take(never, work(name)));
  assert.equal(turns.busy, true);
  await Promise.all(all);
  assert.deepEqual(seen, ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  assert.equal(turns.busy, false);
});

test("who fails does not hold up the others", async () => {
  const turns = new Turns();
  const failing = turns.take(never, async () => {
    throw new Error("no");
  });
  let done = false;
  const next = turns.take(never, async () => {
    done = true;
  });
  await assert.rejects(failing, /no/);
  await next;
  assert.equal(done, true);
});

test("who gives up while waiting never works; who gives up while working is left to end before the next begins", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const first = new AbortController();
  const second = new AbortController();
  const one = turns.take(first.signal, async () => {
    await rest();
    seen.push("first ends");
  });
  const two = turns.take(second.signal, async () => {
    seen.push("second begins");
  });
  const three = turns.take(never, async () => {
    seen.push("third begins");
  });
  await Promise.resolve();
  first.abort(new Error("stopped"));
  second.abort(new Error("stopped"));
  await assert.rejects(one, /stopped/);
  await assert.rejects(two, /stopped/);
  await three;
  assert.deepEqual(seen, ["first ends", "third begins"]);
});
