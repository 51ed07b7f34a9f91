/** Many records: what they cost together, by model and day, and what could not be read. */
import { html, nothing, type TemplateResult } from "lit";
import type { Model, UsageReport, UsageSum } from "../../../contract";
import { save } from "../../../kit/download";
import { counted, exactMoney, number } from "../../../kit/format";
import "../converted";
import { asCSV } from "./export";

/** Names out of a file can be as many as its lines. */
const sumsShown = 100;

export function modelName(models: readonly Model[], { model, given }: Pick<UsageSum, "model" | "given">): string {
  return models.find(({ id }) => id === model)?.name ?? model ?? given ?? "no model named";
}

/** Before an amount that misses something. */
export function renderAtLeast(atLeast: boolean): TemplateResult | typeof nothing {
  return atLeast ? html`<span class="at-least">at least </span>` : nothing;
}

export function renderTotal({ usd, atLeast, count, priced, repeats, passed }: UsageReport): TemplateResult {
  const aside = [
    priced === count
      ? counted(count, "record")
      : `${number(priced)} of ${counted(count, "record")}; the others have no price, or could not be read`,
    ...(repeats > 0 ? [`${counted(repeats, "record")} more repeat or complete one of them`] : []),
    ...(passed > 0 ? [`${counted(passed, "line")} without a usage`] : []),
  ];
  return html`<p class="together"><b class="total">${renderAtLeast(atLeast)}${exactMoney(usd)}<bills-converted .usd=${usd}></bills-converted></b>
    <span class="aside">${aside.join("; ")}</span></p>`;
}

/** What is said of the calls, each once. */
export function renderSaid({ notes, count }: UsageReport): TemplateResult | typeof nothing {
  if (notes.length === 0 || count < 2) return nothing;
  return html`<div class="problems said"><h3>What was assumed</h3>
    <div class="list" tabindex="0" role="region" aria-label="What was assumed"><ul>${notes.map(
      ({ message, records }) =>
        html`<li>${records === 1 ? nothing : html`<b>${counted(records, "record")}</b> `}${message}</li>`,
    )}</ul></div></div>`;
}

export function renderSums(sums: readonly UsageSum[], models: readonly Model[]): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="By model and day"><table class="sums">
    <caption>By model and day</caption>
    <thead><tr><th scope="col">Model</th><th scope="col">Day</th><th scope="col" class="number">Records</th>
      <th scope="col" class="number">Cost</th><th scope="col" class="number">Sent</th>
      <th scope="col" class="number">Came back</th></tr></thead>
    <tbody>${sums.slice(0, sumsShown).map(
      (sum) => html`<tr><th scope="row" class="name">${modelName(models, sum)}</th>
      <td><time datetime=${sum.day}>${sum.day}</time></td>
      <td class="number">${number(sum.records)}</td><td class="number">${
        sum.usd === null
          ? html`<span class="aside">no price</span>`
          : html`${renderAtLeast(sum.atLeast)}${exactMoney(sum.usd)}`
      }</td>
      <td class="number">${number(sum.tokens.input)}</td><td class="number">${number(sum.tokens.output)}</td></tr>`,
    )}</tbody>
  </table></div>
  <p class="row"><button type="button" class="button"
    @click=${() => save("usage.csv", asCSV(sums))}>Save as CSV</button>
    ${
      sums.length > sumsShown
        ? html`<span class="hint">These are the first ${number(sumsShown)} rows of ${number(sums.length)}; the file
          has all.</span>`
        : nothing
    }</p>`;
}

export function renderProblems({ problems, problemCount, count }: UsageReport): TemplateResult | typeof nothing {
  if (problemCount === 0) return nothing;
  return html`<div class="problems"><h3>${
    count === 1 ? "What is wrong with it" : `What is wrong with ${counted(problemCount, "record")}`
  }</h3>
    <div class="list" tabindex="0" role="region" aria-label="Problems"><ul>${problems.map(
      ({ record, field, message }) =>
        html`<li>${count === 1 ? nothing : html`<b>Record ${number(record + 1)}</b> `}${
          field && !message.includes(field) ? html`<code>${field}</code> ` : nothing
        }${message}</li>`,
    )}</ul></div>
    ${
      problems.length < problemCount
        ? html`<p class="hint">These are the first ${number(problems.length)} of ${number(problemCount)}.</p>`
        : nothing
    }</div>`;
}
