import assert from "node:assert/strict";
import { test } from "node:test";
import { Latest } from "./latest";

/** A worker whose answers are given by hand. */
function held() {
  const asked: number[] = [],
    done: number[] = [],
    failed: number[] = [];
  const answers: { resolve(value: number): void; reject(error: Error): void }[] = [];
  const latest = new Latest<number, number>(
    (input) =>
      new Promise((resolve, reject) => {
        asked.push(input);
        answers.push({ resolve, reject });
      }),
    (output) => done.push(output),
    (_, input) => failed.push(input),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { latest, asked, done, failed, answers, settle };
}

test("one at a time, and of those that arrive meanwhile only the last", async () => {
  const { latest, asked, done, answers, settle } = held();
  latest.ask(1);
  latest.ask(2);
  latest.ask(3);
  assert.deepEqual(asked, [1]);
  assert.ok(latest.busy && latest.overtaken);
  answers[0]?.resolve(10);
  await settle();
  assert.deepEqual(asked, [1, 3]);
  answers[1]?.resolve(30);
  await settle();
  assert.deepEqual(done, [10, 30]);
  assert.ok(!latest.busy && !latest.overtaken);
});

test("a failure that was overtaken is not reported, and the next input works", async () => {
  const { latest, done, failed, answers, settle } = held();
  latest.ask(1);
  latest.ask(2);
  answers[0]?.reject(new Error("late"));
  await settle();
  answers[1]?.reject(new Error("now"));
  await settle();
  assert.deepEqual(failed, [2]);
  latest.ask(3);
  answers[2]?.resolve(33);
  await settle();
  assert.deepEqual(done, [33]);
});
