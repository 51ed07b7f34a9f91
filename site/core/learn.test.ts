/**
 * The generation loop in the module as it ships, with and without a worker: training, steps, draws, distributions in
 * responses, and what is refused.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import type { SamplingSettings, ThreeLimits, TokenGenerator } from "../contract";

const dist = new URL("../../../dist/site/", import.meta.url);
const { load } = (await import(new URL("threelimits.js", dist).href)) as typeof import("../threelimits");

const story =
  "The cat sat on the mat. The dog sat on the log. The cat saw the dog, and the dog saw the cat. \u{1f431}\u{1f436} ".repeat(
    20,
  );

const refusedSettings: [name: string, settings: unknown, field: string][] = [
  ["a temperature of NaN", { temperature: Number.NaN }, "temperature"],
  ["an infinite one", { temperature: Number.POSITIVE_INFINITY }, "temperature"],
  ["one below zero", { temperature: -1 }, "temperature"],
  ["one of 1e308", { temperature: 1e308 }, "temperature"],
  ["a text for one", { temperature: "1" }, "temperature"],
  ["null for one", { temperature: null }, "temperature"],
  ["half a top_k", { topK: 1.5 }, "topK"],
  ["a top_p above 1", { topP: 1.01 }, "topP"],
  ["a min_p below 0", { minP: -0.01 }, "minP"],
  ["a step that is none", { order: ["topA"] }, "order[0]"],
  ["a step twice", { order: ["topK", "topK"] }, "order[1]"],
  ["an empty stop", { stop: [""] }, "stop.0"],
  ["a name of an API", { top_k: 5 }, "top_k"],
  ["a seed below 0", { seed: -1 }, "seed"],
  ["more generated than there is", { generated: 1000 }, "generated"],
  ["no object", "hot", "settings"],
];

const chat = {
  choices: [
    {
      logprobs: {
        content: [
          {
            token: "Hi",
            logprob: -0.5,
            bytes: [72, 105],
            top_logprobs: [
              { token: "Hi", logprob: -0.5, bytes: [72, 105] },
              { token: "Hey", logprob: -2, bytes: null },
            ],
          },
          { token: "\\xf0", logprob: -9, bytes: [240], top_logprobs: [{ token: "!", logprob: -0.1, bytes: [33] }] },
        ],
      },
    },
  ],
};

const refusedLogprobs: [name: string, text: string, says: RegExp, field: string | undefined][] = [
  ["nothing", "", /^This is not JSON: line 1, column/, undefined],
  ["a sentence", "hello", /^This is not JSON: line 1, column/, undefined],
  ["null", "null", /no log-probabilities in this/, undefined],
  ["a response without", `{"choices":[{"logprobs":null}]}`, /no log-probabilities in this/, undefined],
  ["deep nesting", "[".repeat(50_000) + "]".repeat(50_000), /nested deeper than 200 levels/, undefined],
  [
    "a probability above 1",
    `{"content":[{"token":"a","logprob":3}]}`,
    /content\.0\.logprob is 3; accepted/,
    "content.0.logprob",
  ],
  ["a prototype's name", `{"__proto__":[{"token":"a","logprob":"x"}]}`, /__proto__\.0\.logprob/, "__proto__.0.logprob"],
];

const supportDay = readFileSync(new URL("../../../site/content/exercises/support-day.json", import.meta.url), "utf8");
const choice = readFileSync(new URL("../../../site/content/exercises/choice-caching.json", import.meta.url), "utf8");

for (const worker of [false, true]) {
  const where = worker ? "in a worker" : "on this thread";
  let limits: ThreeLimits;
  let generator: TokenGenerator;

  async function answer(prompt: string, settings: SamplingSettings): Promise<{ text: string; reason: string }> {
    const context = [...(await limits.encode(prompt, "o200k_base"))];
    for (let generated = 0; generated < 200; generated++) {
      const { draw, stop } = await generator.step(context, { ...settings, generated });
      if (stop) return { text: stop.text, reason: stop.reason };
      context.push(draw.candidate.token!.id!);
    }
    throw new Error("it never stops");
  }

  test(`a model is trained on a text, ${where}`, async () => {
    limits = await load({ worker });
    generator = await limits.generator(story, "o200k_base");
    const tokens = await limits.count(story, "o200k_base");
    const different = new Set(await limits.encode(story, "o200k_base")).size;
    assert.deepEqual(generator.state, { tokens, upTo: tokens, percent: 100, order: 3, vocabulary: different + 1 });
    assert.equal(generator.encoding, "o200k_base");
  });

  test(`a step shows the whole distribution, ${where}`, async () => {
    const context = await limits.encode("The cat", "o200k_base");
    const step = await generator.step(context, { shown: 3, topK: 5, temperature: 0.7, seed: 4 });
    assert.deepEqual(
      [step.candidates.length, step.count, step.kept, step.context],
      [3, step.vocabulary, 5, { tokens: 2, generated: 0, known: 2 }],
    );
    const sum = (of: "before" | "after") => step.candidates.reduce((all, one) => all + one[of], step.rest![of]);
    assert.ok(Math.abs(sum("before") - 1) < 1e-12 && Math.abs(sum("after") - 1) < 1e-12);
    assert.ok([" sat", " saw"].includes(step.candidates[0]!.token!.text));
    assert.deepEqual(
      step.steps.map(({ name }) => name),
      ["temperature", "topK", "topP", "minP"],
    );
    assert.ok(step.draw.at >= step.draw.candidate.from && step.draw.at < step.draw.candidate.to);
    assert.deepEqual(await generator.step(context, { shown: 3, topK: 5, temperature: 0.7, seed: 4 }), step);
    const all = await generator.step(context, { shown: step.vocabulary, order: ["topK"], topK: 1 });
    assert.deepEqual(
      [all.rest, all.candidates.length, all.candidates[1]!.cutBy, all.entropy.after],
      [null, step.vocabulary, "topK", 0],
    );
    assert.ok(all.candidates.some(({ token }) => token!.end && token!.id === null));
  });

  test(`tokens that are no whole character show their bytes, ${where}`, async () => {
    const { candidates } = await generator.step([], { shown: 1000 });
    const parts = candidates.filter(({ token }) => token!.bytes !== undefined);
    assert.ok(
      parts.length > 0 &&
        parts.every(({ token }) => /^([0-9a-f]{2})+$/.test(token!.bytes!) && token!.text.includes("\ufffd")),
    );
  });

  test(`the loop runs, repeats and stops, ${where}`, async () => {
    const first = await answer("The", { seed: 1, maxTokens: 12 });
    assert.deepEqual(await answer("The", { seed: 1, maxTokens: 12 }), first);
    assert.notDeepEqual(await answer("The", { seed: 2, maxTokens: 12 }), first);
    const stopped = await answer("The", { temperature: 0, stop: [" on the"] });
    assert.equal(stopped.reason, "stop-sequence");
    assert.ok(!stopped.text.includes(" on the") && stopped.text.length > 0);
  });

  test(`draws are held against theory, ${where}`, async () => {
    const { draws, bars, rest, chiSquared, degrees, p } = await generator.draws(
      await limits.encode(" the", "o200k_base"),
      1000,
      { seed: 3 },
    );
    assert.equal(
      bars.reduce((sum, { count }) => sum + count, rest?.count ?? 0),
      draws,
    );
    assert.ok(chiSquared > 0 && degrees > 1 && p > 0.001 && bars[0]!.bar.expected > 90);
  });

  test(`a model knows what comes before its date, ${where}`, async () => {
    const text = story.slice(0, 1000) + "Quantum chromodynamics describes how quarks and gluons interact. ".repeat(10);
    const dated = await limits.generator(text, "o200k_base", { upTo: 200, order: 2, ends: false });
    const { blocks, before, after } = await dated.surprise(10);
    assert.deepEqual([blocks.length, before!.to, after!.from, before!.unseen], [10, 200, 200, 0]);
    assert.ok(after!.unseen > 20 && blocks[9]!.to === dated.state.tokens);
    const later = await dated.trainTo(dated.state.tokens);
    assert.deepEqual([later, (await dated.surprise(1)).after], [dated.state, null]);
    assert.equal(later.percent, 100);
    dated.close();
  });

  for (const [name, settings, field] of refusedSettings) {
    test(`${name} is refused, ${where}`, async () => {
      await assert.rejects(generator.step([1], settings as never), { code: "bad-argument", field });
      assert.ok((await generator.step([1])).kept > 0);
    });
  }

  test(`training on what is none is refused, ${where}`, async () => {
    const ask = (text: unknown, options?: unknown) => limits.generator(text as string, "o200k_base", options as never);
    await assert.rejects(ask(5), { code: "bad-argument" });
    await assert.rejects(ask("a", { order: 6 }), { code: "bad-argument", field: "order" });
    await assert.rejects(ask("a", { order: Number.NaN }), { code: "bad-argument", field: "order" });
    await assert.rejects(ask("a", { upTo: 2 }), { code: "bad-argument", field: "upTo" });
    await assert.rejects(ask("a", { upTo: -1 }), { code: "bad-argument" });
    await assert.rejects(ask("a b c d e ".repeat(300_000)), { code: "bad-argument", field: "text" });
    await assert.rejects(limits.generator("a", "none"), { code: "unknown-encoding" });
    await assert.rejects(generator.step("abc" as never), { code: "bad-argument" });
    await assert.rejects(generator.step([-1]), { code: "bad-token" });
    await assert.rejects(generator.draws([], 1e7), { code: "bad-argument", field: "draws" });
    await assert.rejects(generator.draws([], 0.5), { code: "bad-argument", field: "draws" });
    await assert.rejects(generator.surprise(0), { code: "bad-argument", field: "blocks" });
    await assert.rejects(generator.trainTo(1e6), { code: "bad-argument", field: "upTo" });
    const nothing = await ask("");
    assert.deepEqual(nothing.state, { tokens: 0, upTo: 0, percent: 0, order: 3, vocabulary: 0 });
    await assert.rejects(nothing.step([]), { code: "bad-argument", field: "text" });
  });

  test(`log-probabilities of one's own are sampled, ${where}`, async () => {
    const logs = [0.5, 0.3, 0.1].map(Math.log);
    const { missing, exact, candidates } = await limits.sample(logs);
    assert.ok(
      Math.abs(missing - 0.1) < 1e-12 &&
        !exact &&
        Math.abs(candidates[0]!.before - 5 / 9) < 1e-12 &&
        candidates[0]!.token === undefined,
    );
    assert.equal((await limits.sample(logs, { topK: 2 })).exact, true);
    assert.deepEqual(await limits.sample({ probabilities: [0.5, 0.3, 0.1] }), await limits.sample(logs));
    assert.equal((await limits.sample({ probabilities: [1, 0] })).candidates[1]!.before, 0);
    for (const wrong of [1.5, -0.1, Number.NaN, "0.5"]) {
      await assert.rejects(limits.sample({ probabilities: [0.1, wrong as number] }), {
        code: "bad-argument",
        field: "probabilities[1]",
      });
    }
    await assert.rejects(limits.sample({ probabilities: [0.9, 0.9] }), { code: "bad-argument", field: "logprobs" });
    await assert.rejects(limits.sample({} as never), { code: "bad-argument", field: "logprobs" });
    await assert.rejects(limits.sample(null as never), { code: "bad-argument", field: "logprobs" });
    await assert.rejects(limits.sample([0.5]), { code: "bad-argument", field: "logprobs[0]" });
    await assert.rejects(limits.sample([Number.NaN]), { code: "bad-argument", field: "logprobs[0]" });
    await assert.rejects(limits.sample(["-1"] as never), { code: "bad-argument", field: "logprobs[0]" });
    await assert.rejects(limits.sample("-1" as never), { code: "bad-argument", field: "logprobs" });
    await assert.rejects(limits.sample([]), { code: "bad-argument", field: "probabilities" });
  });

  test(`orders have their sources, ${where}`, async () => {
    const orders = await limits.samplingOrders();
    assert.deepEqual(
      orders.map(({ id }) => id),
      ["transformers", "llama.cpp", "vllm", "gemini"],
    );
    assert.ok(
      orders.every(({ source, checked }) => source.startsWith("https://") && /^\d{4}-\d\d-\d\d$/.test(checked)),
    );
  });

  test(`a response's distributions are read, ${where}`, async () => {
    const [sequence, ...others] = await limits.logprobs(JSON.stringify(chat));
    assert.deepEqual(
      [others.length, sequence!.path, sequence!.format, sequence!.prompt],
      [0, "choices.0.logprobs.content", "openai-chat", false],
    );
    const [first, second] = sequence!.steps;
    assert.ok(
      Math.abs(sequence!.surprise!.bits - 9.5 / Math.LN2) < 1e-9 &&
        sequence!.surprise!.tokens === 2 &&
        Math.abs(first!.bits! - 0.5 / Math.LN2) < 1e-12,
    );
    assert.deepEqual(
      first!.candidates.map(({ token, listed }) => [token.text, listed]),
      [
        ["Hi", true],
        ["Hey", true],
      ],
    );
    assert.ok(Math.abs(first!.missing - (1 - Math.exp(-0.5) - Math.exp(-2))) < 1e-12 && first!.chosen === 0);
    assert.deepEqual(
      [second!.chosen, second!.candidates[1]!.listed, second!.candidates[1]!.token.bytes],
      [1, false, "f0"],
    );
  });

  for (const [name, text, says, field] of refusedLogprobs) {
    test(`a response that is ${name} is refused, ${where}`, async () => {
      await assert.rejects(limits.logprobs(text), { code: "bad-logprobs", message: says, ...(field && { field }) });
    });
  }

  test(`an exercise is posed, answered and explained, ${where}`, async () => {
    const { problems, exercise } = await limits.exercise(supportDay, { seed: "anna" });
    assert.deepEqual(
      [problems, exercise!.id, exercise!.ask!.unit, exercise!.ask!.tolerance],
      [[], "support-day", "USD", "within 5%"],
    );
    const given = Object.fromEntries(
      exercise!.text.flatMap(({ name, value }) => (name && value ? [[name, Number(value)]] : [])),
    );
    const answer = (given["requests"]! * (given["input"]! * 2 + given["output"]! * 10)) / 1e6;
    const right = await limits.grade(supportDay, `about $${answer.toFixed(2)} a day`, { seed: "anna" });
    assert.deepEqual([right.verdict, right.mistakes, right.answer!.unit], ["right", [], "USD"]);
    assert.ok(right.working.length >= 3 && Math.abs(Number(right.value) - answer) < 0.01);
    const wrong = await limits.grade(supportDay, String(answer * 1000), { seed: "anna" });
    assert.deepEqual([wrong.verdict, wrong.mistakes[0]!.code], ["wrong", "per-thousand"]);
    assert.equal((await limits.grade(supportDay, String(answer * 1.1), { seed: "anna" })).verdict, "near");
    const unread = await limits.grade(supportDay, "3,5", { seed: "anna" });
    assert.deepEqual([unread.verdict, unread.answer, unread.working], ["unread", null, []]);
    assert.match(unread.message, /two ways/);
    const key = await limits.answerKey(supportDay, { seed: "anna" });
    assert.deepEqual([key.verdict, key.answer], ["shown", right.answer]);
    assert.deepEqual(await limits.exercise(supportDay), await limits.exercise(supportDay, { seed: 1 }));
  });

  test(`every choice is explained, ${where}`, async () => {
    const { exercise } = await limits.exercise(choice, { seed: 3 });
    const key = await limits.answerKey(choice, { seed: 3 });
    assert.deepEqual(
      key.choices.map(({ id }) => id),
      exercise!.choices.map(({ id }) => id),
    );
    const { id } = key.choices.find(({ right }) => right)!;
    assert.equal((await limits.grade(choice, id, { seed: 3 })).verdict, "right");
    const { verdict, choices } = await limits.grade(choice, exercise!.choices.find((one) => one.id !== id)!.id, {
      seed: 3,
    });
    assert.ok(verdict === "wrong" && choices.every(({ why }) => why.length > 0));
  });

  test(`a file that is wrong says line and field, ${where}`, async () => {
    const broken = supportDay.replace('"cost.perDay"', '"cost.perYear"');
    const {
      problems: [problem],
      exercise,
    } = await limits.exercise(broken);
    assert.deepEqual(
      [exercise, problem!.field, problem!.line],
      [null, "ask.figure", 1 + broken.slice(0, broken.indexOf("perYear")).split("\n").length - 1],
    );
    assert.match(
      problem!.message,
      /^line 19, ask\.figure: "cost\.perYear" cannot be asked for here; accepted are cost\./,
    );
    await assert.rejects(limits.grade(broken, "1"), { code: "bad-exercise", field: "ask.figure", message: /line 19/ });
    await assert.rejects(limits.answerKey("{", { seed: 1 }), {
      code: "bad-exercise",
      message: /^line 1, column 2: the text ends/,
    });
    assert.deepEqual(await limits.exercise(supportDay.replace("{", "{,")), {
      problems: [{ line: 1, field: "", message: "line 1, column 2: a value is expected here." }],
      exercise: null,
    });
    assert.match((await limits.exercise("7")).problems[0]!.message, /^line 1: must be an object/);
    await assert.rejects(limits.exercise(supportDay, { seed: Number.NaN }), { code: "bad-argument", field: "seed" });
    await assert.rejects(limits.grade(supportDay, 7 as never), { code: "bad-argument" });
  });

  test(`a deck is read, ${where}`, async () => {
    const lesson = readFileSync(new URL("../../../site/content/decks/lesson.json", import.meta.url), "utf8");
    const { problems, deck } = await limits.deck(lesson);
    assert.deepEqual([problems, deck!.id, deck!.cards[0]!.url], [[], "lesson", null]);
    const twice = lesson.replace('"spelling"', '"tokens"');
    assert.match(
      (await limits.deck(twice)).problems[0]!.message,
      /^line 14, cards\.1\.id: is the id of a card before it/,
    );
    assert.match((await limits.deck("x".repeat(2_000_001))).problems[0]!.message, /2000001 characters/);
  });

  test(`a lesson is worked out, ${where}`, async () => {
    const file = readFileSync(new URL("../../../site/content/lessons/three-limits.json", import.meta.url), "utf8");
    const { problems, lesson } = await limits.lesson(file, { done: ["tokens", "loop", "no step"] });
    assert.deepEqual(
      [problems, lesson!.id, lesson!.minutes, lesson!.left.total, lesson!.done],
      [[], "three-limits", { reading: 12, practice: 12, total: 24 }, 19, 2],
    );
    const wait = lesson!.steps.find(({ id }) => id === "wait")!;
    assert.ok(
      wait.text
        .flatMap(({ texts }) => texts.flat())
        .some(({ name, value }) => name === "latency.total" && value === "4.975"),
    );
    assert.ok(
      wait.working.some(({ figure, substituted }) => figure === "latency.total" && substituted.startsWith("0.6 + ")),
    );
    const wrong = await limits.lesson(file.replace("[latency.total]", "[latency.sum]"));
    assert.equal(wrong.lesson, null);
    assert.match(wrong.problems[0]!.message, /^line \d+, steps\.7\.text\.3: \[latency\.sum\] stands for nothing/);
    assert.match((await limits.lesson("{")).problems[0]!.message, /^line 1, column 2: the text ends/);
    await assert.rejects(limits.lesson(file, { done: "tokens" as never }), { code: "bad-argument", field: "done" });
    assert.ok((await limits.usualMistakes()).some(({ code }) => code === "per-thousand"));
  });

  test(`a closed generator stays closed, ${where}`, async () => {
    const one = await limits.generator("a b c a b", "o200k_base");
    one.close();
    await assert.rejects(one.step([]), { code: "closed" });
    one.close();
    assert.ok((await generator.step([])).kept > 0, "another one goes on");
  });

  after(() => limits.close());
}
