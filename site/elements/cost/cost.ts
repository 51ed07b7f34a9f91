import { html, nothing, type PropertyDeclarations, type PropertyValues, svg, type TemplateResult } from "lit";
import type { Estimate, Scenario, ThreeLimits, WorkingStep } from "../../contract";
import { atLeast, digits, exactMoney, figure, money, number, percent, price } from "../../kit/format";
import type { Currency } from "../../scenario/currency";
import { LimitElement, type LimitView } from "../limit-element";
import type { Figure } from "../parts/figure";
import { type Length, strip, swatch } from "../parts/strip";
import { limitStyles } from "../parts/styles";
import { renderSource } from "../parts/working";
import { type Amount, inCurrency } from "./currency";
import { costSentence, lineName } from "./sentence";

type Cost = NonNullable<Estimate["cost"]>;
type Line = Cost["lines"][number];

/**
 * `<llm-cost>`: what a request, a day and a month cost; with `currency` and `currency-rate`, in another currency too.
 */
export class LlmCost extends LimitElement {
  static override styles = limitStyles("cost");
  static override properties: PropertyDeclarations = { currency: { attribute: false }, converted: { state: true } };
  protected override readonly limit = "cost";
  protected override readonly heading = "Cost";

  /** Another currency to show; set, it wins over the attributes. */
  declare currency: Currency | null | undefined;
  /** The amounts in it, in words; "" where there are none. */
  declare private converted: string;
  #given: Currency | null = null;
  #asked = "";

  constructor() {
    super();
    this.converted = "";
  }

  protected override complete(
    engine: ThreeLimits,
    scenario: Scenario,
    beside: Record<string, string>,
  ): Promise<Scenario> {
    const { currency: code = "", currencyRate: rate = "" } = beside;
    this.#given = code === "" ? null : { code: code.toUpperCase(), rate };
    return super.complete(engine, scenario, beside);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const currency = this.currency === undefined ? this.#given : this.currency;
    const cost = this.shown?.cost;
    void this.#convert(cost && currency?.rate ? { currency, amounts: headline(cost) } : null);
  }

