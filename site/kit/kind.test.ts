import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf } from "./kind";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const kinds: [name: string, head: Uint8Array, is: string, why?: RegExp][] = [
  ["nothing", utf8(""), "text"],
  ["prose", utf8("Grüße, 漢字 🙂\r\n\tand more\f"), "text"],
  ["a byte order mark", utf8("\ufeffa"), "text"],
  ["a coloured log", utf8("\x1b[31merror\x1b[0m\n".repeat(100)), "text"],
  ["Latin-1", Uint8Array.from([0x47, 0x72, 0xfc, 0xdf, 0x65]), "text"],
  ["one control character", utf8(`${"a".repeat(100)}\x07`), "text"],
  ["a PDF", utf8("%PDF-1.7\n%âãÏÓ"), "pdf"],
  ["the word PDF", utf8("%PDF is a format"), "text"],
  ["docx", Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14]), "other", /Word/],
  ["PNG", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), "other", /picture/],
  ["gzip", Uint8Array.from([0x1f, 0x8b, 0x08]), "other", /Unpack/],
  ["UTF-16, little-endian", Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), "utf-16le"],
  ["UTF-16, big-endian", Uint8Array.from([0xfe, 0xff, 0x00, 0x61]), "utf-16be"],
  ["UTF-32", Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), "other", /UTF-8/],
  ["a PDF after a newline", utf8("\n%PDF-1.4\n1 0 obj\n<<"), "pdf"],
  ["a PDF after a byte order mark", utf8("\ufeff%PDF-1.4\r1 0 obj<<"), "pdf"],
  ["a PDF after much else", utf8(`${"x".repeat(1_000)}\n%PDF-1.4\n1 0 obj`), "pdf"],
  ["a PDF's header too late", utf8(`${"x".repeat(1_024)}\n%PDF-1.4\n1 0 obj`), "text"],
  ["prose about PDF", utf8("A file begins with %PDF-1.7 and then\nthere is 1 0 obj somewhere."), "text"],
  ["UTF-16 without its mark", Uint8Array.from([0x61, 0x00, 0x62, 0x00]), "other", /no text/],
  ["control characters", Uint8Array.from({ length: 1000 }, (_, i) => 1 + (i % 31)), "other", /no text/],
];
for (const [name, head, is, why] of kinds) {
  test(name, () => {
    const kind = kindOf(head);
    assert.equal(kind.is, is);
    if (why) assert.match((kind as { why: string }).why, why);
  });
}

test("HTML by how it begins", () => {
  const isHTML = (text: string): boolean => {
    const kind = kindOf(utf8(text));
    return kind.is === "text" && kind.isHTML;
  };
  for (const text of ["<!doctype html><title>a", "\ufeff\n<!-- b -->\n<HTML lang=en>", "<body>"])
    assert.equal(isHTML(text), true, text);
  for (const text of [
    "",
    "# On <html>",
    "<?xml version='1.0'?><svg/>",
    "<header>a fragment",
    "<!-- only <html> in a comment",
  ])
    assert.equal(isHTML(text), false, text);
});
