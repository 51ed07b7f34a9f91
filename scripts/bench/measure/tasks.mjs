/**
 * What is measured. A task is plain data; run() carries it out and returns plain data, the same in Node and in a page.
 * Times are milliseconds of performance.now().
 */
import { tools } from "./tools.mjs";

/** @typedef {({ corpus: string, bytes?: number } | { unit: string, bytes: number }) & { times?: number, separator?: string }} Text */

/** @typedef {import("./tools.mjs").Env & { corpus(name: string): Promise<string>, linearMemory(): number }} Env */

/** @param {{ task: string }} spec @param {Env} env */
export function run(spec, env) {
  return tasks[spec.task](spec, env);
}

const tasks = {
  /** One text with one tool: ready, first pass, first passes again with compiled code, passes with everything warm. */
  async count({ tool, encoding, text, passes }, env) {
    const content = await resolve(text, env);
    const begin = performance.now();
    const tokenizer = await tools[tool](encoding, env);
    await tokenizer.count("hello");
    const ready = performance.now() - begin;
    const [first, count] = await timed(() => tokenizer.count(content));
    const again = await series(passes, () => tokenizer.count(content));
    const cleared = await series(
      passes,
      () => tokenizer.count(content),
      () => tokenizer.forget(),
    );
    return { count, ready, first, again, cleared };
  },

  /** The names of our encodings. */
  async encodings(spec, env) {
    const { load } = await import(`${env.site}threelimits.js`);
    const limits = await load({ worker: false });
    return (await limits.encodings()).map(({ name }) => name);
  },

  /** One text, one pass: for texts on which a tool may take very long. */
  async once({ tool, encoding, text }, env) {
    const content = await resolve(text, env);
    const tokenizer = await tools[tool](encoding, env);
    await tokenizer.count("hello");
    const [first, count] = await timed(() => tokenizer.count(content));
    return { count, first };
  },

  /** One text over and over, to be watched by a profiler. */
  async repeat({ tool, encoding, text, milliseconds }, env) {
    const content = await resolve(text, env);
    const tokenizer = await tools[tool](encoding, env);
    const times = [];
    for (const end = performance.now() + milliseconds; performance.now() < end; )
      times.push((await timed(() => tokenizer.count(content)))[0]);
    return { passes: times.length, fastest: Math.min(...times), last: times.at(-1) };
  },

  /** Several texts with our engine in one process: batches of at least 2 ms each, of warm code. */
  async runs({ encoding, texts }, env) {
    const tokenizer = await tools.threelimits(encoding, env);
    const results = [];
    for (const text of texts) {
      const content = await resolve(text, env);
      for (const end = performance.now() + 100; performance.now() < end; ) await tokenizer.count(content);
      const [once, count] = await timed(() => tokenizer.count(content));
      const repeats = Math.max(1, Math.ceil(2 / Math.max(once, 0.001)));
      const times = await series(once > 300 ? 1 : 15, async () => {
        for (let i = 0; i < repeats; i++) await tokenizer.count(content);
      });
      results.push({ count, times: [once, ...times.map((t) => t / repeats)] });
    }
    return results;
  },

  /** The engine by itself, then a vocabulary, then what memory they hold. */
  async load({ encoding }, env) {
    const { load } = await import(`${env.site}threelimits.js`);
    const [engineReady, limits] = await timed(async () => {
      const limits = await load({ worker: false });
      await limits.encodings();
      return limits;
    });
    const before = env.linearMemory();
    const [vocabulary] = await timed(() => limits.count("hello", encoding));
    return { engine: engineReady, vocabulary, before, after: env.linearMemory() };
  },

  /** A document that is opened and then edited in random places, each edit by itself. */
  async document({ encoding, text, calls }, env) {
    const { load } = await import(`${env.site}threelimits.js`);
    const limits = await load({ worker: false });
    await limits.count("hello", encoding);
    const content = await resolve(text, env);
    const [open, document] = await timed(() => limits.document(content, encoding));
    const place = places();
    const edit = async () => {
      const at = place(document.length - 8);
      const [length, insert] = [
        [0, "x"],
        [1, ""],
        [0, " word"],
        [0, "\n"],
        [5, "another"],
        [1, "\u65e5"],
      ][place(6)];
      return (await timed(() => document.replace(at, at + length, insert)))[0];
    };
    for (const end = performance.now() + 500; performance.now() < end; ) await edit(); // compiled code, as for count
    const edits = [];
    for (let i = 0, total = 0; i < calls && total < 10_000; i++, total += edits.at(-1)) edits.push(await edit());
    return { open, edits };
  },

  /** A stream of a text over and over, up to so many bytes, made as it is read; and count() of the text in memory. */
  async stream({ encoding, texts, bytes }, env) {
    const { load } = await import(`${env.site}threelimits.js`);
    const limits = await load({ worker: false });
    const content = (await Promise.all(texts.map((text) => resolve(text, env)))).join("\n");
    const encoded = new TextEncoder().encode(content);
    for (const end = performance.now() + 1000; performance.now() < end; ) await limits.count(content, encoding);
    const before = env.linearMemory();
    let at = 0;
    const source = new ReadableStream({
      pull(controller) {
        if (at >= bytes) return controller.close();
        const from = at % encoded.length;
        const part = encoded.slice(from, from + Math.min(1 << 16, bytes - at)); // as much as a file's stream gives
        at += part.length;
        controller.enqueue(part);
      },
    });
    const [streamed, count] = await timed(() => limits.countStream(source, encoding));
    const after = env.linearMemory();
    const inMemory = await series(5, () => limits.count(content, encoding));
    return { count, streamed, before, after, bytes: encoded.length, inMemory };
  },

  /** estimate() with the shared example, many times. */
  async estimate({ scenario, calls }, env) {
    const { load } = await import(`${env.site}threelimits.js`);
    const limits = await load({ worker: false });
    for (let i = 0; i < 20; i++) await limits.estimate(scenario);
    return series(calls, () => limits.estimate(scenario));
  },

  /** tiktoken-go in the page, as the Check button runs it; its own time, without loading. */
  async reference({ encoding, text }, env) {
    const { load } = await import(`${env.site}threelimits.js`);
    const limits = await load();
    await limits.check("hello", encoding); // reads the vocabulary
    const { reference, equal } = await limits.check(await resolve(text, env), encoding);
    return { count: reference.tokens, first: reference.milliseconds, equal };
  },
};

