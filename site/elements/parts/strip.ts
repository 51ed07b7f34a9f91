/**
 * A strip: lengths laid end to end, drawn in the figure's own units. The viewBox is the scale, so nothing is computed
 * here. Each length is told apart by a pattern as well as by its tint: dashes of strokes that do not scale keep their
 * size in pixels while the viewBox is stretched to the width there is.
 */
import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

export interface Length {
  name: string;
  from: number;
  width: number;
  title: string;
}

/** One length; `over` is its pattern, ruled by the style sheet by name. */
function length({ name, from, width, title }: Length): SVGTemplateResult {
  return svg`<g class="length ${name}">
    <title>${title}</title>
    <rect class="fill" x=${from} y="0" width=${width} height="1"></rect>
    <svg x=${from} y="0" width=${width} height="1" viewBox="0 0 1 1" preserveAspectRatio="none">
      <line class="over one" x1="0" x2="1" y1="0.5" y2="0.5"></line>
      <line class="over two" x1="0" x2="1" y1="0.25" y2="0.25"></line>
      <line class="over three" x1="0" x2="1" y1="0.75" y2="0.75"></line>
    </svg>
  </g>`;
}

/** A strip from 0 to `end`. `label` says the picture to someone who cannot see it. */
export function strip(
  lengths: readonly Length[],
  end: number,
  label: string,
  marks: readonly SVGTemplateResult[] = [],
): TemplateResult {
  return html`<svg class="strip" viewBox="0 0 ${end} 1" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${lengths.map(length)} ${marks}
  </svg>`;
}

/** The mark of a length in a legend: the same pattern, at a fixed size. */
export function swatch(name: string): TemplateResult {
  return html`<svg class="swatch" viewBox="0 0 1 1" preserveAspectRatio="none"
    aria-hidden="true">${length({ name, from: 0, width: 1, title: "" })}</svg>`;
}
