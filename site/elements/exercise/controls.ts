/** The scenario of an exercise as its file lets a learner see and change it. */
import type { PosedExercise, Scenario } from "../../contract";
import { type FlatName, flatNames, withValue } from "../../scenario/flat";

/** entry: how its field is read; null: it is shown and cannot be changed. */
export interface Control {
  path: string;
  label: string;
  text: string;
  /** What is no number, such as a day or a model's id, is written as it stands. */
  isNumber: boolean;
  entry: FlatName | null;
}

const changeable: readonly string[] = ["money", "whole", "count", "number"];

export function controlsOf({ scenario, locked, hidden }: PosedExercise): Control[] {
  return scenario
    .filter(({ path }) => !hidden.includes(path))
    .map(({ path, kind, text }) => {
      const entry = flatNames.find((one) => one.path?.join(".") === path);
      return {
        path,
        text,
        isNumber: kind === "number" || entry?.kind.is === "money",
        label: entry?.label ?? path,
        entry: entry && changeable.includes(entry.kind.is) && !locked.includes(path) ? entry : null,
      };
    });
}

/** The scenario of its leaves, which the engine has taken before. */
export function scenarioOf(leaves: PosedExercise["scenario"]): Scenario {
  return leaves.reduce((scenario, { path, kind, text }) => {
    const [first, ...inner] = path.split(".") as [string, ...string[]];
    const value = kind === "null" ? null : kind === "string" ? text : (JSON.parse(text) as unknown);
    if (inner.length < 2) return withValue(scenario, [first, inner[0]], value);
    const [second, third] = inner as [string, string]; // a range of tokens
    const group = (scenario as Record<string, Record<string, object> | undefined>)[first];
    return withValue(scenario, [first, second], { ...group?.[second], [third]: value });
  }, {} as Scenario);
}

/** The limit whose element shows a figure. */
export function limitOf(figure: string): "context" | "cost" | "latency" {
  return figure.startsWith("cost.") ? "cost" : figure.startsWith("latency.") ? "latency" : "context";
}
