/** The bill in another currency, at the person's rate. */
import type { Range, ThreeLimits } from "../../contract";
import { figure, moneyIn } from "../../kit/format";
import type { Currency } from "../../scenario/currency";

/** An amount of the headline. unit: what it is for, in words. */
export interface Amount {
  name: string;
  unit: string;
  usd: string;
  range: Range<string> | null | undefined;
}

/** "€0.0092 a request · €92 a day, at 0.92 EUR for a dollar, your rate": the engine multiplies, exactly. */
export async function inCurrency(
  engine: Pick<ThreeLimits, "convert">,
  { code, rate }: Currency,
  amounts: readonly Amount[],
): Promise<string> {
  const converted = await engine.convert(
    amounts.flatMap(({ usd, range }) => [usd, range?.low ?? usd, range?.high ?? usd]),
    rate,
  );
  const said = amounts.map(({ unit, range }, i) => {
    const [value, low, high] = converted.slice(3 * i) as [string, string, string];
    return `${figure(value, range && { low, high }, (amount) => moneyIn(amount, code))} ${unit}`;
  });
  return `${said.join(" · ")}, ${atRate({ code, rate })}`;
}

export function atRate({ code, rate }: Currency): string {
  return `at ${rate} ${code} for a dollar, your rate`;
}
