/**
 * `<learn-summary>`: one page to print. The formulas are worked through on the scenario; when it is printed, nothing
 * else of the page is.
 */

import files from "lesson-files";
import { html, nothing, type TemplateResult } from "lit";
import type { Estimate, Model, PosedLesson, UsualMistake, WorkingStep } from "../../../contract";
import { load } from "../../../core/load";
import { renderSource, result } from "../../../elements/parts/working";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { counted, date, price } from "../../../kit/format";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import css from "./summary.css" with { type: "text" };
import { limits, loop, properties, shownMistakes, words } from "./words";

class LearnSummary extends PageElement {
  static override properties = { mistakes: { state: true }, sources: { state: true }, failed: { state: true } };

  declare mistakes: readonly UsualMistake[];
  /** Of the lesson, each once. */
  declare sources: PosedLesson["steps"][number]["sources"];
  declare failed: string | null;

  constructor() {
    super();
    adopt(css);
    this.mistakes = [];
    this.sources = [];
    this.failed = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.mistakes.length === 0) void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const engine = await load();
      const [all, { lesson }] = await Promise.all([
        engine.usualMistakes(),
        engine.lesson(files["lessons/three-limits.json"]!),
      ]);
      this.mistakes = shownMistakes.flatMap((wanted) => all.filter(({ code }) => code === wanted));
      this.sources = [
        ...new Map(
          (lesson?.steps ?? []).flatMap((step) => step.sources).map((source) => [source.url, source]),
        ).values(),
      ];
      this.failed = null;
    } catch (error) {
      this.failed = sentence(error);
    }
  }

  override render(): TemplateResult {
    const { estimate, model } = session;
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      <p class="row"><button type="button" class="button" @click=${() => print()}>${words.print}</button></p>
      ${
        this.failed === null
          ? nothing
          : html`<p class="wrong" role="alert">${this.failed} <button type="button" class="link"
            @click=${() => void this.#load()}>Try again</button></p>`
      }
      <div class="two"><section><h4>${words.properties}</h4><dl>${properties.map(
        ([name, is]) => html`<div><dt>${name}</dt><dd>${is}</dd></div>`,
      )}</dl></section>
        <section><h4>${words.loop}</h4><ol class="numbered">${loop.map((line) => html`<li>${line}</li>`)}</ol></section>
        </div>
      <section><h4>${words.limits}</h4>${
        estimate ? renderLimits(estimate) : html`<p class="hint">${words.waiting}</p>`
      }</section>
      <section><h4>${words.model}</h4>${model ? renderModel(model) : html`<p>${words.noModel}</p>`}</section>
      ${
        this.mistakes.length === 0
          ? nothing
          : html`<section><h4>${words.mistakes}</h4><table>
        <thead><tr><th scope="col">${words.mistake}</th><th scope="col">${words.why}</th></tr></thead>
        <tbody>${this.mistakes.map(
          ({ name, message }) => html`<tr><th scope="row">${name}</th><td>${message}</td></tr>`,
        )}</tbody></table></section>`
      }
      ${
        this.sources.length === 0
          ? nothing
          : html`<section class="sources"><h4>${words.sources}</h4>
        <ul>${this.sources.map(
          ({ title, url, checked }) =>
            html`<li>${renderSource({ source: title, sourceUrl: url, checked: checked ?? undefined })}</li>`,
        )}</ul></section>`
      }`;
  }
}

function renderLimits({ working, asOf, model }: Estimate): TemplateResult {
  const wanted = (step: WorkingStep, figures: readonly string[]): boolean =>
    figures.includes(step.figure) ||
    (step.figure.endsWith(".usd") && figures.some((group) => group.endsWith(".") && step.figure.startsWith(group)));
  return html`${limits.map(
    ({
      name,
      className,
      formula,
      figures,
    }) => html`<h5><b class=${className}>${name}</b> <span class="formula">${formula}</span></h5>
      <div class="scroll" tabindex="0" role="region" aria-label=${name}><table>
      <thead class="unseen"><tr><th scope="col">${words.figure}</th><th scope="col">${words.formula}</th>
      <th scope="col">${words.put}</th><th scope="col">${words.result}</th></tr></thead>
      <tbody>${working.filter((step) => wanted(step, figures)).map(renderStep)}</tbody></table></div>`,
  )}
    <p class="hint">${model ? `${model.name}, prices` : "Prices"} of ${date(asOf)}.</p>`;
}

function renderStep(step: WorkingStep): TemplateResult {
  return html`<tr><th scope="row">${step.label}</th><td>${step.formula}</td><td>${step.substituted}</td>
  <td class="number">${result(step)}</td></tr>`;
}

/** Each fact with the page where it stands and the day it was seen there. */
function renderModel({ name, prices, pricesSource, window, windowSource, cutoff }: Model): TemplateResult {
  const from = (source: Model["pricesSource"]): TemplateResult | typeof nothing =>
    source && source.url !== ""
      ? html`<span class="source">${renderSource({
          source: new URL(source.url).host,
          sourceUrl: source.url,
          checked: source.checked,
        })}</span>`
      : nothing;
  const fact = (title: string, what: unknown, source: Model["pricesSource"]): TemplateResult =>
    html`<div><dt>${title}</dt><dd>${what} ${from(source)}</dd></div>`;
  return html`<dl><div><dt>Name</dt><dd>${name}</dd></div>
    ${fact(
      "For a million tokens",
      prices
        ? `${price(prices.input)} in, ${price(prices.output)} out` +
            `${prices.cachedInput === null ? "" : `, ${price(prices.cachedInput)} from a cache`}.`
        : "No price is published.",
      pricesSource,
    )}
    ${fact(
      "Window",
      window.maxOutput === null
        ? `${counted(window.context, "token")}.`
        : `${counted(window.context, "token")}, of which at most ${counted(window.maxOutput, "token")} are the answer’s.`,
      windowSource,
    )}
    ${fact(
      "Knows until",
      cutoff === null ? "Not published." : `${date(cutoff)}.`,
      cutoff === null ? undefined : windowSource,
    )}</dl>`;
}

customElements.define("learn-summary", LearnSummary);
