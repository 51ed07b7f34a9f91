// The official core (npm tiktoken) as a filter, for the tests.
//
//   node core.mjs ENCODING text|tokens < records > ids
//
// A record is a little-endian uint32 length and that many bytes, read as TextDecoder reads them; each answer is a uint32 count and that many
// uint32 ids. "tokens" takes special tokens for what they are.
import { readFileSync, writeSync } from "node:fs";
import { get_encoding } from "tiktoken";

const [name, special] = process.argv.slice(2);
const core = get_encoding(name);
const input = readFileSync(0);
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

let pending = [], size = 0;
function flush() {
  const out = Buffer.concat(pending);
  for (let at = 0; at < out.length; ) at += writeSync(1, out, at);
  pending = [];
  size = 0;
}
for (let at = 0; at < input.length; ) {
  const n = input.readUInt32LE(at);
  const text = decoder.decode(input.subarray(at + 4, at + 4 + n));
  at += 4 + n;
  const ids = special === "tokens" ? core.encode(text, "all") : core.encode(text, [], []);
  pending.push(Buffer.from(Uint32Array.of(ids.length).buffer), Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength));
  if ((size += ids.byteLength + 4) > 1 << 20) flush();
}
flush();
