import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { parseWithDuplicate } from "./duplicates";
import { linedLeaves } from "./lined";
import { JsonProblem, mostLevels, parseJson } from "./read";
import { readTree, textNamed, valuesOf } from "./tree";

const readers = { parseJson, parseWithDuplicate, linedLeaves, readTree };

test("every reader takes what JSON.parse takes, and says the place of what it does not", () => {
  const whole = readFileSync(new URL("../../../site/content/exercises/cached-prompt.json", import.meta.url), "utf8");
  const signs = [...'{}[]",:\\/*0e-. \n\t\r\u00a0\u2028tn'];
  let [taken, refused] = [0, 0];
  for (let i = 0; i < whole.length; i += 3) {
    for (const sign of [...signs, ""]) {
      const text = whole.slice(0, i) + sign + whole.slice(i + 1);
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        refused++;
        for (const [name, read] of Object.entries(readers))
          assert.throws(
            () => read(text),
            (error) => error instanceof JsonProblem && error.what !== "this browser does not read it",
            `${name}: ${text}`,
          );
        continue;
      }
      taken++;
      assert.deepEqual(parseJson(text), parsed);
      const tree = readTree(text);
      assert.deepEqual(JSON.parse(text.slice(tree.from, tree.to)), parsed);
    }
  }
  assert.ok(taken > 500 && refused > 500, `${taken} ${refused}`);
});

for (const [name, read] of Object.entries(readers)) {
  test(`a byte order mark is no part of the JSON: ${name}`, () => {
    assert.doesNotThrow(() => read('\ufeff{"a": 1}'));
    assert.throws(() => read("\ufeff\ufeff1"), { line: 1, column: 1 });
    assert.throws(() => read("\ufeff\r\n[x]"), { line: 2, column: 2 });
  });

  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const) {
    test(`deep nesting is refused and overflows nothing: ${name}, ${open}`, () => {
      const deep = (levels: number): string => open.repeat(levels) + (open === "[" ? "" : "0") + close.repeat(levels);
      assert.throws(() => read(deep(mostLevels + 2)), JsonProblem);
      for (const text of [deep(1_000_000), open.repeat(1_000_000)])
        assert.throws(
          () => read(text),
          (error) => error instanceof JsonProblem && /nested deeper than \d+ levels/.test(error.what),
        );
    });
  }
}

test("comments and curly quotes are named, with their place", () => {
  for (const [text, line, column, what] of [
    ['{\n  // mine\n  "a": 1 }', 2, 3, /takes no comments/],
    ['{ "a": 1 /* mine */ }', 1, 10, /takes no comments/],
    ["{\n “a”: 1 }", 2, 2, /“ is a curly quote/],
    ['{ "a": „b“ }', 1, 8, /„ is a curly quote: JSON takes straight ones, "$/],
  ] as const)
    assert.throws(
      () => parseJson(text),
      (error) =>
        error instanceof JsonProblem && error.line === line && error.column === column && what.test(error.what),
      text,
    );
});

test("as deep as is accepted", () => {
  const text = "[".repeat(mostLevels + 1) + "]".repeat(mostLevels + 1);
  assert.doesNotThrow(() => [parseJson(text), readTree(text)]);
});

test("places are those of the source, its mark counted", () => {
  const source = '\ufeff{"a": [1, "é\\n"], "a": {"__proto__": "x"}}';
  const tree = readTree(source);
  assert.ok(tree.kind === "object");
  const [list, inner] = valuesOf(tree, "a");
  assert.ok(inner?.kind === "object");
  assert.deepEqual(
    [tree, list!, inner].map(({ from, to }) => source.slice(from, to)),
    [source.slice(1), '[1, "é\\n"]', '{"__proto__": "x"}'],
  );
  assert.equal(textNamed(source, inner, "__proto__"), "x");
  assert.equal(textNamed(source, inner, "constructor"), null);
});

test("__proto__ is a name like any other", () => {
  assert.deepEqual(Object.entries(parseJson('{"__proto__": {"a": 1}}') as object), [["__proto__", { a: 1 }]]);
  assert.equal(parseWithDuplicate('{"__proto__": 1, "constructor": 2}').twice, undefined);
  assert.deepEqual(
    linedLeaves('{"__proto__": {"x": 1.50}}').map(({ path, text }) => [path, text]),
    [[["__proto__", "x"], "1.50"]],
  );
});
