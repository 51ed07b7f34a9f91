import assert from "node:assert/strict";
import { test } from "node:test";
import type { Scenario } from "../contract";
import { formatFragment, type Link, parseFragment, partNames } from "./fragment";

const none: ReadonlySet<string> = new Set();

test("a link to one scenario", () => {
  const link = parseFragment(
    "#model=openai/gpt-5.6-sol&system=800&output=350&requestsPerDay=10000&ttft=0.6&tokensPerSecond=80",
  );
  assert.deepEqual(link, {
    scenario: {
      model: "openai/gpt-5.6-sol",
      request: { system: 800, output: 350 },
      traffic: { requestsPerDay: 10000 },
      speed: { ttft: 0.6, tokensPerSecond: 80 },
    },
    cleared: none,
    texts: {},
    example: null,
    currency: null,
    room: null,
    place: null,
    problems: [],
  });
});

const readings: {
  name: string;
  hash: string;
  scenario?: Scenario;
  texts?: Link["texts"];
  cleared?: string[];
  example?: string | null;
  room?: string;
  place?: string;
  problems?: RegExp[];
}[] = [
  { name: "empty", hash: "" },
  { name: "only the sign", hash: "#" },
  { name: "empty pairs", hash: "#&&output=1&", scenario: { request: { output: 1 } } },
  { name: "grouped by hand", hash: "#output=1,024", scenario: { request: { output: 1024 } } },
  { name: "escaped slash", hash: "#model=openai%2Fgpt-4o", scenario: { model: "openai/gpt-4o" } },
  {
    name: "range",
    hash: "#system=880..944..1040",
    scenario: { request: { system: { low: 880, typical: 944, high: 1040 } } },
  },
  { name: "no limit", hash: "#maxInput=none", scenario: { window: { maxInput: null } } },
  { name: "cleared", hash: "#ttft=&maxTokens", cleared: ["ttft", "maxTokens"] },
  { name: "texts", hash: "#systemText=a+b%2Bc&text=%F0%9F%98%80", texts: { system: "a b+c", user: "😀" } },
  { name: "example", hash: "#example=code-review", example: "code-review" },
  { name: "an encoding", hash: "#encoding=My+Llama+%26+co", scenario: { encoding: "My Llama & co" } },
  { name: "no encoding", hash: "#encoding=", cleared: ["encoding"] },
  { name: "a room", hash: "#room=tokens", room: "tokens" },
  { name: "a place in a room", hash: "#room=tokens/languages/x", room: "tokens", place: "languages" },
  { name: "no such room", hash: "#room=cellar/wine", problems: [/no room “cellar\/wine”/] },
  {
    name: "negative",
    hash: "#output=-5&user=7",
    scenario: { request: { user: 7 } },
    problems: [/Output cannot be negative: -5/],
  },
  { name: "fraction of a token", hash: "#output=1.5", problems: [/Output must be a whole number/] },
  { name: "not a number", hash: "#ttft=NaN", problems: [/Time to first token is not a number: “NaN”/] },
  {
    name: "infinite",
    hash: "#ttft=Infinity&tokensPerSecond=1e999",
    problems: [/Time to first token/, /Tokens per second/],
  },
  { name: "zero speed", hash: "#tokensPerSecond=0", problems: [/must be more than 0/] },
  { name: "beyond whole numbers", hash: "#output=99999999999999999999", problems: [/too large/] },
  { name: "range the wrong way round", hash: "#user=3..2..1", problems: [/low\.\.typical\.\.high/] },
  {
    name: "no such policy",
    hash: "#cachePolicy=always",
    problems: [/Cache policy is one of none, prefix, incremental/],
  },
  { name: "no such day", hash: "#asOf=2026-02-30", problems: [/not a date/] },
  {
    name: "broken escape",
    hash: "#systemText=100%&output=5",
    scenario: { request: { output: 5 } },
    problems: [/“systemText=100%” in this link is damaged/],
  },
  { name: "half an emoji", hash: "#text=%F0%9F", problems: [/damaged/] },
  {
    name: "unknown name",
    hash: "#colour=red&output=5",
    scenario: { request: { output: 5 } },
    problems: [/“colour” in this link means nothing here/],
  },
  {
    name: "misspelt name",
    hash: "#requestperday=5&sytemText=a",
    problems: [/“requestperday”.* Did you mean requestsPerDay\?$/, /“sytemText”.* Did you mean systemText\?$/],
  },
  {
    name: "prototype",
    hash: "#__proto__=1&constructor=2&request.__proto__=3&toString=4",
    problems: [/__proto__/, /constructor/, /request\.__proto__/, /toString/],
  },
  {
    name: "twice",
    hash: "#output=1&output=2",
    scenario: { request: { output: 1 } },
    problems: [/“output” more than once; the first is used/],
  },
  { name: "mark-up", hash: "#output=<img src=x onerror=alert(1)>", problems: [/is not a number/] },
];

for (const {
  name,
  hash,
  scenario = {},
  texts = {},
  cleared = [],
  example = null,
  room = null,
  place = null,
  problems = [],
} of readings) {
  test(`reading: ${name}`, () => {
    const link = parseFragment(hash);
    assert.deepEqual(link.scenario, scenario);
    assert.deepEqual(link.texts, texts);
    assert.deepEqual([...link.cleared], cleared);
    assert.deepEqual([link.example, link.room, link.place], [example, room, place]);
    assert.equal(link.problems.length, problems.length, JSON.stringify(link.problems));
    problems.forEach((pattern, index) => assert.match(link.problems[index]!.message, pattern));
  });
}

