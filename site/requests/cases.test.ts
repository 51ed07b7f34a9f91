/** Requests as people reported them, and neighbours of each kind; what is right stands in the table. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Imported, Shape, Texts } from "./imported";
import { linesOfBatch, readRequest, textsOf } from "./read";

const folder = new URL("../../../site/requests/testdata/cases/", import.meta.url);

interface Right {
  shape: Shape;
  texts: Texts;
  maxTokens?: number | null;
  id?: string;
  /** What is not counted: path, kind, and its text; null: how much it is cannot be told. */
  uncounted?: Record<string, [what: string, text: string | null]>;
  pictures?: Imported["pictures"];
}

const foggy = "Is it foggy?";
const moor = "Where do I moor?";

/** A request each; of several in one file, the first ones. */
const right: Record<string, Right[]> = {
  "01-anthropic-mid-system.json": [
    {
      shape: "messages",
      maxTokens: 256,
      texts: {
        system:
          "You answer for the harbour office. Be brief and polite, and give times in the 24-hour form.\n\n" +
          "Sunday service is suspended.",
        history: "When does the ferry leave?\n\nAt 08:40.",
        user: "And on Sundays?",
      },
    },
  ],
  "02-anthropic-tool-blocks.json": [
    {
      shape: "messages",
      maxTokens: 300,
      texts: { history: "berth 7", user: "Which berth is free?" },
      uncounted: { "messages[1].content[0]": ["tool call", '{"name":"berths","input":{"harbour":"north"}}'] },
    },
  ],
  "03-anthropic-search-result.json": [
    {
      shape: "messages",
      maxTokens: 300,
      texts: {
        documents: "https://harbour.example/rules\n\nRules of the harbour\n\nBoats moor on the left.",
        user: moor,
      },
    },
  ],
  "04-anthropic-document-context.json": [
    {
      shape: "messages",
      maxTokens: 256,
      texts: {
        documents:
          "Rules of the harbour, third edition, with the amendments of spring\n\n" +
          "Adopted by the council; it holds for all berths but those of the fishing fleet, for which the annex is to be " +
          "read.\n\nBoats moor on the left.",
        user: moor,
      },
    },
  ],
  "05-responses-shell-output.json": [
    {
      shape: "responses",
      texts: { history: "a.txt\nb.txt\n", user: "List the files" },
      uncounted: { "input[1]": ["tool call", "ls"] },
    },
  ],
  "06-gemini-contents-object.json": [
    { shape: "generateContent", texts: { system: "You are a lighthouse.", user: foggy } },
  ],
  "07-vertex-batch.jsonl": [
    { shape: "generateContent", texts: { user: foggy } },
    { shape: "generateContent", texts: { user: "And now?" } },
  ],
  "08-anthropic-batch.json": [
    { shape: "messages", id: "a", maxTokens: 10, texts: { user: "One" } },
    { shape: "messages", id: "b", maxTokens: 10, texts: { user: "Two" } },
  ],
  "09-chat-max-tokens-minus-one.json": [
    { shape: "chat", maxTokens: null, texts: { system: "Rhyme.", user: "Introduce yourself." } },
  ],
  "10-chat-reasoning-details.json": [
    {
      shape: "chat",
      texts: { documents: "Sums\n\nFour is two and two.\n\nPlain passage.", history: "2+2?\n\n4", user: "Sure?" },
      uncounted: {
        "messages[1].reasoning_details": ["thought", "Two and two are four."],
        "messages[1].audio": ["audio", null],
        "messages[1].images[0]": ["picture of unknown size", null],
        guided_choice: ["guided_choice", '["yes","no"]'],
      },
    },
  ],
  "11-chat-reasoning-field.json": [
    {
      shape: "chat",
      texts: { history: "2+2?\n\n4", user: "Sure?" },
      uncounted: {
        "messages[1].reasoning": [
          "thought",
          "Two and two, counted on fingers, are four; I check it once more by adding one four times.",
        ],
      },
    },
  ],
  "12-gemini-turn-without-parts.json": [
    {
      shape: "generateContent",
      texts: {
        tools: '{"functionDeclarations": [{"name": "fog", "description": "Whether there is fog."}]}',
        history: foggy,
        user: "Well?",
      },
    },
  ],
  "18-gemini-count-tokens.json": [
    { shape: "generateContent", texts: { system: "You are a lighthouse.", user: foggy } },
  ],
  "19-gemini-batch.jsonl": [
    { shape: "generateContent", id: "r-1", texts: { user: foggy } },
    { shape: "generateContent", id: "r-2", texts: { user: "And now?" } },
  ],
  "20-bedrock-batch.jsonl": [
    { shape: "messages", id: "CALL0000001", maxTokens: 1024, texts: { user: "Summarize the rules." } },
    { shape: "converse", id: "CALL0000002", maxTokens: 50, texts: { system: "Be brief.", user: moor } },
  ],
  "21-claude-on-vertex-batch.jsonl": [{ shape: "messages", id: "v-1", maxTokens: 50, texts: { user: moor } }],
  "22-responses-tool-search.json": [
    {
      shape: "responses",
      texts: { history: "b.txt", user: "Which berth?" },
      uncounted: {
        "input[0]": ["tool call", '{"arguments":{"query":"berths"},"execution":"client"}'],
        "input[1].tools": ["tools found by search", '[{"name":"berths","description":"Free berths of a harbour."}]'],
        "input[3].content[1]": ["block “hologram”", "A berth seen from the sea."],
        "input[3].content[2]": ["block of another shape", ""],
        previous_response_id: ["text that OpenAI keeps", null],
      },
    },
  ],
  "23-chat-pictures.json": [
    {
      shape: "chat",
      texts: { user: "What is this?" },
      uncounted: { "messages[0].content[2]": ["picture of unknown size", null] },
      pictures: [
        {
          path: "messages[0].content[1]",
          role: "user",
          item: { kind: "image", width: 1024, height: 1024, detail: "high" },
        },
      ],
    },
  ],
  "24-chat-one-picture.json": [
    {
      shape: "chat",
      texts: { user: "What is this?" },
      pictures: [{ path: "messages[0].content[1]", role: "user", item: { kind: "image", width: 1024, height: 1024 } }],
    },
  ],
  "25-gemini-inline-batch.json": [
    { shape: "generateContent", id: "k1", texts: { user: "One" } },
    { shape: "generateContent", id: "k2", texts: { user: "Two" } },
  ],
};

test("the table has every file", () => assert.deepEqual(readdirSync(folder).sort(), Object.keys(right).sort()));

for (const [file, all] of Object.entries(right)) {
  test(file, () => {
    const source = readFileSync(new URL(file, folder), "utf8");
    const lines = file.endsWith(".jsonl") ? source.trim().split("\n") : (linesOfBatch(source) ?? [source]);
    assert.equal(lines.length, all.length);
    lines.forEach((line, i) => {
      const read = readRequest(line, file);
      assert.ok("request" in read, "message" in read ? read.message : "");
      const { request } = read;
      const { shape, texts, maxTokens = null, id = null, uncounted = {}, pictures = [] } = all[i]!;
      assert.deepEqual([request.shape, request.maxTokens, request.id], [shape, maxTokens, id]);
      assert.deepEqual(textsOf(request), texts);
      assert.deepEqual(
        Object.fromEntries(request.uncounted.map(({ path, what, text }) => [path, [what, text]])),
        uncounted,
      );
      assert.deepEqual(request.pictures, pictures);
    });
  });
}
