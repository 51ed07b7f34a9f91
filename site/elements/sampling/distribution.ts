/** What can come next: bars before and after the steps, and the line on which the draw falls. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Candidate, LogprobCandidate, Sampled, Token } from "../../contract";
import { number } from "../../kit/format";
import { spelled, stepNames, words } from "./words";

const share = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** A probability: 42.10%, or that it is too small to be written so. */
export function percentage(probability: number): string {
  return probability > 0 && probability < 0.00005 ? "under 0.01%" : share.format(probability);
}

/**
 * Of a distribution of which only the likeliest are known: these, in the places the engine got them in, what was
 * chosen, and what all others have together.
 */
export interface Reported {
  listed: readonly ReportedToken[];
  chosen: ReportedToken | null;
  missing: number;
  exact: boolean;
}
type ReportedToken = Pick<LogprobCandidate, "token" | "probability">;

/** take: a press on a token draws it instead. */
interface Options {
  take?: (candidate: Candidate) => void;
  reported?: Reported;
}

/** A choice among candidates whose texts the engine was not given. */
export function named<T extends Sampled>(sampled: T, tokens: readonly Token[]): T {
  const name = (candidate: Candidate): Candidate => ({ ...candidate, token: tokens[candidate.place]! });
  return {
    ...sampled,
    candidates: sampled.candidates.map(name),
    draw: { ...sampled.draw, candidate: name(sampled.draw.candidate) },
  };
}

export function renderDistribution(step: Sampled, options: Options = {}): TemplateResult {
  const { candidates, rest, draw } = step;
  const { reported } = options;
  const beyond = reported?.chosen && !reported.listed.includes(reported.chosen) ? reported.chosen : null;
  return html`<div class="distribution">${renderOpenness(step, reported)}
    <svg class="line" viewBox="0 0 100 8" preserveAspectRatio="none" role="img"
      aria-label="All probabilities on one line; the draw fell on ${spelled(draw.candidate.token!)}">
      ${candidates.map(
        ({ from, to, rank }) =>
          svg`<path class=${rank === draw.candidate.rank ? "drawn" : rank % 2 === 0 ? "even" : "odd"}
            d=${stretch(from, to)}></path>`,
      )}
      ${rest ? svg`<path class="rest" d=${stretch(rest.from, rest.to)}></path>` : nothing}
      <line x1=${draw.at} x2=${draw.at} y1="0" y2="8"></line></svg>
    <p class="hint">One number is drawn, from 0 to 100: ${three.format(draw.at)}. It falls on <b>${spelled(
      draw.candidate.token!,
    )}</b>.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="What can come next"><table>
      <caption>The likeliest tokens, before and after the steps.${
        options.take ? " Press one to put it in the drawn one’s place." : nothing
      }</caption>
      <thead><tr><th scope="col">Token</th>
      <th scope="col" class="number">${reported ? words.reportedColumn : "Before"}</th>
      <th scope="col" class="number">After</th></tr></thead>
      <tbody>${candidates.map((candidate) => renderRow(candidate, candidate.rank === draw.candidate.rank, options))}
        ${draw.candidate.rank < candidates.length ? nothing : renderRow(draw.candidate, true, options)}
        ${
          rest && rest.count > 0
            ? html`<tr><th scope="row" class="aside">${number(rest.count)} more</th>
            <td class="number">${percentage(rest.before)}</td><td class="number">${percentage(rest.after)}</td></tr>`
            : nothing
        }
        ${
          beyond
            ? html`<tr class="chosen">
            <th scope="row"><span class="token">${spelled(beyond.token)}</span> <span
              class="aside">${words.chosen}</span></th>
          <td class="number">${percentage(beyond.probability)}</td><td class="number aside">${words.beyondList}</td>
          </tr>`
            : nothing
        }
        ${
          reported && reported.missing > 0
            ? html`<tr><th scope="row" class="aside">${words.notReported}</th>
          <td class="number">${percentage(reported.missing)}</td>
          <td class="number aside">${reported.exact ? words.cut : words.notKnown}</td></tr>`
            : nothing
        }</tbody>
    </table></div></div>`;
}

/** How open the choice is; and of which part of it that can be said. */
function renderOpenness({ count, kept, choices, entropy }: Sampled, reported: Reported | undefined): TemplateResult {
  const [open, still, bits] = [choices.before, choices.after, entropy.before].map(three.format) as [
    string,
    string,
    string,
  ];
  const left = kept < count || still !== open ? words.left(kept, still) : "";
  if (!reported) return html`<p>${words.open(count, open, bits)} ${left}</p>`;
  return html`<p>${words.openAmong(count, open, bits)} ${left}</p>
    ${
      reported.missing > 0
        ? html`<p>${words.missing(percentage(reported.missing), count)} ${
            reported.exact ? words.exact : words.inexact
          }</p>`
        : nothing
    }`;
}

function renderRow(candidate: Candidate, drawn: boolean, { take, reported }: Options): TemplateResult {
  const { token, before, after, bar, cutBy, place } = candidate;
  const given = reported?.listed[place];
  const chosen = given !== undefined && given === reported?.chosen;
  return html`<tr class="${drawn ? "drawn" : ""} ${chosen ? "chosen" : ""}"><th scope="row">${
    take
      ? html`<button type="button" class="choice token" aria-pressed=${drawn}
      @click=${() => take(candidate)}>${spelled(token!)}</button>`
      : html`<span class="token">${spelled(token!)}</span>`
  }
      ${
        chosen || drawn
          ? html`<span class="aside">${[chosen ? words.chosen : "", drawn ? words.drawn : ""]
              .filter(Boolean)
              .join(", ")}</span>`
          : nothing
      }
      <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
      <rect class="beyond" width=${bar.before} height="1"></rect>
      <rect class="sure" width=${bar.after} y="1" height="1"></rect></svg></th>
    <td class="number">${percentage(given?.probability ?? before)}</td>
    <td class="number">${
      cutBy === null ? percentage(after) : html`<span class="aside">cut by ${stepNames[cutBy]}</span>`
    }</td></tr>`;
}

/** A stretch of the line. */
function stretch(from: number, to: number): string {
  return `M${from} 0H${to}V8H${from}Z`;
}
