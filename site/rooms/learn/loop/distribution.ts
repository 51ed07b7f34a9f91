/** What can come next: bars before and after the steps, and the line on which the draw falls. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Candidate, GenerationStep } from "../../../core/contract";
import { counted, number } from "../../../elements/format";
import { spelled, stepNames } from "./words";

const share = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });
const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** take: draws this token instead. */
export function renderDistribution(step: GenerationStep, take: (candidate: Candidate) => void): TemplateResult {
  const { candidates, rest, draw, choices, entropy, count, kept } = step;
  const [open, still] = [three.format(choices.before), three.format(choices.after)];
  return html`<p>${counted(count, "token")} could come next; the choice is as open as one among ${open} (${three.format(entropy.before)} bits).
      ${kept < count || still !== open ? html`After the steps ${counted(kept, "is", "are")} left, as open as one among ${still}.` : nothing}</p>
    <svg class="line" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="All probabilities on one line; the draw fell on ${spelled(draw.candidate.token!)}">
      ${candidates.map(({ from, to, rank }) => svg`<path class=${rank === draw.candidate.rank ? "drawn" : rank % 2 === 0 ? "even" : "odd"} d=${stretch(from, to)}></path>`)}
      ${rest ? svg`<path class="rest" d=${stretch(rest.from, rest.to)}></path>` : nothing}
      <line x1=${draw.at} x2=${draw.at} y1="0" y2="8"></line></svg>
    <p class="hint">One number is drawn, from 0 to 100: ${three.format(draw.at)}. It falls on <b>${spelled(draw.candidate.token!)}</b>.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="What can come next"><table>
      <caption>The likeliest tokens, before and after the steps. Press one to put it in the drawn one’s place.</caption>
      <thead><tr><th scope="col">Token</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th></tr></thead>
      <tbody>${candidates.map((candidate) => renderRow(candidate, candidate.rank === draw.candidate.rank, take))}
        ${draw.candidate.rank < candidates.length ? nothing : renderRow(draw.candidate, true, take)}
        ${rest && rest.count > 0 ? html`<tr><th scope="row" class="aside">${number(rest.count)} more</th><td class="number">${share.format(rest.before)}</td><td class="number">${share.format(rest.after)}</td></tr>` : nothing}</tbody>
    </table></div>`;
}

function renderRow(candidate: Candidate, drawn: boolean, take: (candidate: Candidate) => void): TemplateResult {
  const { token, before, after, bar, cutBy } = candidate;
  return html`<tr class=${drawn ? "drawn" : ""}><th scope="row"><button type="button" class="choice token" aria-pressed=${drawn} @click=${() => take(candidate)}>${spelled(token!)}</button>
      ${drawn ? html`<span class="aside">drawn</span>` : nothing}
      <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true"><rect class="beyond" width=${bar.before} height="1"></rect><rect class="sure" width=${bar.after} y="1" height="1"></rect></svg></th>
    <td class="number">${share.format(before)}</td>
    <td class="number">${cutBy === null ? share.format(after) : html`<span class="aside">cut by ${stepNames[cutBy]}</span>`}</td></tr>`;
}

/** A stretch of the line. */
function stretch(from: number, to: number): string {
  return `M${from} 0H${to}V8H${from}Z`;
}