  /** Asks the engine for the amounts in the currency, once for the same. */
  async #convert(wanted: { currency: Currency; amounts: readonly Amount[] } | null): Promise<void> {
    const asked = wanted ? JSON.stringify(wanted) : "";
    if (asked === this.#asked) return;
    this.#asked = asked;
    try {
      const converted = wanted ? await inCurrency(await this.ready(), wanted.currency, wanted.amounts) : "";
      if (asked === this.#asked) this.converted = converted;
    } catch {
      if (asked === this.#asked) this.converted = `This rate cannot be used: “${wanted!.currency.rate.slice(0, 40)}”.`;
    }
  }

  protected override view({ cost, working, atLeast: missing }: Estimate): LimitView | null {
    if (!cost) return null;
    const published = working.find(({ figure }) => figure === "cost.rates.input");
    const [request, ...further] = headline(cost).map((amount) => figureOf(amount, missing));
    return {
      figure: request!,
      unit: cost.service && cost.service !== "standard" ? `a request, ${cost.service}` : "a request",
      more: further,
      trust: cost.trust,
      beside: this.converted,
      picture: picture(cost),
      sentence: costSentence(cost),
      checked: published?.checked,
      by: published?.by,
      table: table(cost, published),
    };
  }
}

/** The amounts of the headline that there are. */
function headline({ perRequest, perConversation, perDay, perMonth, range }: Cost): Amount[] {
  const all: (Amount | null)[] = [
    { name: "cost.perRequest", unit: "a request", usd: perRequest, range: range?.perRequest },
    perConversation === perRequest
      ? null
      : { name: "cost.perConversation", unit: "a conversation", usd: perConversation, range: range?.perConversation },
    perDay === null ? null : { name: "cost.perDay", unit: "a day", usd: perDay, range: range?.perDay },
    perMonth === null ? null : { name: "cost.perMonth", unit: "a month", usd: perMonth, range: range?.perMonth },
  ];
  return all.filter((amount) => amount !== null);
}

function figureOf({ name, unit, usd, range }: Amount, missing: boolean | undefined): Figure {
  const [text, exact] = [figure(usd, range, money), figure(usd, range, exactMoney)];
  return { name, unit, text: atLeast(missing, text), exact: atLeast(missing, exact), size: Number(usd) };
}

function paid(cost: Cost): Line[] {
  return cost.lines.filter(({ tokens, units }) => tokens > 0 || units !== undefined);
}

/** The tokens and the money as two strips, joined line by line: a narrow end in tokens widens into money. */
function picture(cost: Cost): TemplateResult {
  const lines = paid(cost);
  if (lines.length === 0) return html``;
  const inTokens = lines.map(
    (line): Length => ({
      name: line.name,
      from: line.share.tokens.from,
      width: Number(line.tokensPercent),
      title: `${lineName(line)}: ${number(line.tokens)} tokens`,
    }),
  );
  const inMoney = lines.map(
    (line): Length => ({
      name: line.name,
      from: line.share.usd.from,
      width: Number(line.percent),
      title: `${lineName(line)}: ${exactMoney(line.usd)}`,
    }),
  );
  return html`
    <div class="strips">
      <span>tokens</span> ${strip(
        inTokens,
        100,
        said(lines, (line) => `${number(line.tokens)} tokens`),
      )}
      <svg class="bands" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${lines.map(band)}</svg>
      <span>money</span> ${strip(
        inMoney,
        100,
        said(lines, (line) => money(line.usd)),
      )}
    </div>
    <ul class="legend">
      ${lines.map((line) => html`<li>${swatch(line.name)} ${lineName(line)} <b>${money(line.usd)}</b></li>`)}
    </ul>
  `;
}

function band({ name, share: { tokens, usd } }: Line) {
  return svg`<polygon class=${name} points="${tokens.from},0 ${tokens.to},0 ${usd.to},1 ${usd.from},1"></polygon>`;
}

function said(lines: Line[], amount: (line: Line) => string): string {
  return lines.map((line) => `${lineName(line)} ${amount(line)}`).join(", ");
}

/** What a price of no tokens is for. */
const per = { searches: " per 1,000", "token-hours": " and hour" };

function counted(line: Line): string {
  return line.unit ? `${digits(line.units ?? "0")} ${line.unit}` : number(line.tokens);
}

/** Rates beside the four, where they are published. */
function further(rates: Cost["rates"]): string {
  const named: [string, string | undefined][] = [
    ["cache writes for an hour", rates.cacheWriteHour],
    ["audio", rates.audioInput],
    ["cached audio", rates.cachedAudio],
    ["images", rates.imageInput],
    ["cached images", rates.cachedImage],
  ];
  const tokens = named.filter(([, usd]) => usd !== undefined).map(([name, usd]) => `${name} ${price(usd!)}`);
  const others = [
    ...(rates.cacheStorage === undefined
      ? []
      : [`keeping a million cached tokens for an hour ${price(rates.cacheStorage)}`]),
    ...(rates.webSearch === undefined ? [] : [`a thousand web searches ${price(rates.webSearch)}`]),
  ];
  return [...tokens, ...others].length === 0 ? "" : ` Also ${[...tokens, ...others].join(", ")}.`;
}

function table(cost: Cost, published: WorkingStep | undefined): TemplateResult {
  const { rates } = cost;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="The bill, line by line"><table>
      <caption>The bill, line by line</caption>
      <thead><tr><th scope="col">Line</th><th scope="col">Tokens</th><th scope="col">$ per million</th>
      <th scope="col">Amount</th><th scope="col">Share</th></tr></thead>
      <tbody>
        ${cost.lines.map(
          (line) =>
            html`<tr><th scope="row">${swatch(line.name)} ${lineName(line)}</th><td>${counted(line)}</td>
            <td>${price(line.usdPerMTok)}${line.unit ? per[line.unit] : nothing}</td><td>${exactMoney(line.usd)}</td>
            <td>${percent(line.percent)}</td></tr>`,
        )}
      </tbody>
    </table></div>
    <p class="rates">
      ${
        rates.overridden
          ? "Your prices"
          : cost.service && cost.service !== "standard"
            ? `Prices for ${cost.service},`
            : "Prices"
      } per million tokens: input ${price(rates.input)}, cached input ${price(rates.cachedInput)},
      cache writes ${price(rates.cacheWrite)}, output ${price(rates.output)}.${further(rates)}
      ${
        rates.inputTokensFrom === null
          ? nothing
          : html`These are the rates of a request with ${number(rates.inputTokensFrom)} input tokens or more.`
      }
      ${rates.from === null ? nothing : html`In force since <time datetime=${rates.from}>${rates.from}</time>.`}
      ${published?.sourceUrl ? renderSource(published) : nothing}
    </p>
  `;
}
