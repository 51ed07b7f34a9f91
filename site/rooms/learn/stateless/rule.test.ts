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
  assert.equal(answer(said("What is my name?")), answers.notTold);
  assert.equal(answer(said("I live in Oslo.", "What is my name?")), answers.notFound(["name"], 3));
  assert.equal(
    answers.notFound(["name"], 3),
    "I have not been told, or don’t understand: 3 messages in this request, and no statement in them has the word “name”.",
  );
});

test("what a message says in other words is not denied: the question is not understood", () => {
  for (const [told, question] of [
    ["My name is Ada.", "?"],
    ["My name is Ada.", "Who is it?"],
    ["My name is Ada.", "What is my dog’s name?"],
    ["I live in Oslo.", "In which city do I live?"],
  ] as const)
    assert.equal(answer(said(told, question)), answers.unclear, question);
});

test("each message of the request is read: the question's own, and the answers", () => {
  assert.equal(answer(said("My name is Ada. What is my name?")), "Your name is Ada.");
  const asked: Message = { role: "user", content: "What is my name?" };
  for (const content of ["Your name is Ada.", answers.noted("your name is Ada")])
    assert.equal(answer([{ role: "assistant", content }, asked]), "Your name is Ada.", content);
  for (const content of [answers.notTold, answers.notFound(["name"], 1), answers.unclear, answers.hello])
    assert.equal(answer([{ role: "assistant", content }, asked]), answers.notFound(["name"], 2), content);
});

test("the latest holds, and questions are no facts", () => {
  assert.equal(answer(said("My name is Ada.", "My name is Grace.", "What is my name?")), "Your name is Grace.");
  assert.equal(answer(said("Is my name Ada?", "What is my name?")), answers.notFound(["name"], 3));
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
    answers.notFound(["name"], 5),
  );
});
