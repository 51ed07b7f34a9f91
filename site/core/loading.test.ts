/** What can go wrong while programs and vocabularies load, and that the next call works once it is put right. */
import assert from "node:assert/strict";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { SiteAssets } from "./assets";
import { Engine } from "./engine";
import type { EngineExports } from "./exports";
import { Runner } from "./runner";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

/** A server of dist/site whose answers a test may replace. */
type Answer = { status?: number; headers?: Record<string, string>; body?: Uint8Array | string; silent?: boolean };
const answers = new Map<string, Answer>();
const requests: string[] = [];
const server = createServer((request, response) => {
  const path = request.url!.split("/").slice(2).join("/"); // the first part makes base URLs distinct
  requests.push(request.url!);
  const { status = 200, headers = {}, body, silent = false } = answers.get(path) ?? {};
  const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  void (body === undefined ? readFile(new URL(path, dist)) : Promise.resolve(body)).then(
    (content) => {
      response.writeHead(status, { "Content-Type": type, ...headers });
      if (silent) response.write(content);
      else response.end(content);
    },
    () => {
      response.writeHead(404, {});
      response.end();
    },
  );
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
after(() => {
  server.closeAllConnections();
  server.close();
});
const { port } = server.address() as { port: number };

let bases = 0;
/** A base URL that no other test has used, with some answers replaced. */
function serve(replaced: Record<string, Answer>): string {
  answers.clear();
  for (const [path, answer] of Object.entries(replaced)) answers.set(path, answer);
  return `http://127.0.0.1:${port}/${++bases}/`;
}

test("over http: compiled while it arrives", async () => {
  const limits = await load({ baseURL: serve({}) });
  assert.equal(await limits.count("hello world", "o200k_base"), 2);
});

test("a wrong MIME type, and a server that inflates by itself", async () => {
  const limits = await load({
    baseURL: serve({
      "engine.wasm": { headers: { "Content-Type": "text/plain" } },
      "vocab/r50k_base.vocab.gz": { headers: { "Content-Encoding": "gzip" } },
    }),
  });
  assert.equal(await limits.count("hello world", "r50k_base"), 2);
});

for (const [what, answer] of Object.entries<Answer>({
  "that is missing": { status: 404, body: "" },
  "behind a failing server": { status: 503, body: "" },
  "that is a web page": { headers: { "Content-Type": "text/html" }, body: "<!doctype html><title>Welcome</title>" },
  "that is cut off": { body: new Uint8Array(await readFile(new URL("engine.wasm", dist))).subarray(0, 100_000) },
})) {
  test(`an engine ${what}: load fails, and works when it is there`, async () => {
    const baseURL = serve({ "engine.wasm": answer });
    const failing = [load({ baseURL }), load({ baseURL })];
    for (const attempt of failing) await assert.rejects(attempt, { code: "engine-failed" });
    answers.clear();
    const limits = await load({ baseURL });
    assert.equal(await limits.count("hello", "gpt2"), 1);
  });
}

const damaged = new Uint8Array(await readFile(new URL("vocab/r50k_base.vocab.gz", dist)));
damaged.fill(0x55, 5000, 5010);

for (const [what, answer, code] of [
  ["that is missing", { status: 404, body: "" }, "vocabulary-missing"],
  ["that is a web page", { body: "<!doctype html><title>Welcome</title>" }, "vocabulary-corrupt"],
  ["that is empty", { body: "" }, "vocabulary-corrupt"],
  ["with wrong bytes", { body: damaged }, "vocabulary-corrupt"],
  [
    "that is another one",
    { body: new Uint8Array(await readFile(new URL("vocab/p50k_base.vocab.gz", dist))) },
    "vocabulary-corrupt",
  ],
] as [string, Answer, string][]) {
  test(`a vocabulary ${what}: the count fails, others work, and it works when it is there`, async () => {
    const limits = await load({ baseURL: serve({ "vocab/r50k_base.vocab.gz": answer }) });
    await assert.rejects(limits.count("hello", "r50k_base"), { code });
    await assert.rejects(limits.segment("hello", "gpt2"), { code });
    assert.equal(
      (await limits.encodings()).some(({ loaded }) => loaded),
      false,
    );
    assert.equal((await limits.estimate({})).cost, null);
    answers.clear();
    assert.equal(await limits.count("hello", "r50k_base"), 1);
    assert.equal((await limits.encodings()).find(({ name }) => name === "r50k_base")!.loaded, true);
  });
}

for (const path of ["engine.wasm", "vocab/r50k_base.vocab.gz"]) {
  test(`a server that falls silent in the middle of ${path} is not waited for without end`, async () => {
    const whole = new Uint8Array(await readFile(new URL(path, dist)));
    const baseURL = serve({ [path]: { body: whole.subarray(0, whole.length / 2), silent: true } });
    const engine = new Engine(new SiteAssets(baseURL, 300));
    await assert.rejects(engine.count("hello", "r50k_base", "text"), {
      code: path === "engine.wasm" ? "engine-failed" : "vocabulary-missing",
    });
    answers.clear();
    assert.equal(await engine.count("hello", "r50k_base", "text"), 1);
  });
}

test("a program that does not compile is said in a sentence", async () => {
  for (const name of ["engine.wasm", "money.wasm"]) {
    const limits = await load({ baseURL: serve({ "money.wasm": { body: "no program" } }) });
    const asked =
      name === "money.wasm" ? limits.explainUsage("{}") : load({ baseURL: serve({ [name]: { body: "no" } }) });
    await assert.rejects(asked, {
      code: "engine-failed",
      message: /did not arrive whole, or this browser cannot run it/,
    });
  }
});

test("a vocabulary is fetched once, when it is first needed, for every encoding that shares it", async () => {
  const baseURL = serve({});
  const limits = await load({ baseURL });
  const fetched = () =>
    requests.filter((url) => url.startsWith(new URL(baseURL).pathname)).map((url) => url.split("/").at(-1));
  assert.deepEqual(fetched(), ["engine.wasm"]);
  await Promise.all([
    limits.count("a", "r50k_base"),
    limits.segment("b", "r50k_base"),
    limits.encode("c", "r50k_base"),
  ]);
  await limits.count("d", "gpt2");
  assert.deepEqual(fetched(), ["engine.wasm", "r50k_base.vocab.gz"]);
});

test("a program that ends is started anew by the next call", async () => {
  const runner = new Runner<EngineExports>("engine", new SiteAssets(dist.href));
  const engine = new Engine(new SiteAssets(dist.href));
  const count = () =>
    runner.useEncoding("r50k_base", (go) =>
      go.call("count", "r50k_base", "text", new TextEncoder().encode("hello world")),
    );
  assert.equal(await count(), 2);
  const first = await runner.use((go) => go);
  // No memory holds so much: the Go program ends, as it would on a text beyond every limit.
  const beyond = { length: 2 ** 32 - 1 } as Uint8Array<ArrayBuffer>;
  await assert.rejects(
    runner.use((go) => go.call("describe", beyond)),
    { code: "engine-failed", message: /out of memory.*starts anew/ },
  );
  assert.equal(first.alive, false);
  assert.equal(await count(), 2);
  assert.notEqual(await runner.use((go) => go), first);
  assert.equal(await engine.count("hello world", "r50k_base", "text"), 2, "another engine is unharmed");
});

test("documents and counters end with their program, and their numbers are never another's", async () => {
  const engine = new Engine(new SiteAssets(dist.href));
  const { document } = await engine.documentOpen("hello", "r50k_base", "text");
  const counter = await engine.counterOpen("r50k_base", "text");
  const beyond = { length: 2 ** 32 - 1 } as Uint8Array<ArrayBuffer>;
  assert.throws(() => engine.counterWrite(counter, beyond), { code: "engine-failed", message: /out of memory/ });
  const gone = [
    () => engine.documentReplace(document, 0, 0, "x"),
    () => engine.documentSegment(document, 0, 1),
    () => engine.documentDescribe(document),
    () => engine.documentClose(document),
    () => engine.counterFinish(counter),
    () => engine.counterClose(counter),
  ];
  for (const ask of gone) assert.throws(ask, { code: "closed" });
  const again = await engine.documentOpen("hello world", "r50k_base", "text");
  const other = await engine.counterOpen("r50k_base", "text");
  assert.equal(again.count, 2);
  for (const ask of gone) assert.throws(ask, { code: "closed" });
  assert.equal(engine.documentReplace(again.document, 0, 0, "say "), 3);
  assert.equal(engine.counterFinish(other), 0);
  assert.throws(() => engine.counterFinish(other), { code: "closed" });
});

test("the boundary answers wrong arguments with a sentence, and recovers a panic", async () => {
  const runner = new Runner<EngineExports>("engine", new SiteAssets(dist.href));
  const call = (...args: unknown[]) => runner.use((go) => (go.call as (...args: unknown[]) => unknown)(...args));
  for (const args of [
    ["count"],
    ["count", 1, 2, 3],
    ["describe", "text"],
    ["describe", null],
    ["describe", undefined],
    ["models", {}],
    ["decode", "r50k_base", new Uint8Array(3)],
    ["loadVocabulary", "r50k_base", 5],
  ]) {
    await assert.rejects(call(...args), { code: "bad-argument" }, JSON.stringify(args));
  }
  await assert.rejects(call("describe", { length: -1 }), { code: "engine-failed" });
  await assert.rejects(call("describe", {}), { code: "engine-failed" });
  await assert.rejects(call("count", "r50k_base", "text", new Uint8Array(1)), { code: "vocabulary-missing" });
  assert.deepEqual(await runner.use((go) => go.alive), true);
});

test("without reference.wasm the check fails and counting goes on", async () => {
  const copy = new URL("../../scratch/without-reference/", import.meta.url);
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  await cp(dist, copy, { recursive: true });
  await rm(new URL("reference.wasm", copy));
  const limits = await load({ baseURL: copy });
  await assert.rejects(limits.check("hello", "r50k_base"), { code: "reference-failed", message: /reference\.wasm/ });
  assert.equal(await limits.count("hello", "r50k_base"), 1);
  await writeFile(new URL("reference.wasm", copy), await readFile(new URL("reference.wasm", dist)));
  assert.equal((await limits.check("hello", "r50k_base")).equal, true);
  limits.close();
});
