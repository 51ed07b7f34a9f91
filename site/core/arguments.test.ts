/**
 * Every call of the module with arguments of every wild kind: each is answered, or rejected with a documented code, and
 * the next good call works. What is called is asked of the module, and which codes there are of the contract.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import type { ThreeLimits } from "../contract";

const root = new URL("../../../", import.meta.url);
const { load } = (await import(new URL("dist/site/threelimits.js", root).href)) as typeof import("../threelimits");

const contract = readFileSync(new URL("site/contract/errors.ts", root), "utf8");
const codes = new Set([...contract.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code]) => code));
assert.ok(codes.size > 20, "the contract's codes are found");

function deep(levels: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const circular: Record<string, unknown> = {};
circular["self"] = circular;
const boom = (): never => {
  throw new RangeError("boom");
};

const wild: Record<string, () => unknown> = {
  undefined: () => undefined,
  null: () => null,
  "no number": () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  "less than nothing": () => -1,
  "a part": () => 0.5,
  "2^53": () => 2 ** 53,
  true: () => true,
  "a text": () => "x",
  "an empty text": () => "",
  NUL: () => "\0",
  "half a pair": () => "\ud800",
  "a bigint": () => 1n,
  "a symbol": () => Symbol("s"),
  "a function": () => () => 1,
  "a class": () => class {},
  "an object": () => ({}),
  "no prototype": () => Object.create(null) as unknown,
  "an array": () => [],
  "holes and null": () => Object.assign(new Array(3), { 1: null }),
  "an array of objects": () => [{}, circular],
  "deep nests": () => deep(50_000),
  "itself inside": () => circular,
  "64-bit words": () => new BigUint64Array(2),
  "signed words": () => new Int32Array([-1, 5]),
  "bytes of nobody": () => structuredClone(new ArrayBuffer(4), { transfer: [] }),
  "a length without end": () => ({ length: Number.POSITIVE_INFINITY }),
  "a length of billions": () => ({ length: 2 ** 32 }),
  "a date": () => new Date(Number.NaN),
  "a promise": () => Promise.resolve(1),
  "an error": () => new Error("mine"),
  "getters that throw": () =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        ["length", "special", "model", "encoding", "seed", "done", "signal", "baseURL", "worker", "request"].map(
          (name) => [name, { get: boom, enumerable: true }],
        ),
      ),
    ),
  "a text that throws": () => ({ toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom, [Symbol.iterator]: boom }),
  "a proxy that refuses": () =>
    new Proxy({}, { get: boom, has: boom, ownKeys: boom, getPrototypeOf: boom, getOwnPropertyDescriptor: boom }),
  "a proxy that throws one": () =>
    new Proxy({}, { get: () => { throw revoked(); }, getPrototypeOf: () => { throw revoked(); } }), // biome-ignore format: one line
  "a proxy that is gone": revoked,
  "an array's proxy": () =>
    new Proxy([1, 2], { get: (of, name) => (name === "length" ? 2 : name === "0" ? boom() : Reflect.get(of, name)) }),
  "a regular expression": () => /x/g,
  "a map": () => new Map([[{}, 1]]),
  "a stream that is none": () => ({ getReader: () => ({ read: boom, releaseLock: boom, cancel: boom }), cancel: boom }),
};

const tiny = new Blob([`${Buffer.from("a").toString("base64")} 0\n`]);
const usage = '{"model":"gpt-5.4","usage":{"prompt_tokens":9,"completion_tokens":3}}';

/** Good arguments of each: the wild ones take the place of each of them, and of each field of an object among them. */
const good: Record<Exclude<keyof ThreeLimits, "version" | "close">, () => unknown[]> = {
  encodings: () => [],
  models: () => [],
  cutoffs: () => [],
  measure: () => ["x", "openai/gpt-5.4"],
  count: () => ["x", "gpt2", { special: "text" }],
  encode: () => ["x", "gpt2", { special: "text" }],
  decode: () => [[1, 2], "gpt2"],
  bytes: () => [[1, 2], "gpt2"],
  segment: () => ["x", "gpt2", { special: "text" }],
  describe: () => ["x"],
  inspect: () => ["x", { encoding: "gpt2", special: "text", tokens: true }],
  document: () => ["x", "gpt2", { special: "text" }],
  countStream: () => [
    new Blob(["x"]),
    "gpt2",
    { special: "text", onProgress() {}, signal: new AbortController().signal },
  ],
  chunk: () => ["x", "gpt2", { maxTokens: 16, overlap: 2, special: "text" }],
  compareTexts: () => [["x", "y"], [{ encoding: "gpt2", usdPerMTok: "1" }], { against: 0 }],
  measureCount: () => [1, "openai/gpt-5.4"],
  estimate: () => [{ model: "openai/gpt-5.4", request: { user: 1 }, prices: { input: "1" } }],
  overhead: () => [{ messages: [{ part: "user", role: "user" }], tools: [], toolChoice: "auto" }, "openai/gpt-5.4"],
  explainUsage: () => [usage, { model: "openai/gpt-5.4", service: "batch", asOf: "2026-11-30", reprice: [] }],
  importPrices: () => ['{"format":"threelimits","version":1,"models":[]}', { format: "threelimits" }],
  exportPrices: () => [["openai/gpt-5.4"]],
  forgetPrices: () => [],
  media: () => [[{ kind: "image", width: 9, height: 9, detail: "low" }], "openai/gpt-5.4"],
  generator: () => ["a b a b", "gpt2", { order: 2, upTo: 3, ends: true, special: "text" }],
  sample: () => [[-1, -2], { temperature: 1, topK: 1 }],
  samplingOrders: () => [],
  logprobs: () => ['{"logprobs":{}}'],
  exercise: () => ["{}", { seed: 1 }],
  grade: () => ["{}", "1", { seed: 1 }],
  answerKey: () => ["{}", { seed: 1 }],
  deck: () => ["{}"],
  lesson: () => ["{}", { done: [] }],
  usualMistakes: () => [],
  sum: () => [["1", "2"]],
  request: () => ['{"model":"gpt-5.4","messages":[{"role":"user","content":"x"}]}', { model: "openai/gpt-5.4" }],
  resolveModel: () => ["gpt-5.4"],
  rescale: () => [3, 2, [1, 1]],
  convert: () => [["1"], "2"],
  addEncoding: () => [tiny, { name: "mine", pattern: "gpt2", special: { x: 5 } }],
  removeEncoding: () => ["mine"],
  check: () => ["x", "gpt2", { signal: new AbortController().signal }],
};

