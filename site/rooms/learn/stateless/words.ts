/** What this tool says, what answers in it, and what it gives to try. */
import { counted } from "../../../kit/format";
import type { Try } from "../tries";
import type { Memory } from "./chat";

export const words = {
  title: "It remembers nothing",
  about:
    "Between two calls a hosted model keeps nothing of you. A chat goes on only because each request carries " +
    "everything that was said before, and all of it is read, waited for and paid again.",
  honest: "No model answers here: a few lines that read only the request you see.",
  memory: "Send along with the next message",
  all: "everything that was said",
  last: "only the last turns",
  none: "nothing",
  turns: "Turns that are sent along",
  message: "Your message",
  send: "Send",
  again: "Start again",
  empty: "There is nothing to send: type a message.",
  tooLong: (length: string, most: string) =>
    `The message has ${length} characters; at most ${most} are sent here. It is kept as you typed it.`,
  full: (most: string) => `That were ${most} turns, as many as are kept here. Start again for more.`,
  counting: "Counting…",
  caption:
    "What each turn sends and costs, question and answer. The full part of a bar is sent again, the faint one is the " +
    "new message and the chat format.",
  captionApart: "What each turn sends and costs, question and answer.",
  format: "The chat format’s own tokens are counted in, by the vendor’s rule.",
  noFormat: "What the chat format adds is not published for this model, and not counted.",
  noPrice: "No price is known for this model: choose one in the sentence above.",
  server:
    "OpenAI’s API, for one, can keep the conversation for you: you send the new message and the number of the last " +
    "answer. All that came before is still billed as input.",
  serverSource: "OpenAI: Conversation state",
  serverAddress: "https://developers.openai.com/api/docs/guides/conversation-state",
  serverChecked: "2026-12-01",
  cheaper: "A cache makes what is sent again cheaper, not shorter.",
};

const confirmed = "Noted: ";
const untold = "I have not been told";
const unclear = "I don’t understand this question";

export const answers = {
  hello: "Hello. Tell me something, such as “My name is Ada”, and ask me about it later.",
  noted: (told: string) => `${confirmed}${told}.`,
  notTold: `${untold}. Your message is all there is in this request.`,
  notFound: (wanted: readonly string[], messages: number) =>
    `${untold}, or don’t understand: ${counted(messages, "message")} in this request, and no statement in them has the ` +
    `${wanted.length === 1 ? "word" : "words"} ${wanted.map((word) => `“${word}”`).join(" or ")}.`,
  unclear: `${unclear}: I look for its words in this request, and understand no more than that.`,
  /** What it says before what it was told. */
  confirms: new RegExp(`^${confirmed}`),
  /** Whether it said that it knows nothing. */
  tellsNothing: (said: string) => said.startsWith(untold) || said.startsWith(unclear) || said === answers.hello,
};

export interface ChatTry extends Try {
  memory: Memory;
  turns: readonly string[];
}

const named = ["My name is Ada.", "I live in Oslo.", "What is my name?"];

export const tries: readonly ChatTry[] = [
  {
    id: "all",
    title: "With the history",
    memory: { kind: "all", turns: 2 },
    turns: named,
    see: "The name stands in the third request, because the first message was sent again with it. So it can be answered.",
  },
  {
    id: "none",
    title: "Without it",
    memory: { kind: "none", turns: 2 },
    turns: named,
    see:
      "The same three messages, each by itself. The requests stay small and cheap, and by the third the name is " +
      "nowhere.",
  },
  {
    id: "last",
    title: "The last two turns",
    memory: { kind: "last", turns: 2 },
    turns: [
      "My name is Ada.",
      "The code of the door is 4711.",
      "I like tea.",
      "What is the code of the door?",
      "What is my name?",
    ],
    see:
      "A window that moves along: requests stop growing, what is recent is known, and what is older falls out of it. " +
      "The code was still there, the name was not.",
  },
  {
    id: "grow",
    title: "Ten turns",
    memory: { kind: "all", turns: 2 },
    turns: [
      "My name is Ada.",
      "I live in Oslo.",
      "I have two cats.",
      "The train leaves at nine.",
      "My sister is called Eva.",
      "The door’s code is 4711.",
      "I like tea.",
      "It rains today.",
      "My desk is green.",
      "Where do I live?",
    ],
    see:
      "Every message is as short as the one before, and every request is longer. With twice the turns, about four " +
      "times as much has been sent.",
  },
];
