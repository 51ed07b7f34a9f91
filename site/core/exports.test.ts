/** Each Go program registers exactly the names that its interface in exports.ts has, and there is an interface of each. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Program } from "./program";

const dist = new URL("../../../dist/site/", import.meta.url);
const source = readFileSync(new URL("../../../site/core/exports.ts", import.meta.url), "utf8");

/** By the program's file: the names of its interface, sorted. */
const stated = new Map(
  [...source.matchAll(/^export interface (\w+)Exports \{\n(.*?)^\}/gms)].map(([, program, body]) => [
    `${program!.toLowerCase()}.wasm`,
    [...body!.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name!).sort(),
  ]),
);

test("each program has an interface", () => {
  assert.deepEqual(
    [...stated.keys()].sort(),
    readdirSync(dist)
      .filter((name) => name.endsWith(".wasm"))
      .sort(),
  );
});

for (const [file, names] of stated) {
  test(`${file} registers the names of its interface`, async () => {
    const bytes = readFileSync(new URL(file, dist));
    const program = await Program.start(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    assert.deepEqual(program.names, names);
  });
}
