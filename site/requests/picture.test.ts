import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeInHeader } from "./picture";

const bytes = (...values: number[]): Uint8Array =>
  Uint8Array.from([...values, ...Array<number>(24).fill(0)]).subarray(0, 24);
const png = (...size: number[]): Uint8Array =>
  bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, ...size);

test("the size a PNG or GIF file says of itself", () => {
  assert.deepEqual(sizeInHeader(png(0, 0, 7, 128, 0, 0, 4, 56)), { width: 1920, height: 1080 });
  assert.deepEqual(sizeInHeader(png(255, 255, 255, 255, 0, 0, 0, 0)), { width: 4294967295, height: 0 });
  assert.deepEqual(sizeInHeader(bytes(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 128, 7, 56, 4)), {
    width: 1920,
    height: 1080,
  });
});

test("what is neither, or no whole header, says nothing", () => {
  assert.equal(sizeInHeader(bytes(0xff, 0xd8, 0xff, 0xe0)), null);
  assert.equal(sizeInHeader(png(0, 0, 7, 128).subarray(0, 20)), null);
  assert.equal(sizeInHeader(bytes(0x89, 0x50, 0x4e, 0x47)), null);
  assert.equal(sizeInHeader(new Uint8Array()), null);
});
