import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeInHeader, sizeOfBase64 } from "./picture";

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

/** The bytes of texts and numbers, at least 32 of them. */
function file(...parts: (string | number)[]): Uint8Array {
  const all = parts.flatMap((part) =>
    typeof part === "number" ? [part] : [...part].map((sign) => sign.charCodeAt(0)),
  );
  return Uint8Array.from([...all, ...Array<number>(Math.max(0, 32 - all.length)).fill(0)]);
}

/** A segment of a JPEG: its length counts itself. */
const segment = (marker: number, ...data: number[]): number[] => [0xff, marker, 0, data.length + 2, ...data];
const frame = (marker: number): number[] => segment(marker, 8, 4, 56, 7, 128, 3);
const app0 = segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 0, 0, 1, 0, 1, 0, 0);

const fullHD: Record<string, Uint8Array> = {
  PNG: png(0, 0, 7, 128, 0, 0, 4, 56),
  GIF87a: file("GIF87a", 128, 7, 56, 4),
  "JPEG, baseline": file(0xff, 0xd8, ...app0, ...frame(0xc0)),
  "JPEG, progressive, tables first": file(0xff, 0xd8, ...app0, ...segment(0xc4, 1, 2, 3), ...frame(0xc2)),
  "JPEG, filled between segments": file(0xff, 0xd8, ...app0, 0xff, 0xff, ...frame(0xc1)),
  "WebP, lossy": file("RIFF", 0, 0, 0, 0, "WEBPVP8 ", 0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 128, 7 | 0x40, 56, 4 | 0x80),
  "WebP, lossless": file("RIFF", 0, 0, 0, 0, "WEBPVP8L", 0, 0, 0, 0, 0x2f, 0x7f, 0xc7, 0x0d, 1),
  "WebP, extended": file("RIFF", 0, 0, 0, 0, "WEBPVP8X", 10, 0, 0, 0, 0, 0, 0, 0, 0x7f, 7, 0, 0x37, 4, 0),
};

for (const [name, head] of Object.entries(fullHD)) {
  test(`the size in the header: ${name}`, () => {
    const size = { width: 1920, height: 1080 };
    assert.deepEqual(sizeInHeader(head), size);
    const base64 = Buffer.from(head).toString("base64");
    assert.deepEqual(sizeOfBase64(base64), size);
    assert.deepEqual(sizeOfBase64(`data:image/x;base64,${base64}`), size);
    assert.deepEqual(sizeOfBase64(Buffer.from(head).toString("base64url")), size);
    assert.deepEqual(sizeOfBase64(base64.replace(/(.{8})/g, "$1\n")), size, "in lines");
  });
}

test("a header that is cut off, damaged or of nothing has no size", () => {
  for (const [name, head] of Object.entries(fullHD)) assert.equal(sizeInHeader(head.subarray(0, 8)), null, name);
  assert.equal(sizeInHeader(file(0xff, 0xd8, ...app0, 0, ...frame(0xc0))), null, "no marker where a segment begins");
  assert.equal(sizeInHeader(file(0xff, 0xd8, ...segment(0xc4, ...Array<number>(60).fill(1)))), null, "tables alone");
  assert.equal(sizeInHeader(file("RIFF", 0, 0, 0, 0, "WEBPALPH", 0, 0, 0, 0)), null, "another chunk");
  assert.equal(sizeOfBase64("https://boats.example/a.png"), null);
  assert.equal(sizeOfBase64(Buffer.from(png(0, 0, 0, 0, 0, 0, 4, 56)).toString("base64")), null, "no width");
});
