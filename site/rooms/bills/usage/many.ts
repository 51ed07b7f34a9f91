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

export function renderTotal({ usd, count, priced }: UsageReport): TemplateResult {
  return html`<p class="together"><b class="total">${exactMoney(usd)}<bills-converted .usd=${usd}></bills-converted></b>
    <span class="aside">${
      priced === count
        ? counted(count, "record")
        : `${number(priced)} of ${counted(count, "record")}; the others have no price, or could not be read`
    }</span></p>`;
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
        sum.usd === null ? html`<span class="aside">no price</span>` : exactMoney(sum.usd)
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
  return html`<div class="problems"><h4>${
    count === 1 ? "What is wrong with it" : `What is wrong with ${counted(problemCount, "record")}`
  }</h4>
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
