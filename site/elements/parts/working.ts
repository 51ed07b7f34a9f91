import { html, nothing, type TemplateResult } from "lit";
import type { WorkingStep } from "../../contract";
import { digits, percent } from "../../kit/format";

/** The steps behind the figures: the formula, the same with the person's numbers, the result, and where it is from. */
export function renderWorking(steps: readonly WorkingStep[]): TemplateResult {
  return html`<ol class="working">${steps.map(renderStep)}</ol>`;
}

function renderStep(step: WorkingStep): TemplateResult {
  return html`<li data-figure=${step.figure} tabindex="-1">
    <p class="step">${step.label}</p>
    ${isGiven(step) ? html`<p class="value">${result(step)}, ${step.formula}</p>` : renderFormula(step)}
    <p class="source">${renderSource(step)}</p>
  </li>`;
}

/** A number that is not worked out: "as given", "as published". */
function isGiven({ formula }: WorkingStep): boolean {
  return formula.startsWith("as ");
}

function renderFormula(step: WorkingStep): TemplateResult {
  return html`<p class="formula">${step.formula}</p><p class="put">= ${step.substituted}</p>
  <p class="value">= ${result(step)}</p>`;
}

/** The value with its unit. */
export function result({ value, unit }: WorkingStep): string {
  return unit === "%" ? percent(value) : `${digits(value)} ${unit}`.trim();
}

/** Where a number is from, as a link that says what it is, with the day it was read there or, by way of others, published. */
export function renderSource({
  source,
  sourceUrl,
  checked,
  by,
}: Pick<WorkingStep, "source" | "sourceUrl" | "checked" | "by">): TemplateResult {
  const how = by === undefined ? "checked" : source.includes(by) ? "published" : `by way of ${by}, published`;
  const when = checked ? html`, ${how} <time datetime=${checked}>${checked}</time>` : nothing;
  const what = sourceUrl ? html`<a href=${sourceUrl} target="_blank" rel="noopener noreferrer">${source}</a>` : source;
  return html`${what}${when}`;
}
