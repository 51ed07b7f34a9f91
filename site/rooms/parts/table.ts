/** Pieces of the tables of this room. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Interval } from "../../contract";
import type { Order } from "./sorting";

/** A column's heading that sorts by it. kind: the class of its cells. */
export function heading<Column extends string>(
  column: Column,
  title: string,
  order: Order<Column>,
  press: (column: Column) => void,
  kind = "number",
): TemplateResult {
  const direction = order.by !== column ? "none" : order.descending ? "descending" : "ascending";
  return html`<th scope="col" class=${kind} aria-sort=${direction}>
    <button type="button" class="sort"
      @click=${() => press(column)}>${title}<span aria-hidden="true">${
        { none: "", ascending: " ↑", descending: " ↓" }[direction]
      }</span></button></th>`;
}

/** A length in a row: the viewBox is the scale, so nothing is computed here. What a range adds is paler and ruled. */
export function bar({ low, typical, high }: Interval, most: number, marked = false): TemplateResult {
  return html`<svg class="bar ${marked ? "marked" : ""}" viewBox="0 0 ${most || 1} 1" preserveAspectRatio="none"
    aria-hidden="true">
    ${low < high ? beyond(high) : ""}<rect class="sure" width=${low}
      height="1"></rect>${low < high ? mark(typical) : ""}</svg>`;
}

function beyond(high: number): SVGTemplateResult {
  return svg`<rect class="beyond" width=${high} height="1"></rect>`;
}

function mark(typical: number): SVGTemplateResult {
  return svg`<line class="typical" x1=${typical} x2=${typical} y1="0" y2="1"></line>`;
}
