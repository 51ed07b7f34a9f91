/**
 * The tools that are compared, each behind the same three functions: `open` makes an encoding ready, `count` counts as a
 * user of that package would, `forget` empties what it has learnt from the text, so that the next pass is a first one again.
 *
 * `env` is what differs between Node and a page: where the module and the peers' binary files are (node.mjs, page.mjs).
 * Imports are dynamic, so that a process or page holds one tool and nothing of the others.
 */

/** @typedef {{ site: string, bytes(path: string): Promise<Uint8Array> }} Env */
/** @typedef {{ count(text: string): number | Promise<number>, forget(): void | Promise<void> }} Tool */

/** @type {Record<string, (encoding: string, env: Env) => Promise<Tool>>} */
export const tools = {
  threelimits: (encoding, env) => ours(encoding, env, false),
  "threelimits (worker)": (encoding, env) => ours(encoding, env, true),

  async "gpt-tokenizer"(encoding) {
    const api = await {
      o200k_base: () => import("gpt-tokenizer/encoding/o200k_base"),
      cl100k_base: () => import("gpt-tokenizer/encoding/cl100k_base"),
    }[encoding]();
    return { count: (text) => api.countTokens(text), forget: () => api.clearMergeCache() };
  },

  async "ai-tokenizer"(encoding) {
    const [{ Tokenizer }, data] = await Promise.all([
      import("ai-tokenizer"),
      {
        o200k_base: () => import("ai-tokenizer/encoding/o200k_base"),
        cl100k_base: () => import("ai-tokenizer/encoding/cl100k_base"),
      }[encoding](),
    ]);
    let tokenizer = new Tokenizer(data);
    return {
      count: (text) => tokenizer.count(text),
      forget: () => {
        tokenizer = new Tokenizer(data);
      },
    };
  },

  async tiktoken(encoding, env) {
    const [{ init, Tiktoken }, { default: data }] = await Promise.all([
      import("tiktoken/lite/init"),
      {
        o200k_base: () => import("tiktoken/encoders/o200k_base"),
        cl100k_base: () => import("tiktoken/encoders/cl100k_base"),
      }[encoding](),
    ]);
    const wasm = await env.bytes("tiktoken/lite/tiktoken_bg.wasm");
    await init((imports) => WebAssembly.instantiate(wasm, imports));
    const encoder = new Tiktoken(data.bpe_ranks, data.special_tokens, data.pat_str);
    return { count: (text) => encoder.encode_ordinary(text).length, forget() {} };
  },

  async "js-tiktoken"(encoding) {
    const [{ Tiktoken }, { default: ranks }] = await Promise.all([
      import("js-tiktoken/lite"),
      {
        o200k_base: () => import("js-tiktoken/ranks/o200k_base"),
        cl100k_base: () => import("js-tiktoken/ranks/cl100k_base"),
      }[encoding](),
    ]);
    const encoder = new Tiktoken(ranks);
    return { count: (text) => encoder.encode(text, [], []).length, forget() {} };
  },
};

/** Three Limits through its public module. To forget is to load it anew: whatever it keeps lives in the engine. */
async function ours(encoding, env, worker) {
  const { load } = await import(`${env.site}threelimits.js`);
  let engine = await load({ worker });
  return {
    count: (text) => engine.count(text, encoding),
    async forget() {
      engine.close();
      engine = await load({ worker });
      await engine.count("hello", encoding);
    },
  };
}
