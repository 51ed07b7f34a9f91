/** What each turn of the chat sends and costs, by the engine. */
import type { ChatFormat, Count, Estimate, Interval, Scenario, ThreeLimits } from "../../../contract";
import type { Subject } from "../../parts/subject";
import type { Turn } from "./chat";

/** sent, usd: of all turns up to this one; null: no price. overhead: whether the chat format is in it. */
export interface Figures {
  estimate: Estimate;
  overhead: boolean;
  sent: string;
  usd: string | null;
}

/** Who counts and what it costs: of the scenario, all but the request and its traffic. */
export interface Terms {
  subject: Subject;
  model: string | undefined;
  scenario: Scenario;
}

export function termsOf(subject: Subject, { model, encoding, asOf, atTime, service, prices, window }: Scenario): Terms {
  return { subject, model, scenario: { model, encoding, asOf, atTime, service, prices, window } };
}

export class Bookkeeper {
  #key = "";
  /** Of texts, by the texts; and of turns. */
  #counts = new Map<string, Interval>();
  #estimates = new WeakMap<Turn, { estimate: Estimate; overhead: boolean }>();

  async figures(engine: ThreeLimits, turns: readonly Turn[], terms: Terms): Promise<Figures[]> {
    const key = JSON.stringify(terms);
    if (key !== this.#key) {
      this.#key = key;
      this.#counts.clear();
      this.#estimates = new WeakMap();
    }
    const rows: Figures[] = [];
    let sent = "0";
    let usd: string | null = "0";
    for (const turn of turns) {
      const found = this.#estimates.get(turn) ?? (await this.#estimate(engine, turn, terms));
      this.#estimates.set(turn, found);
      const { cost, usage } = found.estimate;
      sent = await engine.sum([sent, String(usage.input)]);
      usd = cost && usd !== null ? await engine.sum([usd, cost.perRequest]) : null;
      rows.push({ ...found, sent, usd });
    }
    return rows;
  }

  async #estimate(
    engine: ThreeLimits,
    { sent, answer }: Turn,
    { subject, model, scenario }: Terms,
  ): Promise<{ estimate: Estimate; overhead: boolean }> {
    const count = (text: string): Promise<Interval> => this.#count(engine, text, subject);
    const history: Interval[] = [];
    for (const { content } of sent.slice(0, -1)) history.push(await count(content));
    const format: ChatFormat = {
      messages: sent.map(({ role }, i) => ({ part: i === sent.length - 1 ? "user" : "history", role })),
    };
    const added = model !== undefined && subject.model !== undefined ? await engine.overhead(format, model) : null;
    const request: Scenario["request"] = {
      history: counted(await together(engine, history)),
      user: counted(await count(sent.at(-1)!.content)),
      output: counted(await count(answer)),
      ...(added?.tokens ? { overhead: { ...added.tokens, trust: added.trust.level } } : {}),
    };
    return { estimate: await engine.estimate({ ...scenario, request }), overhead: Boolean(added?.tokens) };
  }

  async #count(engine: ThreeLimits, text: string, { model, encoding }: Subject): Promise<Interval> {
    let known = this.#counts.get(text);
    if (!known) {
      ({ tokens: known } =
        model === undefined
          ? await engine.inspect(text, { encoding, tokens: false })
          : await engine.measure(text, model));
      this.#counts.set(text, known);
    }
    return known;
  }
}

/** Messages counted one by one, as they stand apart in the request. */
async function together(engine: ThreeLimits, counts: readonly Interval[]): Promise<Interval> {
  const of = async (end: keyof Interval): Promise<number> =>
    Number(await engine.sum(counts.map((count) => String(count[end]))));
  return { low: await of("low"), typical: await of("typical"), high: await of("high") };
}

function counted(tokens: Interval): Count {
  return tokens.low === tokens.high ? tokens.typical : tokens;
}
