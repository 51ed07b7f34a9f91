/** What this tool says beside the moves themselves (moves.ts). */
import type { Estimate } from "../../../contract";
import { figure, money, number, seconds } from "../../../kit/format";
import type { FigureName, Limit } from "./moves";

export const words = {
  title: "Moves against the limits",
  about:
    "Nearly every technique that you will meet later is a move against one of the three limits, and each costs " +
    "something in exchange. Beside each stands what it would do to your own scenario, worked out with that one " +
    "change; apply it, and it is the scenario. It can be undone.",
  pushes: "Pushes",
  exchange: "In exchange:",
  here: "On your scenario",
  model: "Model",
  documents: "Documents and history",
  texts: { new: "change with each question", same: "are the same in each request" },
  apply: "Apply it",
  undo: "Undo",
  applied: (title: string) => `${title} was applied to the scenario.`,
  same: "no change",
  waiting: "The figures come when the scenario has some.",
};

export const limits: Record<Limit, string> = { context: "Context", cost: "Cost", wait: "Wait" };

/** A figure before and after: in words, and which way it went. */
export interface Effect {
  limit: Limit;
  was: string;
  now: string;
  what: string;
  way: "less" | "more" | "same";
}

/** null: an estimate has nothing for it. */
export function effectOf(name: FigureName, was: Estimate, now: Estimate): Effect | null {
  if (name === "cost") return costOf(was, now);
  if (name === "input" || name === "reserved") return contextOf(name, was, now);
  return waitOf(name, was, now);
}

function contextOf(name: "input" | "reserved", { context: was }: Estimate, { context: now }: Estimate): Effect | null {
  const shown = (context: NonNullable<typeof was>) => figure(context[name], context.range?.[name], number);
  const what = name === "input" ? "tokens sent" : "tokens kept for the answer";
  return was && now && effect("context", what, was[name], now[name], shown(was), shown(now));
}

/** felt: from the whole wait to the wait for the first words. */
function waitOf(name: "total" | "felt", { latency: was }: Estimate, { latency: now }: Estimate): Effect | null {
  if (!was || !now) return null;
  const [what, after] =
    name === "total" ? (["for the whole answer", "total"] as const) : (["until one can read", "firstVisible"] as const);
  return effect(
    "wait",
    what,
    was.total,
    now[after],
    figure(was.total, was.range?.total, seconds),
    figure(now[after], now.range?.[after], seconds),
  );
}

/** By the month where the traffic is known. */
function costOf({ cost: was }: Estimate, { cost: now }: Estimate): Effect | null {
  if (!was || !now) return null;
  const month = was.perMonth !== null && now.perMonth !== null;
  const [before, after] = month ? [was.perMonth!, now.perMonth!] : [was.perRequest, now.perRequest];
  const range = (cost: typeof was) => (month ? cost.range?.perMonth : cost.range?.perRequest);
  return effect(
    "cost",
    month ? "a month" : "a request",
    Number(before),
    Number(after),
    figure(before, range(was), money),
    figure(after, range(now), money),
  );
}

function effect(limit: Limit, what: string, before: number, after: number, was: string, now: string): Effect {
  return { limit, what, was, now, way: after < before ? "less" : after > before ? "more" : "same" };
}
