import assert from "node:assert/strict";
import { test } from "node:test";
import type { Imported } from "../requests/imported";
import { parseFragment } from "./fragment";
import { linkOf } from "./link";
import { countedText, defaults, isCounting, isImportTooLong, isTooLongToKeep, readScenario, readTexts } from "./state";
import { Store } from "./store";

const exact = { level: "exact", why: "counted" } as const;

function opened(hash: string): Store {
  const store = new Store();
  store.load(parseFragment(hash), null);
  return store;
}

test("a link is completed with the page's defaults", () => {
  assert.deepEqual(readScenario(opened("#output=500&system=800").state), {
    ...defaults,
    request: { output: 500, reasoning: 0, maxTokens: 1024, system: 800, tools: 0, documents: 0, history: 0, user: 0 },
  });
});

test("what a link cleared stays out", () => {
  const { state } = opened("#ttft=&requestsPerDay=");
  assert.deepEqual(readScenario(state).speed, { tokensPerSecond: 80 });
  assert.deepEqual(readScenario(state).traffic, { daysPerMonth: 30 });
});

test("conversations a day take the place of requests a day", () => {
  assert.deepEqual(readScenario(opened("#conversationsPerDay=5").state).traffic, {
    conversationsPerDay: 5,
    daysPerMonth: 30,
  });
  const store = opened("");
  store.setTrafficUnit("conversationsPerDay");
  assert.deepEqual(readScenario(store.state).traffic, { conversationsPerDay: 10000, daysPerMonth: 30 });
});

test("typing: a good value is taken, a bad one explained and the last good one kept", () => {
  const store = opened("");
  assert.equal(store.type("output", "1,024"), null);
  assert.match(store.type("output", "-3") ?? "", /cannot be negative/);
  assert.equal(readScenario(store.state).request?.output, 1024);
  assert.equal(store.type("output", ""), null);
  assert.equal(readScenario(store.state).request?.output, undefined);
  assert.throws(() => store.type("__proto__", "1"), /no field/);
});

const links = [
  "#model=openai/gpt-6.1-sol&system=800&documents=2400&user=60&output=350",
  "#output=&ttft=&maxTokens=&daysPerMonth=",
  "#conversationsPerDay=12&turns=5&cachePolicy=incremental&cacheStart=warm",
  "#priceInput=2.50&priceCachedInput=none&priceOutput=15&contextWindow=400000&maxInput=none&maxOutput=128000",
  "#system=880..944..1040&reasoning=2000",
  "#model=openai/gpt-4o&system=800&tools=68&user=60&overhead=8..11..14",
  "#asOf=2026-11-01&systemText=Be+brief.&text=a%26b%3D%25",
];
for (const hash of links) {
  test(`round trip: ${hash}`, () => {
    const first = opened(hash);
    const link = linkOf(first.state, "2026-11-23");
    const second = opened(link);
    assert.deepEqual(second.state.problems, []);
    assert.equal(linkOf(second.state, "2026-12-24"), link);
    assert.deepEqual(readTexts(second.state), readTexts(first.state));
    const { asOf: _, ...reproduced } = readScenario(second.state);
    const { asOf: __, ...given } = readScenario(first.state);
    assert.deepEqual(reproduced, given);
    assert.equal(readScenario(second.state).asOf, first.state.settings.asOf ?? "2026-11-23");
  });
}

test("texts go into the link only on request", () => {
  const store = opened("");
  store.setText("user", "my secret");
  store.measured("user", "my secret", 2, exact);
  assert.ok(!linkOf(store.state, undefined).includes("secret"));
  assert.ok(linkOf(store.state, undefined).includes("user=2"));
  store.shareTexts = true;
  assert.ok(linkOf(store.state, undefined).includes("userText=my+secret"));
  assert.ok(linkOf(store.state, undefined).includes("user=2"));
});

test("a text that came in the link stays there as it came; what is typed to it goes in on request alone", () => {
  const store = opened("#userText=from+a+colleague&user=3");
  store.set("model", "openai/gpt-5.4");
  store.measured("user", "from a colleague", 3, exact);
  assert.match(linkOf(store.state, undefined), /userText=from\+a\+colleague/);
  store.setText("user", "from a colleague, my secret");
  store.measured("user", "from a colleague, my secret", 6, exact);
  assert.doesNotMatch(linkOf(store.state, undefined), /Text=/);
  store.shareTexts = true;
  store.setText("user", "asked for");
  assert.match(linkOf(store.state, undefined), /userText=asked\+for/);
});

