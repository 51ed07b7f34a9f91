/**
 * One scale of time for the model, for both ways of showing, and for a reader. The viewBox is the scale in seconds, so
 * nothing is computed here.
 */
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Estimate } from "../../../contract";
import { exactSeconds, percent, seconds } from "../../../kit/format";
import { words } from "./words";

export type Latency = NonNullable<Estimate["latency"]>;

/** at: where the clock stands, in seconds. */
export function renderTimeline(latency: Latency, at: number): TemplateResult {
  const { phases, total, firstVisible, reading } = latency;
  const said = phases
    .filter((phase) => phase.seconds > 0)
    .map((phase) => `${words.phases[phase.name]} ${seconds(phase.seconds)}`)
    .join(", ");
  return html`<div class="timeline">
    ${row(
      words.model,
      total,
      at,
      svg`${phases.map(({ name, from, seconds: lasts }) => stretch(name, from, lasts))}${mark("mark", phases[0]!.to)}`,
      said,
    )}
    ${row(
      words.streamed,
      total,
      at,
      stretch("seen", firstVisible, phases.at(-1)!.seconds),
      words.wordsFrom(firstVisible),
    )}
    ${row(words.whole, total, at, mark("all", total), words.wordsAt(total))}
    ${row(
      words.reader,
      total,
      at,
      svg`<g transform="translate(${firstVisible} 0)">${pace(reading)}</g>`,
      words.readsFrom(reading, firstVisible),
    )}
  </div>
  <ul class="legend">
    <li>${swatch("ttft")} ${words.legend.prefill}</li>
    ${
      phases.some(({ name, seconds: lasts }) => name === "reasoning" && lasts > 0)
        ? html`<li>${swatch("reasoning")} ${words.legend.reasoning}</li>`
        : nothing
    }
    <li>${swatch("answer")} ${words.legend.answer}</li>
    <li>${swatch("reader")} ${words.legend.reader}</li></ul>`;
}

function row(name: string, total: number, at: number, drawn: SVGTemplateResult, said: string): TemplateResult {
  return html`<span>${name}</span><svg viewBox="0 0 ${total || 1} 1" preserveAspectRatio="none" role="img"
    aria-label="${name}: ${said}">${drawn}
    ${mark("now", at)}</svg>`;
}

/** A moment. */
function mark(name: string, at: number): SVGTemplateResult {
  return svg`<line class=${name} x1=${at} x2=${at} y1="0" y2="1"></line>`;
}

/** A reader's line. */
function pace(lasts: number): SVGTemplateResult {
  return svg`<line class="pace" x1="0" x2=${lasts} y1="0.5" y2="0.5"></line>`;
}

/** A length, with its pattern: dashes of strokes that keep their size. */
function stretch(name: string, from: number, lasts: number): SVGTemplateResult {
  return svg`<g class="stretch ${name}"><rect x=${from} width=${lasts} height="1"></rect>
    <svg x=${from} width=${lasts} height="1" viewBox="0 0 1 1" preserveAspectRatio="none">
    <line class="over" x1="0" x2="1" y1="0.5" y2="0.5"></line></svg></g>`;
}

function swatch(name: string): TemplateResult {
  return html`<svg class="swatch" viewBox="0 0 1 1" preserveAspectRatio="none"
    aria-hidden="true">${name === "reader" ? pace(1) : stretch(name, 0, 1)}</svg>`;
}

export function renderTimes({ phases, total, firstVisible, reading }: Latency): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The times"><table>
    <caption>${words.table}</caption>
    <thead><tr><th scope="col">What</th><th scope="col" class="number">From</th><th scope="col" class="number">To</th>
    <th scope="col" class="number">Lasts</th><th scope="col" class="number">Share</th></tr></thead>
    <tbody>${phases.map(
      ({
        name,
        from,
        to,
        seconds: lasts,
        percent: part,
      }) => html`<tr><th scope="row">${words.phases[name]}</th><td class="number">${exactSeconds(from)}</td>
      <td class="number">${exactSeconds(to)}</td>
        <td class="number">${exactSeconds(lasts)}</td><td class="number">${percent(part)}</td></tr>`,
    )}
      <tr><th scope="row">${words.rows.first}</th><td></td><td class="number">${exactSeconds(firstVisible)}</td>
      <td></td><td></td></tr>
      <tr><th scope="row">${words.rows.whole}</th><td></td><td class="number">${exactSeconds(total)}</td><td></td>
      <td></td></tr>
      <tr><th scope="row">${words.rows.reader}</th><td></td><td></td><td class="number">${exactSeconds(reading)}</td>
      <td></td></tr></tbody>
  </table></div>`;
}
