import assert from "node:assert/strict";
import { test } from "node:test";
import { type Line, linesOf, pickLines } from "./lines";

async function all(file: Blob): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(file)) lines.push(line);
  return lines;
}

const cases: [string, (string | Uint8Array<ArrayBuffer>)[], [number, string | null][]][] = [
  ["nothing", [], []],
  ["one line without an end", ["a"], [[1, "a"]]],
  [
    "line ends of two kinds",
    ["a\r\nb\n"],
    [
      [1, "a\r"],
      [2, "b"],
    ],
  ],
  [
    "empty lines are counted and passed over",
    ["\n\na\n \t\n\nb"],
    [
      [3, "a"],
      [6, "b"],
    ],
  ],
  [
    "a byte order mark stays",
    ["\ufeffa\nb"],
    [
      [1, "\ufeffa"],
      [2, "b"],
    ],
  ],
  [
    "what is no UTF-8",
    ["a\n", new Uint8Array([0xff, 0xfe]), "\nb"],
    [
      [1, "a"],
      [2, null],
      [3, "b"],
    ],
  ],
  [
    "a character across two windows",
    [`${"x".repeat(3_999_999)}é\nb`],
    [
      [1, `${"x".repeat(3_999_999)}é`],
      [2, "b"],
    ],
  ],
  [
    "a line across three windows",
    [`${"y".repeat(9_000_000)}\nb\n`],
    [
      [1, "y".repeat(9_000_000)],
      [2, "b"],
    ],
  ],
];
for (const [name, content, want] of cases) {
  test(`lines: ${name}`, async () => {
    const file = new Blob(content);
    const lines = await all(file);
    assert.deepEqual(
      lines.map(({ number, text }) => [number, text]),
      want,
    );
    const bytes = new Uint8Array(await file.arrayBuffer());
    for (const { from, to, text } of lines) {
      if (text !== null)
        assert.equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(from, to)), text);
    }
  });
}

test("a line longer than any request is passed over, and the next one read", async () => {
  const lines = await all(new Blob([new Uint8Array(51_000_000).fill(0x78), "\nb\n"]));
  assert.deepEqual(
    lines.map(({ number, text }) => [number, text]),
    [
      [1, null],
      [2, "b"],
    ],
  );
  assert.match(lines[0]!.problem, /more than 50 MB/);
});

test("reading stops when it is told to", async () => {
  const stop = new AbortController();
  const lines: number[] = [];
  await assert.rejects(
    async () => {
      for await (const { number } of linesOf(new Blob(["a\n".repeat(5_000_000)]), stop.signal)) {
        lines.push(number);
        stop.abort();
      }
    },
    { name: "AbortError" },
  );
  assert.ok(lines.length < 5_000_000);
});

test("a million empty lines leave turns to others", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  assert.deepEqual(await all(new Blob(["\n".repeat(1_000_000)])), []);
  clearInterval(timer);
  assert.ok(turns >= 10, `${turns}`);
});

test("picked lines are the bytes they were, in the order of the file", async () => {
  const file = new Blob(['{"a": 1}\r\n\n{ "b" :2}\n', new Uint8Array([0xff]), "\n{}"]);
  const lines = await all(file);
  const picked = new Uint8Array(await pickLines(file, [lines[3]!, lines[0]!, lines[2]!]).arrayBuffer());
  assert.deepEqual(
    [...picked],
    [...new TextEncoder().encode('{"a": 1}\r\n'), 0xff, 0x0a, ...new TextEncoder().encode("{}\n")],
  );
});