test("a hostile link leaves the prototypes alone", () => {
  parseFragment("#__proto__=1&__proto__.polluted=1&constructor.prototype.polluted=1&traffic=1");
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  assert.deepEqual(Object.keys(Object.prototype), []);
});

test("a long link is bounded in values and in what its messages repeat", () => {
  const many = parseFragment(`#${Array.from({ length: 100_000 }, (_, i) => `x${i}=1`).join("&")}`);
  assert.ok(many.problems.length <= 201);
  assert.match(many.problems[0]!.message, /more than 200 values/);
  const { problems } = parseFragment(`#output=${"9a".repeat(500_000)}&model=x`);
  assert.ok(problems[0]!.message.length < 300, problems[0]!.message.slice(0, 400));
});

test("a long text comes through whole", () => {
  const text = "Grüße, 漢字 & 100% + a=b #1\r\n".repeat(20_000);
  assert.equal(parseFragment(formatFragment({ scenario: {}, texts: { documents: text } })).texts.documents, text);
});

test("readable: nothing is escaped that need not be", () => {
  const scenario: Scenario = {
    model: "openai/gpt-6.1-sol",
    asOf: "2026-11-10",
    prices: { input: "2.50", cachedInput: null },
    request: { system: 800, output: 350 },
  };
  assert.equal(
    formatFragment({ scenario, texts: { user: "Is it faulty, and why?" }, cleared: new Set(["ttft"]) }),
    "#model=openai/gpt-6.1-sol&asOf=2026-11-10&priceInput=2.50&priceCachedInput=none" +
      "&system=800&output=350&ttft=&userText=Is+it+faulty,+and+why%3F",
  );
});

/** A seeded generator (mulberry32): every run tries the same links. */
function seeded(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const alphabet = [..."abz059 .,=&%#+/:@\"'<>{}\n\r\t\u0000é漢😀\u202e"];

function anyText(random: (below: number) => number): string {
  return Array.from({ length: random(30) }, () => alphabet[random(alphabet.length)]).join("");
}

function anyLink(random: (below: number) => number): Omit<Link, "problems"> {
  const maybe = <T>(make: () => T): T | undefined => (random(2) ? make() : undefined);
  const count = () => (random(4) ? random(1e6) : { low: random(10), typical: 10 + random(10), high: 20 + random(10) });
  const money = () => `${random(100)}.${random(1000)}`;
  const scenario: Record<string, Record<string, unknown> | string> = {};
  const put = (group: string, name: string, value: unknown): void => {
    if (value !== undefined)
      scenario[group] = { ...(scenario[group] as Record<string, unknown> | undefined), [name]: value };
  };
  const model = anyText(random).trim();
  if (model && random(2)) scenario["model"] = model;
  if (random(2)) scenario["encoding"] = `my ${anyText(random)}s`;
  put("prices", "input", maybe(money));
  put(
    "prices",
    "cacheWrite",
    maybe(() => (random(2) ? money() : null)),
  );
  for (const name of ["system", "tools", "user", "output", "reasoning"]) put("request", name, maybe(count));
  put(
    "window",
    "maxInput",
    maybe(() => (random(2) ? 1 + random(1e7) : null)),
  );
  put(
    "cache",
    "policy",
    maybe(() => ["none", "prefix", "incremental"][random(3)]),
  );
  put(
    "speed",
    "tokensPerSecond",
    maybe(() => 0.25 + random(1000) / 8),
  );
  const texts: Link["texts"] = {};
  for (const part of partNames) if (random(3) === 0) texts[part] = anyText(random);
  const room = random(2);
  return {
    scenario,
    texts,
    cleared: random(2) ? new Set(["ttft", "daysPerMonth"]) : none,
    example: random(2) ? "code-review" : null,
    currency: random(3) ? null : { code: "EUR", rate: random(2) ? `0.${1 + random(1000)}` : "" },
    room: room ? "tokens" : null,
    place: room && random(2) ? "languages" : null,
  };
}

test("property: reading what was written gives the same link", () => {
  const random = seeded(1);
  for (let round = 0; round < 5_000; round++) {
    const link = anyLink(random);
    const written = formatFragment(link);
    assert.deepEqual(parseFragment(written), { ...link, problems: [] }, written);
    assert.match(written, /^#[\x21-\x7e]*$/);
    assert.equal(new URL(written, "https://host.example/page").hash, written === "#" ? "" : written);
  }
});

test("property: any fragment is read without throwing, and reading it again from what was written changes nothing", () => {
  const random = seeded(2);
  const pieces = [
    "model=",
    "output",
    "=",
    "&",
    "%",
    "%41",
    "%F0%9F",
    "systemText=",
    "text=",
    "currency=EUR",
    "currencyRate=",
    "__proto__=",
    "..",
    "-1",
    "1e9",
    "NaN",
    "#",
    "\ud83d",
    "😀",
    "ttft=",
  ];
  for (let round = 0; round < 20_000; round++) {
    const hash = `#${Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join("")}`;
    const link = parseFragment(hash);
    const again = parseFragment(formatFragment(link));
    assert.deepEqual(again.scenario, link.scenario, hash);
    assert.deepEqual(again.problems, [], hash);
  }
});
