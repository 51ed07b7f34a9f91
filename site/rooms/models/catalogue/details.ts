/** What is known of one model: prices in every service, limits, tokenizer, price history; each with where it stands. */
import { html, nothing, type TemplateResult } from "lit";
import type { Model, Source } from "../../../contract";
import { renderSource } from "../../../elements/parts/working";
import { counted, number, price, seconds } from "../../../kit/format";
import { session } from "../../../session/session";
import { extraRates, listed, rates, services } from "./words";

export function renderDetails(model: Model): TemplateResult {
  const { id, aliases = [], notes = [] } = model;
  const mine = id === session.store.state.settings.model;
  return html`<div class="details">
    <p class="row"><code>${id}</code>
      ${
        mine
          ? html`<span class="aside">It is the scenario’s model.</span>`
          : html`<button type="button" class="button"
            @click=${() => session.store.pickModel(id)}>Use ${model.name}</button>`
      }</p>
    ${
      aliases.length > 0
        ? html`<p class="aside">Also ${aliases.map((alias, i) => html`${i > 0 ? ", " : ""}<code>${alias}</code>`)}</p>`
        : nothing
    }
    ${renderEnd(model)}
    ${renderPrices(model)}
    ${notes.map((note) => html`<p class="hint">${note.text} ${from(cited(note))}</p>`)}
    <models-price-form .model=${model}></models-price-form>
    ${renderFacts(model)}
    ${renderHistory(model)}
    ${renderSources(model)}
  </div>`;
}

/** The end of its service, and what its vendor names in its place. */
function renderEnd({ retired, stage, successor, answeredBySuccessor }: Model): TemplateResult | typeof nothing {
  if (retired === undefined) return nothing;
  const end = stage === "retired" ? `Not served since ${retired}` : `Not served from ${retired} on`;
  if (successor === undefined) return html`<p><b>${end}.</b></p>`;
  const next = html`<code>${successor}</code>`;
  const then = answeredBySuccessor
    ? html`${next} answers for it, at its own prices`
    : html`its vendor names ${next} in its place`;
  return html`<p><b>${end}</b>: ${then}.</p>`;
}