const ofDocument: Record<string, () => unknown[]> = {
  replace: () => [0, 0, "x"],
  segment: () => [0, 1],
  describe: () => [],
};
const ofGenerator: Record<string, () => unknown[]> = {
  step: () => [[1], { temperature: 1, order: ["temperature"] }],
  draws: () => [[1], 3, { temperature: 1 }],
  surprise: () => [2],
  trainTo: () => [2],
};

/** The methods of an object, its class's among them. */
function methodsOf(object: object): string[] {
  const names = new Set([...Object.keys(object), ...Object.getOwnPropertyNames(Object.getPrototypeOf(object))]);
  for (const name of Object.getOwnPropertyNames(Object.prototype)) names.delete(name);
  return [...names].filter((name) => {
    const found =
      Object.getOwnPropertyDescriptor(object, name) ??
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(object), name);
    return typeof found?.value === "function" && name !== "close";
  });
}

/** The good arguments with one thing wild in them; and nothing but wild ones. */
function* attacks(args: () => unknown[]): Generator<[what: string, args: unknown[]]> {
  for (const [kind, make] of Object.entries(wild)) {
    if (args().length > 1) yield [`all ${kind}`, args().map(make)];
    for (let i = 0; i <= args().length; i++) {
      const one = args();
      const at = one[i];
      yield [`${kind} in place ${i}`, Object.assign([...one], { [i]: make() })];
      if (typeof at !== "object" || at === null || at instanceof Blob) continue;
      for (const name of Object.keys(at)) {
        const changed = Array.isArray(at) ? Object.assign([...at], { [name]: make() }) : { ...at, [name]: make() };
        yield [`${kind} as ${name} of place ${i}`, Object.assign(args(), { [i]: changed })];
      }
      const first: unknown = Array.isArray(at) ? at[0] : undefined;
      if (typeof first === "object" && first !== null)
        for (const name of Object.keys(first))
          yield [`${kind} as ${name} in place ${i}`, Object.assign(args(), { [i]: [{ ...first, [name]: make() }] })];
    }
  }
}

