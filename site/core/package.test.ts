/** dist/site as others use it: one engine for one place, an npm package with types, a check that can be stopped. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load, version } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

test("load gives one engine for one place", async () => {
  assert.equal(await load({ worker: false }), await load({ baseURL: dist.href.slice(0, -1) }));
  await assert.rejects(load({ baseURL: "http://[" }), { code: "bad-argument" });
});

test("a check can be stopped, before it starts and while it runs, and the next one works", async () => {
  const limits = await load();
  await assert.rejects(limits.check("a", "gpt2", { signal: AbortSignal.abort() }), { code: "aborted" });
  const stop = new AbortController();
  const long = limits.check("a".repeat(1_000_000), "gpt2", { signal: stop.signal });
  const waiting = limits.check("after it", "gpt2");
  setTimeout(() => stop.abort(), 300);
  await assert.rejects(long, { code: "aborted" });
  assert.equal((await waiting).equal, true);
});

test("the version is the package's", async () => {
  assert.equal((await load()).version, version);
  assert.match(version, /^\d+\.\d+\.\d+$/);
});

test("dist/site is an npm package, with types", { timeout: 60_000 }, async () => {
  const consumer = new URL("../../scratch/consumer/", import.meta.url);
  await rm(consumer, { recursive: true, force: true });
  await mkdir(new URL("node_modules/", consumer), { recursive: true });
  await symlink(fileURLToPath(dist), new URL("node_modules/threelimits", consumer));
  await writeFile(new URL("package.json", consumer), `{"type":"module"}`);
  await writeFile(
    new URL("tsconfig.json", consumer),
    `{"compilerOptions":{"strict":true,"module":"nodenext","target":"es2022","lib":["es2022","dom"],"types":[]},"files":["count.ts"]}`,
  );
  await writeFile(
    new URL("count.ts", consumer),
    `import { load, version, type Estimate, type ThreeLimits } from "threelimits";
const limits: ThreeLimits = await load();
const estimate: Estimate = await limits.estimate({ request: { user: 5 } });
console.log(version, await limits.count("hello world", "o200k_base"), estimate.usage.input);
`,
  );
  const run = promisify(execFile);
  const tsc = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
  await run(tsc, ["--project", "."], { cwd: consumer });
  const { stdout } = await run(process.execPath, ["count.js"], { cwd: consumer });
  assert.equal(stdout.trim(), `${version} 2 5`);
});