/** One price list: a column for each way of being served, a row for each rate. */
function renderPrices(model: Model): TemplateResult {
  const { prices, tiers = [], services: others = [], extraPrices = {}, pricesUntil, peakHours } = model;
  if (!prices) return html`<p>No price is published.</p>`;
  const columns = [
    { title: services.standard, prices },
    ...tiers.map((tier) => ({ title: `From ${number(tier.inputTokensFrom)} tokens in`, prices: tier })),
    ...others.map((service) => ({ title: services[service.name], prices: { ...service, cacheWrite: null } })),
  ];
  const extra = extraRates.filter(([name]) => extraPrices[name] !== undefined);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Prices of ${model.name}"><table>
      <caption>US dollars per million tokens${
        model.pricesFrom ? html`, since ${model.pricesFrom}` : nothing
      }${pricesUntil ? html`, promised until ${pricesUntil}` : nothing}. ${from(model.pricesSource)}</caption>
      <thead><tr><td></td>${columns.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
      <tbody>
        ${rates
          .filter(([name]) => columns.some((column) => column.prices[name] !== null))
          .map(
            ([name, title]) => html`<tr><th scope="row">${title}</th>
          ${columns.map(
            (column) =>
              html`<td class="number">${column.prices[name] === null ? "–" : price(column.prices[name])}</td>`,
          )}</tr>`,
          )}
        ${extra.map(
          ([name, title]) =>
            html`<tr><th scope="row">${title}</th>
            <td class="number">${price(extraPrices[name]!)}</td>${columns.slice(1).map(() => html`<td></td>`)}</tr>`,
        )}
        ${
          extraPrices.webSearch
            ? html`<tr><th scope="row">A thousand web searches</th>
            <td class="number">${price(extraPrices.webSearch)}</td>${columns.slice(1).map(() => html`<td></td>`)}</tr>`
            : nothing
        }
      </tbody></table></div>
    ${
      peakHours
        ? html`<p class="hint">Between ${peakHours.windows.join(" and ")} UTC${
            peakHours.weekdays ? ", Monday to Friday" : ""
          }: ${price(peakHours.input)} in, ${price(peakHours.output)} out. ${from(cited(peakHours))}</p>`
        : nothing
    }
    ${
      others.length > 0
        ? html`<p class="hint">${others.map(
            (service, i) => html`${i > 0 ? "; " : ""}${services[service.name]}: ${from(cited(service))}`,
          )}</p>`
        : nothing
    }`;
}

function renderFacts(model: Model): TemplateResult {
  const {
    window,
    cutoff,
    released,
    encoding,
    trust,
    takes = [],
    gives = [],
    cacheFrom,
    cacheStep,
    cacheLifeSeconds,
    factor,
  } = model;
  const fact = (title: string, what: unknown): TemplateResult => html`<div><dt>${title}</dt><dd>${what}</dd></div>`;
  const limit = (tokens: number | null): string => (tokens === null ? "none of its own" : counted(tokens, "token"));
  return html`<dl>
    ${fact("Window", html`${counted(window.context, "token")}. ${from(model.windowSource)}`)}
    ${fact("Most input", limit(window.maxInput))}
    ${fact("Most output", limit(window.maxOutput))}
    ${fact("Knows until", cutoff ?? "not published")}
    ${fact("Released", released ?? "not known")}
    ${fact("Reads", listed(takes))}
    ${fact("Answers in", listed(gives))}
    ${
      cacheFrom
        ? fact(
            "Cache takes",
            `prefixes from ${counted(cacheFrom, "token")}${cacheStep ? `, in steps of ${number(cacheStep)}` : ""}`,
          )
        : nothing
    }
    ${cacheLifeSeconds ? fact("Cache keeps", `what is not used for ${seconds(cacheLifeSeconds)} at least`) : nothing}
    ${fact(
      "Counted with",
      encoding === null
        ? "no tokenizer is known"
        : html`<code>${encoding}</code>${
            factor ? `, times ${factor.low} to ${factor.high}` : ""
          }: ${model.exactness}. ${trust?.why ?? ""} ${
            trust?.source ? from({ url: trust.source, checked: trust.checked ?? "" }) : nothing
          }`,
    )}
  </dl>`;
}

function renderHistory({ name, history = [] }: Model): TemplateResult | typeof nothing {
  if (history.length < 2) return nothing;
  const amount = (usd: string | null): string => (usd === null ? "–" : price(usd));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Price history of ${name}"><table>
    <caption>Price history. “Prices as of” in the cost’s settings works a scenario out at any day’s prices.</caption>
    <thead><tr><th scope="col">From</th><th scope="col" class="number">Input</th>
    <th scope="col" class="number">From cache</th><th scope="col" class="number">Output</th><th scope="col">Source</th>
    </tr></thead>
    <tbody>${history.map(
      (row) => html`<tr><th scope="row">${row.from ?? "first known"}${
        row.until ? html` <span class="aside">until ${row.until}</span>` : nothing
      }</th>
      <td class="number">${amount(row.input)}</td><td class="number">${amount(row.cachedInput)}</td>
      <td class="number">${amount(row.output)}</td>
      <td>${from(cited(row))}</td></tr>`,
    )}</tbody></table></div>`;
}

function renderSources({ sources }: Model): TemplateResult {
  return html`<details><summary>All sources</summary><ul>${sources.map(
    (source) => html`<li>${source.what ?? ""} ${from(source)}</li>`,
  )}</ul></details>`;
}

/** Where a figure stands and when it was seen there; a file of the person's own has neither. */
function from(source: Source | undefined): TemplateResult | typeof nothing {
  if (!source) return nothing;
  const { url } = source;
  const link = url === "" ? "Yours" : renderSource({ ...source, source: host(url), sourceUrl: url });
  return html`<span class="source">${link}</span>`;
}

/** A row's source, as that of a figure. */
function cited({ source, checked, by }: { source: string; checked: string; by?: string }): Source {
  return by === undefined ? { url: source, checked } : { url: source, checked, by };
}

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : url;
}
