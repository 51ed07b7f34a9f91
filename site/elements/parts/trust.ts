import { html, type TemplateResult } from "lit";
import type { Trust } from "../../contract";
import { tip } from "./figure";

/** How far a figure can be trusted, as a word in place: exact, assumed, estimate. Why, on hover and focus. */
export function renderTrust({ level, why }: Trust): TemplateResult {
  return html`<button type="button" class="trust ${level}" part="trust"
    aria-describedby="why">${level}</button>${tip("why", why)}`;
}
