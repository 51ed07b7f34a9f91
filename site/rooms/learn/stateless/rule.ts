/**
 * What answers in the chat. No model: a few lines that read the messages of one request, and nothing else. It repeats
 * what it was told where that stands there, so what a request leaves out cannot be answered, as with a model behind an
 * API.
 */
import type { Message } from "./chat";
import { answers } from "./words";

export function answer(request: readonly Message[]): string {
  const said = request.filter(({ role }) => role === "user").map(({ content }) => content);
  const last = said.at(-1) ?? "";
  if (!isQuestion(last)) return statement(last);
  const wanted = wordsOf(last);
  if (wanted.length === 0) return answers.unclear;
  const facts = request.flatMap(factsOf);
  if (request.length === 1 && facts.length === 0) return answers.notTold;
  const { found, shared } = best(facts, wanted);
  if (shared === 0) return answers.notFound(wanted, request.length);
  // Half of a question is another one: the dog's name is not the person's.
  return shared * 2 > wanted.length ? found : answers.unclear;
}

/** What a message tells, as it can be told the person: sentences that are no questions; of this rule's own, what it confirmed or found. */
function factsOf({ role, content }: Message): { words: readonly string[]; told: string }[] {
  if (role === "assistant" && answers.tellsNothing(content)) return [];
  const text = role === "assistant" ? content.replace(answers.confirms, "") : content;
  return sentencesOf([text])
    .filter((sentence) => !isQuestion(sentence))
    .map((sentence) => ({
      words: wordsOf(sentence),
      told: capital(role === "assistant" ? sentence.replace(/[.!\s]+$/, "") : turned(sentence)),
    }));
}

/** What is told is confirmed, and nothing is kept of it. */
function statement(text: string): string {
  const [first] = sentencesOf([text]);
  return first === undefined || wordsOf(first).length === 0 ? answers.hello : answers.noted(turned(first));
}

/** The latest of the facts that share the most words with the question, and how many. */
function best(facts: ReturnType<typeof factsOf>, wanted: readonly string[]): { found: string; shared: number } {
  let so = { found: "", shared: 0 };
  for (const { words, told } of facts) {
    const have = new Set(words);
    const shared = wanted.filter((word) => have.has(word)).length;
    if (shared > 0 && shared >= so.shared) so = { found: told, shared };
  }
  return so;
}

/** "your name is Ada" → "Your name is Ada." */
function capital(said: string): string {
  return `${said.charAt(0).toUpperCase() + said.slice(1)}.`;
}

const other: Record<string, string> = {
  i: "you",
  me: "you",
  my: "your",
  mine: "yours",
  myself: "yourself",
  am: "are",
  "i'm": "you are",
  "i’m": "you are",
  "i've": "you have",
  "i’ve": "you have",
  our: "your",
  we: "you",
  us: "you",
  you: "I",
  your: "my",
};

/** From whose mouth it comes is turned round, and its end is left open. */
function turned(sentence: string): string {
  return sentence.replace(/[\p{L}'’]+/gu, (word) => other[word.toLowerCase()] ?? word).replace(/[.!\s]+$/, "");
}

const asks =
  /^(?:who|what|whats|what['’]s|where|when|which|whose|why|how|is|are|am|was|were|do|does|did|can|could|have|has|tell me|say|repeat)\b/i;

function isQuestion(sentence: string): boolean {
  return sentence.trim().endsWith("?") || asks.test(sentence.trim());
}

function sentencesOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** Words that say nothing about what is asked. */
const empty = new Set(
  (
    "a an the and or of to in on at for from with by as it its this that these those there here i me my mine we us " +
    "our you your he she they is are am was were be been " +
    "do does did have has had can could will would shall should may might must who whom whose what whats where when " +
    "which why how many much tell say repeat know remember told said please " +
    "again now then so just very not no yes ok okay hello hi hey thanks"
  ).split(" "),
);

/** A few words that ask for the same. */
const same: Record<string, string> = { called: "name", named: "name", living: "live", lives: "live" };

/**
 * What a sentence is about: its words without those that say nothing, without a plural's s. "Who am I?" asks for the
 * name.
 */
function wordsOf(sentence: string): string[] {
  if (/^who am i\b/i.test(sentence.trim())) return ["name"];
  const found =
    sentence
      .toLowerCase()
      .replace(/['’]\p{L}+/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.filter((word) => !empty.has(word)).map((word) => same[word] ?? word.replace(/(?<=\p{L}{3})s$/u, ""));
}