test("an untouched example travels as its name, a touched one does not", () => {
  const store = opened("");
  store.loadExample("code-review", { system: "Review.", user: "diff" }, { output: 600 });
  assert.match(linkOf(store.state, undefined), /&example=code-review/);
  store.setText("user", "diff 2");
  assert.doesNotMatch(linkOf(store.state, undefined), /example/);
});

test("an encoding in the model's place travels, and so does the place in a room", () => {
  const store = opened("#encoding=mine&user=9&room=tokens/files");
  assert.deepEqual([store.state.settings.encoding, store.state.room, store.state.place], ["mine", "tokens", "files"]);
  assert.match(linkOf(store.state, undefined), /^#room=tokens\/files&model=[^&]*&encoding=mine&/);
  store.addProblem({ name: "encoding", text: "mine", message: "not here" });
  store.set("encoding", undefined);
  assert.deepEqual(store.state.problems, []);
  assert.doesNotMatch(linkOf(store.state, undefined), /encoding/);
  store.enter("tokens");
  assert.match(linkOf(store.state, undefined), /^#room=tokens&/);
  assert.doesNotMatch(linkOf(store.state, undefined, { room: null, place: null }), /room/);
});

test("a measurement that comes too late is not taken", () => {
  const store = opened("");
  store.setText("user", "one");
  store.setText("user", "one two");
  store.measured("user", "one", 1, exact);
  assert.equal(store.state.parts.user.trust, null);
  store.measured("user", "one two", 2, exact);
  assert.equal(store.state.parts.user.count, 2);
});

test("a text that waits for its first count is counting; an emptied one is zero at once", () => {
  const store = new Store();
  store.load(parseFragment(""), { user: "hello" });
  assert.equal(isCounting(store.state), true);
  store.setText("user", "");
  assert.equal(isCounting(store.state), false);
  assert.equal(readScenario(store.state).request?.user, 0);
});

/** A new total that is all the user's. */
function scale(store: Store, user: number): void {
  store.scaleParts({ system: 0, tools: 0, documents: 0, history: 0, user }, store.state);
}

test("a total that is typed scales the parts that were there before, however many keys that takes, and is undone at once", () => {
  const store = opened("#system=800&documents=7200&user=60&cachePolicy=prefix");
  store.setText("user", "How?");
  store.measured("user", "How?", 60, exact);
  const from = store.state;
  for (const total of [8, 81, 810, 8100])
    store.scaleParts({ system: total, tools: 0, documents: 0, history: 0, user: 1 }, from);
  assert.deepEqual(readScenario(store.state).request?.system, 8100);
  assert.equal(readScenario(store.state).cache?.policy, "prefix");
  assert.equal(store.state.parts.user.aside, "How?");
  assert.match(store.undoable!, /texts are kept aside/);
  store.undo();
  assert.deepEqual(store.state.parts, from.parts);
  assert.equal(store.undoable, null);
  store.scaleParts({ system: 5, tools: 0, documents: 0, history: 0, user: 1 }, from);
  store.unscale(from);
  assert.equal(store.state.parts, from.parts);
});

test("what traffic is counted in stays when its number is emptied, in the link too", () => {
  const store = opened("#conversationsPerDay=200");
  assert.equal(store.type("conversationsPerDay", ""), null);
  assert.equal(store.state.trafficUnit, "conversationsPerDay");
  const link = linkOf(store.state, undefined);
  assert.match(link, /conversationsPerDay=(&|$)/);
  assert.equal(opened(link).state.trafficUnit, "conversationsPerDay");
  assert.equal(store.type("conversationsPerDay", "200"), null);
  assert.deepEqual(store.state.settings.traffic, { conversationsPerDay: 200, daysPerMonth: 30 });
});

test("prices of one's own wait with their model", () => {
  const store = opened("#model=openai/gpt-6.1-sol");
  store.type("priceInput", "9");
  store.pickModel("openai/gpt-5.4");
  assert.equal(store.state.settings.prices, undefined);
  store.pickModel("openai/gpt-6.1-sol");
  assert.deepEqual(store.state.settings.prices, { input: "9" });
});

test("what takes a text's place can be undone, to the letter", () => {
  const store = opened("");
  store.setText("system", "My own words.");
  store.measured("system", "My own words.", 4, exact);
  const before = store.state;
  store.loadExample("code-review", { user: "diff" }, { output: 600 });
  assert.equal(store.undoable, "The example took the place of your text.");
  scale(store, 5000);
  assert.equal(readScenario(store.state).request?.user, 5000);
  store.startEmpty();
  assert.deepEqual(readTexts(store.state), {});
  store.undo();
  store.undo();
  assert.equal(readTexts(store.state).user, "diff");
  store.undo();
  assert.deepEqual(store.state.parts, before.parts);
  assert.deepEqual(store.state.settings, before.settings);
  assert.equal(store.undoable, null);
  store.setText("system", "Typed after going back.");
  store.redo();
  assert.equal(readTexts(store.state).user, "diff");
  store.undo();
  assert.equal(readTexts(store.state).system, "Typed after going back.");
});

test("what was typed and not counted yet comes back too", () => {
  for (const replace of [
    (store: Store) => store.replaceText("user", "a file", "The file took the place."),
    (store: Store) => store.startEmpty(),
    (store: Store) => {
      store.catchUp();
      scale(store, 5000);
    },
    (store: Store) => store.loadExample("code-review", { user: "diff" }, {}),
    (store: Store) => store.openRequest(imported, { user: "imported" }, undefined),
  ]) {
    const store = opened("");
    store.catchUp = () => store.setText("user", "typed just now");
    replace(store);
    store.catchUp = () => {}; // undoing catches up, too
    assert.notEqual(readTexts(store.state).user, "typed just now");
    store.undo();
    assert.equal(readTexts(store.state).user, "typed just now");
  }
});

test("a text set aside for a number comes back", () => {
  const store = opened("");
  store.setText("system", "My own words.");
  store.measured("system", "My own words.", 4, exact);
  assert.equal(store.type("system", "900"), null);
  assert.equal(readScenario(store.state).request?.system, 900);
  store.toText("system");
  assert.equal(store.state.parts.system.text, "My own words.");
  store.toNumber("system");
  assert.equal(store.state.parts.system.text, null);
});

test("a number that was typed for another model says so, there and in the link; its own model has it back", () => {
  const store = opened("#model=openai/gpt-4o&system=3260&user=40&overhead=9");
  store.type("documents", "50..60..70");
  store.pickModel("anthropic/claude-opus-5");
  store.type("user", "41");
  const { request } = readScenario(store.state);
  const marked = (low: number, typical: number, high: number) => ({ low, typical, high, countedFor: "openai/gpt-4o" });
  assert.deepEqual(
    [request?.system, request?.documents, request?.user, request?.overhead],
    [marked(3260, 3260, 3260), marked(50, 60, 70), 41, marked(9, 9, 9)],
  );
  const link = linkOf(store.state, undefined);
  assert.match(link, /&system=3260@openai\/gpt-4o&.*&documents=50\.\.60\.\.70@openai\/gpt-4o&.*&user=41&/);
  assert.deepEqual(readScenario(opened(link).state), readScenario(store.state));
  store.countedForModel("documents");
  assert.deepEqual(readScenario(store.state).request?.documents, { low: 50, typical: 60, high: 70 });
  store.pickModel("openai/gpt-4o");
  const back = readScenario(store.state).request;
  assert.deepEqual([back?.system, back?.overhead], [3260, 9]);
  assert.deepEqual(back?.user, { low: 41, typical: 41, high: 41, countedFor: "anthropic/claude-opus-5" });
});

test("a number that came from a text is counted again from it; one that an encoding counted stays", () => {
  const store = opened("#model=openai/gpt-4o");
  store.setText("user", "hello world");
  store.measured("user", "hello world", 2, exact);
  store.toNumber("user");
  store.pickModel("anthropic/claude-opus-5");
  assert.equal(countedText(store.state.parts.user), "hello world");
  const count = { low: 2, typical: 3, high: 4, trust: "estimate" } as const;
  store.measured("user", "hello world", count, { level: "estimate", why: "no tokenizer" });
  assert.deepEqual(readScenario(store.state).request?.user, count);
  store.type("user", "5");
  assert.equal(countedText(store.state.parts.user), null);
  const counted = opened("#model=openai/gpt-4o&encoding=mine&user=7");
  counted.pickModel("anthropic/claude-opus-5");
  assert.equal(readScenario(counted.state).request?.user, 7);
});

test("what was typed wrongly leaves the part as it was, a text's number too", () => {
  const store = opened("#model=openai/gpt-4o");
  store.setText("user", "hello world");
  store.toNumber("user");
  const before = store.state;
  assert.equal(store.type("user", "3"), null);
  store.putBack("user", before);
  assert.equal(store.state.parts.user, before.parts.user);
  store.type("output", "3");
  store.putBack("output", before);
  assert.deepEqual(store.state.settings, before.settings);
});

test("a name in a link is the model it stands for: what was counted for it was counted for the model", () => {
  const store = opened("#model=gpt-5.4&user=7");
  store.nameModel("openai/gpt-5.4");
  assert.equal(readScenario(store.state).request?.user, 7);
});

test("listeners run once for all changes of a turn, and not for none", async () => {
  const store = opened("");
  await Promise.resolve();
  let calls = 0;
  store.subscribe(() => calls++);
  store.type("output", "1");
  store.type("output", "2");
  store.set("cachePolicy", "prefix");
  assert.equal(calls, 0);
  await Promise.resolve();
  assert.equal(calls, 1);
  store.type("output", "2");
  await Promise.resolve();
  assert.equal(calls, 1);
});

test("another model: prices of one's own go, and can be brought back", () => {
  const store = opened("#model=openai/gpt-4o&priceInput=1&contextWindow=1000&output=7");
  store.pickModel("openai/gpt-6.1-sol");
  const { model, prices, window, request } = readScenario(store.state);
  assert.deepEqual([model, prices, window, request?.output], ["openai/gpt-6.1-sol", undefined, undefined, 7]);
  store.undo();
  assert.equal(readScenario(store.state).model, "openai/gpt-4o");
  assert.deepEqual(readScenario(store.state).prices, { input: "1" });
});

const imported: Imported = {
  source: "{}",
  name: "a.json",
  shape: "chat",
  model: "gpt-4o",
  maxTokens: null,
  id: null,
  pieces: [],
  messages: [],
  toolChoice: null,
  sampling: {},
  uncounted: [],
  pictures: [],
  remarks: [],
};

test("steps from before a reload are undone after those made since", () => {
  const before = opened("#model=openai/gpt-4o&userText=first");
  before.startEmpty();
  const store = opened("#model=openai/gpt-4o&userText=second");
  store.startEmpty();
  store.restore(before.steps);
  store.undo();
  assert.deepEqual(readTexts(store.state), { user: "second" });
  store.undo();
  assert.deepEqual([readTexts(store.state), store.undoable], [{ user: "first" }, null]);
});

test("an imported request takes the place of everything, and everything comes back", () => {
  const store = opened("#model=openai/gpt-6.1-sol&priceInput=1&maxTokens=500&documents=9");
  store.setText("user", "before");
  const before = store.state;
  store.openRequest(imported, { system: "s", user: "u" }, "openai/gpt-4o");
  const { model, prices, request } = readScenario(store.state);
  assert.deepEqual([model, prices, request?.maxTokens, request?.documents], ["openai/gpt-4o", undefined, undefined, 0]);
  assert.deepEqual(
    [readTexts(store.state), store.state.imported, store.state.example],
    [{ system: "s", user: "u" }, imported, null],
  );
  assert.equal(store.undoable, "The imported request took the place of what stood here.");
  store.undo();
  assert.deepEqual(
    [store.state.parts, store.state.settings, store.state.imported],
    [before.parts, before.settings, null],
  );
  store.redo();
  assert.equal(store.state.imported, imported);
});

test("an imported request keeps the model, and prices for it, where the catalogue has none for its name", () => {
  const store = opened("#model=openai/gpt-6.1-sol&priceInput=1");
  store.openRequest({ ...imported, maxTokens: 77 }, { user: "u" }, undefined);
  const { model, prices, request } = readScenario(store.state);
  assert.deepEqual([model, prices, request?.maxTokens], ["openai/gpt-6.1-sol", { input: "1" }, 77]);
});

test("what takes the whole request's place takes the imported one's too; an edit does not", () => {
  for (const replace of [
    (store: Store) => store.startEmpty(),
    (store: Store) => store.loadExample("code-review", { user: "diff" }, {}),
  ]) {
    const store = opened("");
    store.openRequest(imported, { user: "u" }, undefined);
    store.setText("user", "edited");
    store.toNumber("user");
    assert.equal(store.state.imported, imported);
    replace(store);
    assert.equal(store.state.imported, null);
  }
});

const range = { low: 8, typical: 11, high: 14, trust: "estimate" } as const;

test("the chat format, counted in, has its own number in scenario and link and the tools in its form; left out, nothing", () => {
  const store = opened("");
  store.setText("tools", "[]");
  store.measured("tools", "[]", 90, exact);
  store.formatted(range, 68);
  assert.equal(readScenario(store.state).request?.overhead, undefined, "not before it is counted in");
  store.countFormat(true);
  store.formatted(range, 68);
  const { overhead, tools } = readScenario(store.state).request!;
  assert.deepEqual([overhead, tools], [range, 68]);
  assert.match(linkOf(store.state, undefined), /&tools=68&.*&overhead=8\.\.11\.\.14&/);
  const { state } = store;
  store.formatted({ ...range }, 68);
  assert.equal(store.state, state, "the same again changes nothing");
  store.formatted(undefined, undefined);
  assert.deepEqual(
    [readScenario(store.state).request?.overhead, readScenario(store.state).request?.tools],
    [undefined, 90],
  );
  store.formatted(range, 68);
  store.countFormat(false);
  assert.deepEqual(
    [readScenario(store.state).request?.overhead, readScenario(store.state).request?.tools],
    [undefined, 90],
  );
});

test("a chat format in a link is a number beside numbers, and stays beside texts until they change", () => {
  assert.equal(opened("#user=5&overhead=20").state.chatFormat, false);
  assert.equal(opened("#user=5&userText=hi").state.chatFormat, false);
  const withTexts = opened("#tools=68&user=5&overhead=24..27..30&userText=hi&toolsText=[]");
  const given = { overhead: { low: 24, typical: 27, high: 30 }, tools: 68 };
  const now = (): unknown => {
    const { overhead, tools } = readScenario(withTexts.state).request!;
    return { overhead, tools };
  };
  withTexts.measured("tools", "[]", 90, exact);
  withTexts.formatted({ low: 12, typical: 15, high: 18, trust: "estimate" }, 70);
  assert.deepEqual([now(), withTexts.state.chatFormat], [given, "given"], "what is found here is another");
  withTexts.setText("user", "hi there");
  withTexts.formatted({ low: 12, typical: 15, high: 18, trust: "estimate" }, undefined);
  assert.deepEqual(now(), { overhead: { low: 12, typical: 15, high: 18, trust: "estimate" }, tools: 90 });
  for (const change of [
    (store: Store) => store.pickModel("openai/gpt-4o"),
    (store: Store) => store.formatted({ low: 24, typical: 27, high: 30, trust: "estimate" }, undefined),
  ]) {
    const other = opened("#model=openai/gpt-5.4&user=5&overhead=24..27..30&userText=hi");
    change(other);
    assert.equal(other.state.chatFormat, true);
  }
  const store = opened("#user=5&overhead=20");
  assert.equal(readScenario(store.state).request?.overhead, 20);
  scale(store, 100);
  assert.equal(readScenario(store.state).request?.overhead, 20, "it is no part of what is scaled");
});

test("a text that is too long for a link stays out of it", () => {
  const store = opened("");
  store.shareTexts = true;
  store.setText("user", "x".repeat(100_001));
  assert.doesNotMatch(linkOf(store.state, undefined), /userText/);
  store.setText("user", "x".repeat(99_999));
  assert.match(linkOf(store.state, undefined), /userText=x{99999}$/);
});

test("an import that a reload would lose is known, to the character", () => {
  const store = opened("");
  for (const [length, lost] of [
    [1_999_996, false],
    [1_999_997, true],
  ] as const) {
    store.openRequest({ ...imported, source: "x".repeat(length) }, { user: "text" }, undefined);
    assert.equal(isImportTooLong(store.state), lost);
  }
});

test("texts that a reload would lose are known, to the character", () => {
  const store = new Store();
  store.setText("user", "a".repeat(1_999_999));
  store.setText("system", "a");
  assert.equal(isTooLongToKeep(store.state), false);
  store.setText("system", "aa");
  assert.equal(isTooLongToKeep(store.state), true);
});
