/**
 * One record as a bill: its lines with their working, what was counted, what was assumed, and whose prices they are.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Model, UsageRecord, UsageTokens } from "../../../contract";
import { lineName } from "../../../elements/cost/sentence";
import { renderSource } from "../../../elements/parts/working";
import { aligned, digits, exactMoney, number, price } from "../../../kit/format";
import "../converted";
import { renderAtLeast } from "./many";
import { priceSource } from "./source";
import { counting, shapes } from "./words";

export function renderBill(record: UsageRecord, model: Model | undefined): TemplateResult {
  const { usd, notes, tokens, day, service, given, shape } = record;
  const name = model?.name ?? given ?? "No model";
  return html`<article class="bill" aria-label="Bill of ${name}">
    <p class="whose"><b>${name}</b> <span class="aside">${shapes[shape]} · <time
      datetime=${day}>${day}</time> · ${service}</span></p>
    ${
      usd === null
        ? html`<p>No price is known for it, so there is no bill. This is what was counted.</p>`
        : renderLines(record, usd)
    }
    ${renderNotCounted(record)}
    ${notes.length > 0 ? html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : nothing}
    ${renderTokens(tokens)}
    <p class="hint">${counting[shape]}</p>
    ${usd !== null && model ? renderPrices(model, record) : nothing}
  </article>`;
}

/** What was reported and is in no line. */
function renderNotCounted({ notCounted }: UsageRecord): TemplateResult | typeof nothing {
  if (notCounted.length === 0) return nothing;
  return html`<p class="not-counted">Not counted: ${notCounted.map(
    ({ path, value }, i) => html`${i === 0 ? nothing : ", "}<code>${path}</code> ${value}`,
  )}. So the amount is the least it can be.</p>`;
}

function renderLines({ lines, atLeast }: UsageRecord, usd: string): TemplateResult {
  const amounts = aligned(lines.map((line) => line.usd));
  return html`<table class="receipt">
    <thead><tr><th scope="col">For</th><th scope="col" class="number">Tokens</th>
    <th scope="col" class="number">Per million</th><th scope="col" class="number">Amount</th></tr></thead>
    <tbody>${lines.map(
      (line, i) => html`<tr class="line">
        <th scope="row" class="for">${lineName(line)}</th>
        <td class="number">${line.unit ? `${digits(line.units!)} ${line.unit}` : number(line.tokens)}</td>
        <td class="number">${price(line.usdPerMTok)}${
          line.unit ? html`<span class="aside"> per 1,000</span>` : nothing
        }</td>
        <td class="number">${amounts[i]}</td>
      </tr>
      <tr><td class="aside" colspan="4">${line.working}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">Total</th>
    <td class="number total" colspan="3">${renderAtLeast(atLeast)}${exactMoney(usd)}<bills-converted
      .usd=${usd}></bills-converted></td>
    </tr></tfoot>
  </table>`;
}

/** What holds what: a row is set in under the one whose part it is. */
function renderTokens(tokens: UsageTokens): TemplateResult {
  const { input, uncachedInput, cachedInput, cacheWrite, cacheWriteHour, output, reasoning } = tokens;
  const cached = cachedInput > 0 || cacheWrite > 0 || cacheWriteHour > 0;
  const rows: [name: string, count: number, inside: boolean, shown: boolean][] = [
    ["Sent", input, false, true],
    ["not cached", uncachedInput, true, cached],
    ["read from the cache", cachedInput, true, cachedInput > 0],
    ["written to the cache", cacheWrite, true, cacheWrite > 0],
    ["written to the cache for an hour", cacheWriteHour, true, cacheWriteHour > 0],
    ["of it audio", tokens.audioInput, true, tokens.audioInput > 0],
    ["of it images", tokens.imageInput, true, tokens.imageInput > 0],
    ["Came back", output, false, true],
    ["of it reasoning", reasoning, true, reasoning > 0],
    ["of it audio", tokens.audioOutput, true, tokens.audioOutput > 0],
    ["of it images", tokens.imageOutput, true, tokens.imageOutput > 0],
  ];
  return html`<table class="tokens"><caption>Tokens of the call</caption>
    <tbody>${rows
      .filter(([, , , shown]) => shown)
      .map(
        ([name, count, inside]) => html`<tr class=${inside ? "inside" : ""}>
      <th scope="row">${name}</th><td class="number">${number(count)}</td></tr>`,
      )}</tbody></table>`;
}

function renderPrices(model: Model, record: UsageRecord): TemplateResult | typeof nothing {
  if (model.own) return html`<p class="hint">Prices: your own, from the file you brought.</p>`;
  const source = priceSource(model, record);
  return source
    ? html`<p class="hint">Prices: ${renderSource({
        ...source,
        source: source.url.replace(/^https:\/\//, ""),
        sourceUrl: source.url,
      })}${source.from ? html`; they hold since <time datetime=${source.from}>${source.from}</time>` : nothing}.</p>`
    : nothing;
}
