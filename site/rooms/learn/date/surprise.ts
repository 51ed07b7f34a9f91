/** How little a model expected a text, before the point up to which it is trained and after it. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Surprise, SurpriseReport, TrainedState } from "../../../contract";
import { counted, number } from "../../../kit/format";
import { words } from "./words";

const two = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2 });
const one = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function renderSurprise(
  { blocks, before, after }: SurpriseReport,
  { tokens, upTo }: TrainedState,
): TemplateResult {
  return html`<dl class="sides">
      <div><dt>${words.before}</dt><dd>${renderSide(before)}</dd></div>
      <div class="later"><dt>${words.after}</dt><dd>${renderSide(after)}</dd></div></dl>
    <p class="unseen" role="status">${words.line(odds(before), odds(after))}</p>
    <figure class="surprise">
    <svg viewBox="0 -100 ${tokens} 100" preserveAspectRatio="none" role="img"
      aria-label=${words.line(odds(before), odds(after))}>
        <g transform="scale(1 -1)">${blocks.map(
          (block) => svg`<path class=${block.to <= upTo ? "read" : "later"} d=${column(block)}></path>`,
        )}
          <line x1=${upTo} x2=${upTo} y1="0" y2="100"></line></g></svg>
      <figcaption class="hint">${words.caption}</figcaption></figure>
    <details><summary>${words.table}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.table}><table>
        <thead><tr><th scope="col">Tokens</th><th scope="col">The model</th><th scope="col" class="number">Chance</th>
        <th scope="col" class="number">Bits</th><th scope="col" class="number">Never seen</th></tr></thead>
        <tbody>${blocks.map(
          (block) => html`<tr><th scope="row">${number(block.from)}–${number(block.to)}</th>
          <td>${block.to <= upTo ? "read it" : "never saw it"}</td>
          <td class="number">${block.choices === null ? "–" : words.odds(two.format(block.choices))}</td>
          <td class="number">${block.bits === null ? "–" : one.format(block.bits)}</td>
          <td class="number">${number(block.unseen)}</td></tr>`,
        )}</tbody></table></div></details>`;
}

function renderSide(side: Surprise | null): TemplateResult {
  if (!side) return html`–`;
  if (side.choices === null) return html`${words.noOdds}`;
  return html`<b>${odds(side)}</b> for each token, on the average${
    side.unseen > 0 ? words.unseen(counted(side.unseen, "token")) : nothing
  }`;
}

function odds(side: Surprise | null): string {
  return side?.choices == null ? "–" : words.odds(two.format(side.choices));
}

/** A stretch of which no token was ever seen is as high as can be. */
function column({ from, to, bits, bar }: Surprise): string {
  return `M${from} 0H${to}V${bits === null ? 100 : bar}H${from}Z`;
}
