/** Estimates, and sums that a page must not make. */
import type { ChatFormat, ChatOverhead, Estimate, Scenario, ThreeLimits } from "../../contract";
import { chatItems } from "../chat-format";
import { failure } from "../errors";
import { flatten } from "../scenario";
import { requireString, shown, today } from "./arguments";
import type { Programs } from "./programs";

type Calls = Pick<ThreeLimits, "estimate" | "overhead" | "sum" | "rescale" | "convert">;

export function estimateCalls(programs: Programs): Calls {
  return {
    async estimate(scenario: Scenario): Promise<Estimate> {
      const fields = flatten(scenario);
      return (await programs.engine()).estimate(fields, today());
    },

    async overhead(format: ChatFormat, model: string): Promise<ChatOverhead> {
      requireString("model", model);
      const items = chatItems(format);
      return (await programs.engine()).overhead(model, items);
    },

    async sum(amounts: readonly string[]): Promise<string> {
      const joined = joinedAmounts(amounts);
      return (await programs.engine()).sum(joined);
    },

    async rescale(total: number, was: number, parts: readonly number[]): Promise<number[]> {
      if (!Array.isArray(parts))
        throw failure("bad-argument", `parts is ${shown(parts)}; an array of whole numbers is accepted.`, "parts");
      const numbers = [total, was, ...parts];
      numbers.forEach((number, i) => {
        if (Number.isSafeInteger(number) && number >= 0) return;
        const name = ["total", "was"][i] ?? `parts[${i - 2}]`;
        throw failure("bad-argument", `${name} is ${shown(number)}; a whole number, 0 or more, is accepted.`, name);
      });
      return (await programs.engine()).rescale(numbers.join("\0"));
    },

    async convert(amounts: readonly string[], rate: string): Promise<string[]> {
      const joined = joinedAmounts(amounts);
      requireString("rate", rate);
      return (await programs.engine()).convert(joined, rate);
    },
  };
}

/** NUL between them, as the engine takes them. */
function joinedAmounts(amounts: readonly string[]): string {
  if (!Array.isArray(amounts))
    throw failure("bad-argument", `amounts is ${shown(amounts)}; an array of decimal texts is accepted.`);
  amounts.forEach((amount, i) => requireString(`amounts[${i}]`, amount));
  return amounts.map((amount) => amount.replaceAll("\0", "?")).join("\0");
}
