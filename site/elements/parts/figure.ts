import { html, nothing, type TemplateResult } from "lit";

/** A figure of an estimate as it is shown. */
export interface Figure {
  /** Its name in the working: "context.input". */
  name: string;
  text: string;
  unit: string;
  /** Every digit, with its unit. */
  exact: string;
  /** The typical value, for the direction of a change. */
  size: number;
}

/** A figure: its exact value on hover and focus, its working on a press. */
export function figureButton({ name, text, exact }: Figure, explain: () => void): TemplateResult {
  if (exact === text) return html`<button type="button" class="figure" @click=${explain}>${text}</button>`;
  return html`<button type="button" class="figure" aria-describedby=${`exact-${name}`} @click=${explain}>${text}</button
    >${tip(`exact-${name}`, `exactly ${exact}`)}`;
}

/** What stands over a figure or a word while it is pointed at or focused. */
export function tip(id: string, words: string): TemplateResult | typeof nothing {
  return words === "" ? nothing : html`<span class="tip" id=${id} role="tooltip">${words}</span>`;
}
