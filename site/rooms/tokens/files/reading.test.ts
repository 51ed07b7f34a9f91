import assert from "node:assert/strict";
import { test } from "node:test";
import { Reading } from "./reading";

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<{ isUTF8: boolean; same: boolean }> {
  const reading = new Reading(new Blob([bytes]));
  const got = new Uint8Array(await new Response(reading.stream).arrayBuffer());
  return { isUTF8: reading.isUTF8, same: got.length === bytes.length && got.every((byte, i) => byte === bytes[i]) };
}

const megabyte = 1 << 20;

test("a character that lies across two slices is no error", async () => {
  const text = `${"a".repeat(megabyte - 1)}é${"b".repeat(megabyte)}`;
  assert.deepEqual(await read(new TextEncoder().encode(text)), { isUTF8: true, same: true });
});

test("a bad byte far into the file, and a character cut off at its end", async () => {
  const bytes = new TextEncoder().encode("a".repeat(3 * megabyte));
  bytes[2 * megabyte + 5] = 0xff;
  assert.deepEqual(await read(bytes), { isUTF8: false, same: true });
  assert.deepEqual(await read(Uint8Array.from([0x61, 0xe2, 0x82])), { isUTF8: false, same: true });
});

test("nothing", async () => {
  assert.deepEqual(await read(new Uint8Array(0)), { isUTF8: true, same: true });
});

test("a file that is gone fails the stream", async () => {
  const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) } as unknown as Blob;
  await assert.rejects(new Response(new Reading(gone).stream).arrayBuffer(), /gone/);
});
