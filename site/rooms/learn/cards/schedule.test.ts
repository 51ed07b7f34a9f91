import assert from "node:assert/strict";
import test from "node:test";
import { Schedule } from "./schedule";

const monday = new Date(2026, 10, 2, 10, 0);
const after = (minutes: number): Date => new Date(monday.getTime() + minutes * 60_000);

test("new cards in order, then those that come back within minutes, and nothing more that day", () => {
  const schedule = new Schedule(["a", "b", "c"], undefined);
  assert.deepEqual(
    [schedule.next(monday), schedule.counts(monday), schedule.comesBack()],
    ["a", { due: 0, new: 3 }, null],
  );
  assert.deepEqual(
    schedule.intervals("a", monday).map((one) => ("minutes" in one ? one.minutes : "days")),
    [1, 6, 10, "days"],
  );
  schedule.rate("a", 0, monday);
  assert.equal(schedule.next(monday), "b");
  assert.equal(schedule.next(after(2)), "a", "what is due comes before what is new");
  schedule.rate("b", 3, after(1));
  schedule.rate("c", 3, after(1));
  assert.equal(schedule.next(monday), "a", "ahead of its time, when nothing else is left");
  schedule.rate("a", 3, after(2));
  assert.deepEqual([schedule.next(after(60)), schedule.counts(after(60))], [null, { due: 0, new: 0 }]);
  const back = schedule.comesBack()!;
  const early = new Date(back.getFullYear(), back.getMonth(), back.getDate(), 0, 5);
  assert.ok(schedule.next(early), "on its day, at whatever hour");
});

test("what is kept is read again, and intervals grow", () => {
  const before = new Schedule(["a"], undefined);
  before.rate("a", 3, monday);
  const again = new Schedule(["a", "b"], JSON.parse(JSON.stringify(before.kept)));
  const back = again.comesBack()!;
  assert.deepEqual([again.next(monday), back], ["b", before.comesBack()]);
  const days = (schedule: Schedule, at: Date): number =>
    ((interval) => ("days" in interval ? interval.days : 0))(schedule.intervals("a", at)[2]!);
  const first = days(again, back);
  again.rate("a", 2, back);
  assert.ok(days(again, again.comesBack()!) > first && first > 1);
});

test("what is no card is as good as new", () => {
  const rated = new Schedule(["a"], undefined);
  rated.rate("a", 3, monday);
  const good = JSON.parse(JSON.stringify(rated.kept["a"])) as Record<string, unknown>;
  assert.notEqual(new Schedule(["a"], { a: good }).comesBack(), null);
  for (const kept of [
    null,
    5,
    [],
    "x",
    { a: null },
    { a: {} },
    { a: { ...good, due: "soon" } },
    { a: { ...good, due: 5 } },
    { a: { ...good, stability: 1e308 } },
    { a: { ...good, reps: "1" } },
    { a: { ...good, state: 7 } },
    { a: { ...good, state: "Review" } },
    { a: { ...good, last_review: null } },
    { __proto__: { a: good } },
  ]) {
    const schedule = new Schedule(["a"], kept);
    assert.deepEqual([schedule.next(monday), schedule.comesBack()], ["a", null], JSON.stringify(kept));
  }
});
