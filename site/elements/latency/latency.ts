import { html, svg, type TemplateResult } from "lit";
import type { Estimate } from "../../contract";
import { exactSeconds, figure, number, percent, seconds } from "../../kit/format";
import { LimitElement, type LimitView } from "../limit-element";
import { type Length, strip, swatch } from "../parts/strip";
import { limitStyles } from "../parts/styles";
import { latencySentence, phaseName } from "./sentence";

type Latency = NonNullable<Estimate["latency"]>;

/** `<llm-latency>`: how long the person waits, and for what. */
export class LlmLatency extends LimitElement {
  static override styles = limitStyles("latency");
  protected override readonly limit = "latency";
  protected override readonly heading = "Wait";

  protected override view({ latency, turnaround }: Estimate): LimitView | null {
    if (turnaround) return batchView(turnaround);
    if (!latency) return null;
    const { range } = latency;
    return {
      figure: {
        name: "latency.total",
        unit: "",
        size: latency.total,
        text: figure(latency.total, range?.total, seconds),
        exact: figure(latency.total, range?.total, exactSeconds),
      },
      unit: "for the whole answer",
      more: [
        {
          name: "latency.firstVisible",
          unit: "to the first words",
          size: latency.firstVisible,
          text: figure(latency.firstVisible, range?.firstVisible, seconds),
          exact: figure(latency.firstVisible, range?.firstVisible, exactSeconds),
        },
      ],
      trust: latency.trust,
      picture: picture(latency),
      sentence: latencySentence(latency),
      table: table(latency),
    };
  }
}

/** A batch has no first words: only within how long its vendor answers it. */
function batchView({ hours, sourceURL }: NonNullable<Estimate["turnaround"]>): LimitView {
  const text = `≤ ${number(hours)} h`;
  return {
    figure: { name: "turnaround.hours", unit: "", size: hours, text, exact: text },
    unit: "for a batch",
    more: [],
    trust: {
      level: "assumed",
      why: "The vendor’s own word for its batch service, which it aims at.",
      source: sourceURL,
    },
    picture: html``,
    sentence: "Nobody waits for a batch: it is answered within this time, often sooner.",
    table: html``,
  };
}

function picture(latency: Latency): TemplateResult {
  const lengths = latency.phases
    .filter((phase) => phase.seconds > 0)
    .map(
      (phase): Length => ({
        name: phase.name,
        from: phase.from,
        width: phase.seconds,
        title: `${phaseName(phase)}: ${exactSeconds(phase.seconds)}`,
      }),
    );
  if (latency.total === 0) return html``;
  return html`
    ${strip(
      lengths,
      latency.total,
      latency.phases.map((phase) => `${phaseName(phase)} ${seconds(phase.seconds)}`).join(", "),
    )}
    ${latency.reading > 0 ? reader(latency) : ""}
    <ul class="legend">
      ${latency.phases
        .filter((phase) => phase.seconds > 0)
        .map((phase) => html`<li>${swatch(phase.name)} ${phaseName(phase)} <b>${seconds(phase.seconds)}</b></li>`)}
      ${latency.reading > 0 ? html`<li>${swatch("reading")} a reader <b>${seconds(latency.reading)}</b></li>` : ""}
    </ul>
  `;
}

/** The reader's line: begins at the first words, on the same scale; it runs off the edge where reading takes longer. */
function reader({ total, firstVisible, reading }: Latency): TemplateResult {
  return html`<svg class="reader" viewBox="0 0 ${total} 1" preserveAspectRatio="none" aria-hidden="true">
    <g transform="translate(${firstVisible} 0)">${svg`<line class="pace" x1="0" x2=${reading} y1="0.5"
      y2="0.5"></line>`}</g>
    ${svg`<line class="start" x1=${firstVisible} x2=${firstVisible} y1="0" y2="1"></line>`}
  </svg>`;
}

function table(latency: Latency): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The wait, phase by phase"><table>
    <caption>The wait, phase by phase</caption>
    <thead><tr><th scope="col">Phase</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Lasts</th>
    <th scope="col">Share</th></tr></thead>
    <tbody>
      ${latency.phases.map(
        (phase) =>
          html`<tr><th scope="row">${swatch(phase.name)} ${phaseName(phase)}</th><td>${exactSeconds(phase.from)}</td>
          <td>${exactSeconds(phase.to)}</td><td>${exactSeconds(phase.seconds)}</td><td>${percent(phase.percent)}</td>
          </tr>`,
      )}
    </tbody>
  </table></div>`;
}
