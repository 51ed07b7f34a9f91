/** What is sent along with a new message. */
import type { Memory, Message, Turn } from "./chat";
import { answer } from "./rule";

export function requestFor(before: readonly Turn[], said: string, { kind, turns }: Memory): Message[] {
  const kept = kind === "all" ? before : kind === "last" && turns > 0 ? before.slice(-turns) : [];
  const messages = kept.flatMap((turn): Message[] => [
    { role: "user", content: turn.said },
    { role: "assistant", content: turn.answer },
  ]);
  return [...messages, { role: "user", content: said }];
}

/** The conversation with one turn more. */
export function withTurn(before: readonly Turn[], said: string, memory: Memory): Turn[] {
  const sent = requestFor(before, said, memory);
  return [...before, { said, sent, answer: answer(sent) }];
}
