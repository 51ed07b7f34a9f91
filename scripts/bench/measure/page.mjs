/** The same tasks in a page: scripts/bench serves the bundle of this file and calls bench(task). */
import { linearMemory } from "./memory.mjs";
import { run } from "./tasks.mjs";

const body = async (path, as) => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response[as]();
};

globalThis.bench = (task) =>
  run(task, {
    site: new URL("/site/", location.href).href,
    bytes: async (path) => new Uint8Array(await body(`/npm/${path}`, "arrayBuffer")),
    corpus: (name) => body(`/corpora/${name}.txt`, "text"),
    linearMemory,
  });