/** The same places each time: a linear congruential generator's upper bits. */
function places() {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Runs of one unit are made here: ten megabytes need not travel. */
async function resolve(text, env) {
  const once = await resolveOnce(text, env);
  return text.times ? Array(text.times).fill(once).join(text.separator) : once;
}

async function resolveOnce(text, env) {
  if ("unit" in text)
    return text.unit.repeat(Math.ceil((text.bytes ?? 1) / new TextEncoder().encode(text.unit).length));
  const content = await env.corpus(text.corpus);
  if (!text.bytes) return content;
  const bytes = new TextEncoder().encode(content);
  const repeated = new Uint8Array(text.bytes);
  for (let at = 0; at < repeated.length; at += bytes.length) repeated.set(bytes.subarray(0, repeated.length - at), at);
  return new TextDecoder().decode(repeated).replace(/\uFFFD$/, "");
}

async function timed(action) {
  const begin = performance.now();
  const result = await action();
  return [performance.now() - begin, result];
}

/** A series ends early once it has taken three seconds: one pass of a slow tool says as much as five. */
async function series(length, action, before = () => {}) {
  const times = [];
  for (let total = 0; times.length < length && total < 3000; total += times.at(-1)) {
    await before();
    times.push((await timed(action))[0]);
  }
  return times;
}
