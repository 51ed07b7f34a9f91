import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "./chat";
import { answer } from "./rule";
import { answers } from "./words";

/** A request in which a person said these, and each was answered. */
const said = (...texts: string[]): Message[] =>
  texts.flatMap((content, i): Message[] => {
    const user: Message = { role: "user", content };
    return i === texts.length - 1 ? [user] : [user, { role: "assistant", content: "Noted." }];
  });

test("what stands in the request is answered", () => {
  const told = ["My name is Ada.", "I live in Oslo. The code of the door is 4711.", "I have two cats"];
  for (const [question, want] of [
    ["What is my name?", "Your name is Ada."],
    ["who am I", "Your name is Ada."],
    ["How am I called?", "Your name is Ada."],
    ["What’s my name?", "Your name is Ada."],
    ["Where do I live?", "You live in Oslo."],
    ["What is the code of the door?", "The code of the door is 4711."],
    ["How many cats do I have?", "You have two cats."],
  ] as const)
    assert.equal(answer(said(...told, question)), want, question);
});

test("what does not stand there is not", () => {
  assert.equal(answer(said("What is my name?")), answers.notTold(1));
  assert.equal(answer(said("I live in Oslo.", "What is my name?")), answers.notTold(3));
  assert.equal(answer(said("My name is Ada.", "?")), answers.notTold(3));
  assert.equal(
    answer([
      { role: "assistant", content: "Your name is Ada." },
      { role: "user", content: "What is my name?" },
    ]),
    answers.notTold(2),
    "its own words are no source",
  );
});

test("the latest holds, and questions are no facts", () => {
  assert.equal(answer(said("My name is Ada.", "My name is Grace.", "What is my name?")), "Your name is Grace.");
  assert.equal(answer(said("Is my name Ada?", "What is my name?")), answers.notTold(3));
});

test("what is told is confirmed", () => {
  assert.equal(answer(said("My name is Ada.")), answers.noted("your name is Ada"));
  assert.equal(answer(said("Hello!")), answers.hello);
  assert.equal(answer(said("")), answers.hello);
  assert.equal(answer([]), answers.hello);
});

test("texts of any length are read", () => {
  assert.equal(
    answer(said("word ".repeat(200_000), "a".repeat(1_000_000), `${" ".repeat(1_000_000)}What is my name?`)),
    answers.notTold(5),
  );
});
