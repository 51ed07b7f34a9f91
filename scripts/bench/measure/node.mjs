/** Carries out one task in this process: node node.mjs '{"task":…}' site-directory corpora-directory. Prints its result as JSON. */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { linearMemory } from "./memory.mjs";
import { run } from "./tasks.mjs";

const [task, site, corpora] = process.argv.slice(2);

const result = await run(JSON.parse(task), {
  site: `${pathToFileURL(site).href}/`,
  bytes: (path) => readFile(new URL(`../node_modules/${path}`, import.meta.url)),
  corpus: (name) => readFile(`${corpora}/${name}.txt`, "utf8"),
  linearMemory,
});
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
