/**
 * The ways to start a worker, and what happens when one is lost, with a stand-in for the browser's Worker on Node's
 * threads.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Worker as Thread } from "node:worker_threads";
import type { ThreeLimits } from "../contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

/** What the page asked for, and which of it the browser refuses, at once or later. */
interface Started {
  url: string;
  type: string;
  thread: Thread;
  worker: StandIn;
}
const started: Started[] = [];
/** Sees what is posted to workers. */
let posted: (message: unknown, worker: StandIn) => void = () => {};
let refuse: (url: string) => "at once" | "later" | "not" = () => "not";

class StandIn {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  #thread: Thread;

  constructor(url: string, { type }: { type: string }) {
    const how = refuse(url);
    if (how === "at once") throw new Error("SecurityError");
    this.#thread = new Thread(new URL("worker.js", dist));
    this.#thread.on("message", (data) => this.onmessage?.({ data }));
    if (how === "later") {
      void this.#thread.terminate();
      setTimeout(() => this.lose());
    }
    started.push({ url, type, thread: this.#thread, worker: this });
  }

  postMessage(message: unknown, transfer: ArrayBuffer[]): void {
    this.#thread.postMessage(message, transfer);
    posted(message, this);
  }
  terminate(): void {
    void this.#thread.terminate();
  }
  lose(): void {
    this.onerror?.({ message: "", preventDefault() {} });
  }
}

Object.assign(globalThis, { Worker: StandIn, location: { origin: "null" } });

let limits: ThreeLimits | undefined;
afterEach(() => {
  limits?.close();
  started.length = 0;
  refuse = () => "not";
  posted = () => {};
});

let bases = 0;
async function fresh(): Promise<ThreeLimits> {
  limits = await load({ worker: true, baseURL: new URL(`?${++bases}`, dist) });
  return limits;
}

test("the worker's own file is tried first", async () => {
  assert.equal(await (await fresh()).count("hello world", "r50k_base"), 2);
  assert.deepEqual(
    started.map(({ url, type }) => [url, type]),
    [[new URL("worker.js", dist).href, "module"]],
  );
});

for (const how of ["at once", "later"] as const) {
  test(`a Blob that imports it is next, when it is refused ${how}`, async () => {
    refuse = (url) => (url.startsWith("blob:") ? "not" : how);
    assert.equal(await (await fresh()).count("hello world", "r50k_base"), 2);
    assert.match(started.at(-1)!.url, /^blob:/);
  });

  test(`then the same thread, when all is refused ${how}; the check says so`, async () => {
    refuse = () => how;
    const here = await fresh();
    assert.equal(await here.count("hello world", "r50k_base"), 2);
    await assert.rejects(here.check("hello", "r50k_base"), {
      code: "reference-failed",
      message: /could not be run here/,
    });
    assert.equal(await here.count("hello world", "r50k_base"), 2);
  });
}

/** Loses so many workers as they are asked for this. */
function loseAt(method: string, times: number): void {
  posted = (message, worker) => {
    if ((message as { method?: string }).method !== method || times-- <= 0) return;
    queueMicrotask(() => worker.lose());
  };
}

test("what a lost worker was asked is asked again of another, twice; the third time it fails", async () => {
  const here = await fresh();
  await here.count("a", "r50k_base");
  loseAt("count", 2);
  const asked = [here.count("hello world", "r50k_base"), here.models()] as const;
  assert.equal(await asked[0], 2);
  assert.ok((await asked[1]).length > 100, "what was asked beside it is answered too");
  assert.equal(started.length, 3);
  loseAt("count", 3);
  await assert.rejects(here.count("hello world", "r50k_base"), { code: "engine-failed", message: /worker stopped/ });
  assert.equal(await here.count("hello world", "r50k_base"), 2);
});

for (const [what, method, ask] of [
  ["usage", "explainUsage", (here) => here.explainUsage('{"model":"gpt-4o","usage":{"prompt_tokens":10}}')],
  ["learning", "samplingOrders", (here) => here.samplingOrders()],
  ["the check", "explain", (here) => here.check("hello world", "r50k_base")],
  [
    "a tokenizer of one's own",
    "convert",
    (here) => here.addEncoding(new Blob(["YQ== 0\nYg== 1\n"]), { name: "mine", pattern: "(?s)." }),
  ],
] as readonly (readonly [string, string, (here: ThreeLimits) => Promise<unknown>])[]) {
  test(`the program for ${what} is started again too`, async () => {
    const here = await fresh();
    const whole = await settledAs(ask(here));
    const before = started.length;
    loseAt(method, 1);
    assert.deepEqual(await settledAs(ask(here)), whole);
    assert.ok(started.length > before);
  });
}

/** A value or a documented failure, without times. */
async function settledAs(work: Promise<unknown>): Promise<string> {
  const text = await work.then(JSON.stringify, ({ code }) => code);
  return text.replace(/"milliseconds":[\d.e-]+/g, "");
}

test("a model is trained anew, up to where it was", async () => {
  const here = await fresh();
  const text = "one two three four one two three five ".repeat(20);
  const generator = await here.generator(text, "r50k_base", { order: 2 });
  const state = await generator.trainTo(40);
  const step = await generator.step([], { seed: 1 } as never);
  loseAt("generatorStep", 1);
  assert.deepEqual(await generator.step([], { seed: 1 } as never), step);
  assert.deepEqual(generator.state, state);
  generator.close();
  await assert.rejects(generator.surprise(), { code: "closed" });
});

test("a document, and a count that is under way, go with their worker; opened again they work", async () => {
  const here = await fresh();
  const document = await here.document("hello", "r50k_base");
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resume) => setTimeout(resume));
      controller.enqueue(new TextEncoder().encode("hello world ".repeat(30_000)));
    },
    cancel() {
      cancelled = true;
    },
  });
  const counting = here.countStream(stream, "r50k_base", {
    onProgress(done) {
      if (done > 1_000_000) started[0]!.worker.lose();
    },
  });
  await assert.rejects(counting, { code: "engine-failed", message: /worker stopped/ });
  assert.equal(cancelled, true);
  for (const ask of [() => document.replace(0, 0, "x"), () => document.segment(0, 1), () => document.describe()]) {
    await assert.rejects(ask(), { code: "engine-failed", message: /worker stopped/ });
  }
  document.close();
  await assert.rejects(document.replace(0, 0, "x"), { code: "closed" });
  const again = await here.document("hello", "r50k_base");
  assert.equal(await again.replace(5, 5, " world"), 2);
  assert.equal(await here.countStream(new Blob(["hello world"]), "r50k_base"), 2);
  assert.equal(started.length, 2);
});

test("a value that cannot be sent fails alone", async () => {
  const here = await fresh();
  await assert.rejects(here.addEncoding(new Blob(["{}"]), { name: "mine", special: { a: (() => 1) as never } }), {
    code: "bad-argument",
  });
  assert.equal(await here.count("hello world", "r50k_base"), 2);
});
