import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, type Folder, filesIn, mostFiles } from "./folder";

const file = (name: string): Entry =>
  Object.assign({ isDirectory: false, name }, { file: (found: (file: File) => void) => found(new File(["x"], name)) });
const lost = (name: string): Entry =>
  Object.assign(
    { isDirectory: false, name },
    { file: (_: unknown, failed: (error: unknown) => void) => failed(new Error("gone")) },
  );

/** Gives its entries two at a time, as browsers give them in portions. */
function folder(name: string, entries: readonly Entry[]): Folder {
  return {
    isDirectory: true,
    name,
    createReader() {
      let at = 0;
      return {
        readEntries: (found) => {
          found(entries.slice(at, (at += 2)));
        },
      };
    },
  };
}

test("files of a folder and those within, by name, without what is hidden", async () => {
  const tree = folder("notes", [
    file("b.md"),
    folder("more", [file("c.txt")]),
    file(".secret"),
    file("a.md"),
    folder(".git", [file("HEAD")]),
  ]);
  const { files, more, unread } = await filesIn([tree]);
  assert.deepEqual(
    files.map(({ path }) => path),
    ["notes/a.md", "notes/b.md", "notes/more/c.txt"],
  );
  assert.equal(await files[0]!.file.text(), "x");
  assert.deepEqual([more, unread], [false, 0]);
});

test("what cannot be read is counted, and the rest is there", async () => {
  const broken: Folder = {
    isDirectory: true,
    name: "broken",
    createReader: () => ({ readEntries: (_, failed) => failed(new Error("no")) }),
  };
  const { files, unread } = await filesIn([folder("f", [lost("gone.md"), file("here.md"), broken])]);
  assert.deepEqual(
    files.map(({ path }) => path),
    ["f/here.md"],
  );
  assert.equal(unread, 2);
});

test("a folder of very many stops somewhere", async () => {
  const { files, more } = await filesIn([
    folder(
      "f",
      Array.from({ length: mostFiles + 1 }, (_, i) => file(`${i}`)),
    ),
  ]);
  assert.deepEqual([files.length, more], [mostFiles, true]);
});
