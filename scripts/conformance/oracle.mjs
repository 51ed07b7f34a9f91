// The tokenizers that people run, as a filter, for the tests beside it.
//
//   node oracle.mjs tiktoken ENCODING text|tokens SPECIALS VOCABULARY < records > ids
//   node oracle.mjs tokenizers FILE text|tokens < records > ids
//
// "tiktoken" is OpenAI's core (npm tiktoken): one of its encodings, or, where it has none of that name, its VOCABULARY with
// special tokens of our own, a JSON file. "tokenizers" is Hugging Face's core (Rust, npm @anush008/tokenizers) with a
// tokenizer.json. A record is a little-endian uint32 length and that many bytes, read as TextDecoder reads them; each answer
// is a uint32 count and that many uint32 ids. "tokens" takes special tokens for what they are.
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";

const [engine, name, special, ...more] = process.argv.slice(2);
const require = createRequire(import.meta.url);

function tiktoken(specials, vocabulary) {
  const { get_encoding, Tiktoken } = require("tiktoken");
  let core;
  try {
    core = get_encoding(name);
  } catch {
    const { bpe_ranks, pat_str } = require(`tiktoken/encoders/${vocabulary}.json`);
    core = new Tiktoken(bpe_ranks, JSON.parse(readFileSync(specials)), pat_str);
  }
  return (text) => (special === "tokens" ? core.encode(text, "all") : core.encode(text, [], []));
}

function tokenizers() {
  const json = JSON.parse(readFileSync(name));
  json.post_processor = null;
  if (special === "text") json.added_tokens = json.added_tokens.filter((token) => !token.special);
  const core = require("@anush008/tokenizers").Tokenizer.fromString(JSON.stringify(json));
  // It numbers added tokens anew where some are missing: back to their own ids.
  const own = new Map(json.added_tokens.map(({ content, id }) => [core.tokenToId(content), id]));
  return async (text) => {
    const ids = (await core.encode(text, null, { addSpecialTokens: false })).getIds();
    return Uint32Array.from(ids, (id) => own.get(id) ?? id);
  };
}

const encode = engine === "tiktoken" ? tiktoken(...more) : tokenizers();
const input = readFileSync(0);
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
let [pending, size] = [[], 0];
function flush() {
  const out = Buffer.concat(pending);
  for (let at = 0; at < out.length; ) at += writeSync(1, out, at);
  [pending, size] = [[], 0];
}
for (let at = 0; at < input.length; ) {
  const n = input.readUInt32LE(at);
  const ids = await encode(decoder.decode(input.subarray(at + 4, at + 4 + n)));
  at += 4 + n;
  pending.push(Buffer.from(Uint32Array.of(ids.length).buffer), Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength));
  if ((size += ids.byteLength + 4) > 1 << 20) flush();
}
flush();
