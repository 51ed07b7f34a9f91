/** Many draws against what the probabilities let expect. */
import { html, nothing, type TemplateResult } from "lit";
import type { DrawReport } from "../../../contract";
import { spelled } from "../../../elements/sampling/words";
import { number } from "../../../kit/format";

const one = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

export function renderDraws({ draws, bars, rest, chiSquared, degrees, p }: DrawReport): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Many draws"><table class="draws">
      <caption>${number(draws)} draws: how often each came, above what its probability lets expect.</caption>
      <thead><tr><th scope="col">Token</th><th scope="col" class="number">Came</th>
      <th scope="col" class="number">Expected</th></tr></thead>
      <tbody>${bars
        .filter(({ expected }) => expected > 0)
        .map(
          ({ token, count, expected, bar }) => html`<tr><th scope="row"><span class="token">${spelled(token)}</span>
          <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
          <rect class="sure" width=${bar.count} height="1"></rect>
          <rect class="beyond" y="1" width=${bar.expected} height="1"></rect></svg></th>
        <td class="number">${number(count)}</td><td class="number">${one.format(expected)}</td></tr>`,
        )}
        ${
          rest && rest.expected > 0
            ? html`<tr><th scope="row" class="aside">all others</th><td class="number">${number(rest.count)}</td>
            <td class="number">${one.format(rest.expected)}</td></tr>`
            : nothing
        }</tbody>
    </table></div>
    <p class="hint">${
      degrees > 0
        ? `Chi-squared ${three.format(chiSquared)} with ${number(degrees)} degrees of freedom: ` +
          `chance alone differs at least so much in ${three.format(p)} of all such trials.`
        : "There is one choice: nothing to compare."
    }</p>`;
}
