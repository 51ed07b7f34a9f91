/** What the wait means to the person who waits. */
import type { Estimate } from "../../contract";
import { seconds } from "../../kit/format";

type Latency = NonNullable<Estimate["latency"]>;
type Phase = Latency["phases"][number];

/** Limits of attention, in seconds (Nielsen): an answer at once, an unbroken thought, attention kept. */
const atOnce = 0.1,
  unbroken = 1,
  kept = 10;

const names: Record<Phase["name"], string> = { ttft: "first token", reasoning: "reasoning", answer: "answer" };

export function phaseName(phase: Phase): string {
  return names[phase.name];
}

export function latencySentence(latency: Latency): string {
  return `${first(latency.firstVisible)} ${pace(latency)}`.trimEnd();
}

function first(firstVisible: number): string {
  if (firstVisible <= atOnce) return "The first words come at once.";
  if (firstVisible <= unbroken) return "The first words come before the reader's thought breaks off (1 s).";
  if (firstVisible <= kept) return "The wait for the first words is felt, but attention holds (up to 10 s).";
  return "Before the first words come, attention is gone (after 10 s): show progress.";
}

function pace({ reading, phases }: Latency): string {
  const answer = phases.find(({ name }) => name === "answer");
  if (!answer || answer.seconds === 0) return "";
  return reading >= answer.seconds
    ? `From then on it writes faster than people read: reading takes ${together(seconds(reading))}.`
    : `From then on the reader waits for the writing: reading alone would take ${together(seconds(reading))}.`;
}

/** A figure that no line break parts from its unit. */
function together(figure: string): string {
  return figure.replaceAll(" ", "\u00a0");
}
