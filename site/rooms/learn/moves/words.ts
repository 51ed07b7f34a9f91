/** What this tool says beside the moves themselves (moves.ts). */
import type { Estimate } from "../../../core/contract";
import { figure, money, number, seconds } from "../../../elements/format";
import type { FigureName, Limit } from "./moves";

export const words = {
  title: "Moves against the limits",
  about: "Nearly every technique that you will meet later is a move against one of the three limits, and each costs something in exchange. Beside each stands what it would do to your own scenario, worked out with that one change; apply it, and it is the scenario. It can be undone.",
  pushes: "Pushes",
  exchange: "In exchange:",
  here: "On your scenario",
  model: "Model",
  apply: "Apply it",
  undo: "Undo",
  applied: (title: string) => `${title} was applied to the scenario.`,
  same: "no change",
  waiting: "The figures come when the scenario has some.",
};

export const limits: Record<Limit, string> = { context: "Context", cost: "Cost", wait: "Wait" };

/** A figure before and after: in words, and which way it went. */
export interface Effect { limit: Limit; was: string; now: string; what: string; way: "less" | "more" | "same" }

/** null: an estimate has nothing for it. */
export function effectOf(name: FigureName, was: Estimate, now: Estimate): Effect | null {
  switch (name) {
    case "input": return was.context && now.context && effect("context", "tokens sent", was.context.input, now.context.input, figure(was.context.input, was.context.range?.input, number), figure(now.context.input, now.context.range?.input, number));
    case "reserved": return was.context && now.context && effect("context", "tokens kept for the answer", was.context.reserved, now.context.reserved, number(was.context.reserved), number(now.context.reserved));
    case "cost": return costOf(was, now);
    case "total": return was.latency && now.latency && effect("wait", "for the whole answer", was.latency.total, now.latency.total, seconds(was.latency.total), seconds(now.latency.total));
    case "felt": return was.latency && now.latency && effect("wait", "until one can read", was.latency.total, now.latency.firstVisible, seconds(was.latency.total), seconds(now.latency.firstVisible));
  }
}

/** By the month where the traffic is known. */
function costOf({ cost: was }: Estimate, { cost: now }: Estimate): Effect | null {
  if (!was || !now) return null;
  const month = was.perMonth !== null && now.perMonth !== null;
  const [before, after] = month ? [was.perMonth!, now.perMonth!] : [was.perRequest, now.perRequest];
  const range = (cost: typeof was) => (month ? cost.range?.perMonth : cost.range?.perRequest);
  return effect("cost", month ? "a month" : "a request", Number(before), Number(after), figure(before, range(was), money), figure(after, range(now), money));
}

function effect(limit: Limit, what: string, before: number, after: number, was: string, now: string): Effect {
  return { limit, what, was, now, way: after < before ? "less" : after > before ? "more" : "same" };
}