const lost: unknown[] = [];
process.on("unhandledRejection", (error) => lost.push(error));

async function attack(object: object, name: string, args: () => unknown[]): Promise<void> {
  const wrong: string[] = [];
  for (const [what, given] of attacks(args)) {
    let asked: unknown;
    try {
      asked = (object as Record<string, (...args: unknown[]) => unknown>)[name]!(...given);
    } catch {
      wrong.push(`${what}: thrown, not rejected`);
      continue;
    }
    if (!(asked instanceof Promise)) wrong.push(`${what}: no promise`);
    try {
      const value: unknown = await asked;
      (value as { close?(): void } | null)?.close?.();
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      if (!codes.has(code ?? "")) wrong.push(`${what}: ${code}, ${message}`);
      if (code === "engine-failed") wrong.push(`${what}: an argument is not the engine's failure: ${message}`);
    }
  }
  assert.deepEqual(wrong, []);
  await new Promise((turn) => setTimeout(turn));
  assert.deepEqual(lost.splice(0), [], "no rejection is left to nobody");
}

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  const limits = await load({ worker });
  after(() => limits.close());
  const alive = async () => assert.equal(await limits.count("hello world", "gpt2"), 2);

  test(`the table has every call, ${where}`, () => {
    assert.deepEqual(methodsOf(limits).sort(), Object.keys(good).sort());
  });
  for (const [name, args] of Object.entries(good)) {
    test(`${name} with anything, ${where}`, async () => {
      await attack(limits, name, args);
      await alive();
    });
  }

  test(`a document with anything, ${where}`, async () => {
    const document = await limits.document("hello world", "gpt2");
    assert.deepEqual(methodsOf(document).sort(), Object.keys(ofDocument).sort());
    for (const [name, args] of Object.entries(ofDocument)) await attack(document, name, args);
    await document.replace(0, document.length, "hello world");
    assert.equal(document.count, 2);
    document.close();
    document.close();
    for (const [name, args] of Object.entries(ofDocument))
      await assert.rejects(
        (document as never as Record<string, (...of: unknown[]) => Promise<unknown>>)[name]!(...args()),
        { code: "closed" },
      );
  });

  test(`a generator with anything, ${where}`, async () => {
    const generator = await limits.generator("a b a b", "gpt2", { order: 2 });
    assert.deepEqual(methodsOf(generator).sort(), Object.keys(ofGenerator).sort());
    for (const [name, args] of Object.entries(ofGenerator)) await attack(generator, name, args);
    assert.ok((await generator.step([])).kept > 0);
    generator.close();
    generator.close();
  });
}

test("load with anything", async () => {
  for (const [kind, make] of Object.entries(wild)) {
    for (const given of [make(), { baseURL: make(), worker: false }, { worker: make() }]) {
      const asked = load(given as never);
      assert.ok(asked instanceof Promise, kind);
      await asked.then(
        (limits) => limits.close(),
        ({ code }: { code?: string }) => assert.ok(codes.has(code ?? ""), `${kind}: ${code}`),
      );
    }
  }
  assert.equal(
    await (await load({ worker: false, baseURL: new URL("?after", new URL("dist/site/", root)) })).count("a", "gpt2"),
    1,
  );
});
