/**
 * An answer as the model wrote it, and the token one is at: earlier and later by buttons, arrow keys, a slider, or a
 * press on a token.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { LogprobSequence, LogprobStep, Token } from "../../contract";
import { number } from "../../kit/format";
import { percentage, three } from "./distribution";
import { formats, spelled, words, written } from "./words";

/** Where one is: which of the answers, and which of its tokens. */
export interface Position {
  answer: number;
  at: number;
}

/** So many tokens are shown before, and after, the one that one is at. */
const around = 200;

function chosenToken({ candidates, chosen }: LogprobStep): Token | null {
  return chosen === null ? null : candidates[chosen]!.token;
}

export function renderWalk(
  sequences: readonly LogprobSequence[],
  { answer, at }: Position,
  go: (to: Partial<Position>) => void,
): TemplateResult {
  const sequence = sequences[answer]!;
  const { steps, surprise } = sequence;
  const last = steps.length - 1;
  const from = Math.max(0, at - around);
  return html`<div class="walk" @keydown=${(event: KeyboardEvent) => key(event, at, last, go)}>
    ${
      sequences.length === 1
        ? nothing
        : html`<div class="fields"><div class="field wide"><label for="sampling-answer">${words.which}</label>
      <select id="sampling-answer" autocomplete="off"
        @change=${(event: Event) => go({ answer: Number((event.target as HTMLSelectElement).value), at: 0 })}>
        ${sequences.map(
          (one, i) => html`<option value=${i} .selected=${i === answer}>${title(one)}</option>`,
        )}</select></div></div>`
    }
    <p class="written" role="group" aria-label=${words.text}>${from > 0 ? "… " : nothing}${steps
      .slice(from, at + around + 1)
      .map((step, i) => renderToken(step, from + i, at, go))}${at + around < last ? " …" : nothing}</p>
    <p class="row">
      <button type="button" class="button" ?disabled=${at === 0}
        @click=${() => go({ at: at - 1 })}>${words.earlier}</button>
      <button type="button" class="button" ?disabled=${at === last}
        @click=${() => go({ at: at + 1 })}>${words.later}</button>
      <input type="range" min="1" max=${steps.length} step="1" aria-label=${words.position}
        aria-valuetext="${number(at + 1)} of ${number(steps.length)}" ?disabled=${last === 0}
        .value=${String(at + 1)}
        @input=${(event: Event) => go({ at: Number((event.target as HTMLInputElement).value) - 1 })}></p>
    <p role="status">${said(steps[at]!, at, steps.length)}</p>
    ${
      surprise
        ? html`<p class="hint">${words.surprise(
            sequence.prompt,
            three.format(surprise.bits),
            surprise.tokens,
            three.format(surprise.mean),
            three.format(surprise.choices),
          )}</p>`
        : nothing
    }</div>`;
}

function renderToken(step: LogprobStep, i: number, at: number, go: (to: Partial<Position>) => void): TemplateResult {
  const token = chosenToken(step);
  const text = token === null ? "⟨?⟩" : written(token);
  return html`<mark class="${i % 2 === 0 ? "even" : "odd"} ${i === at ? "here" : ""}"
    aria-current=${i === at ? "true" : nothing} @click=${() => go({ at: i })}>${text}</mark>`;
}

function title({ path, format, prompt, steps }: LogprobSequence): string {
  return words.sequence(prompt, steps.length, formats[format], path);
}

/** What is to be said of a token. */
function said(step: LogprobStep, at: number, of: number): string {
  const token = chosenToken(step);
  const where = words.token(at + 1, of);
  if (token === null) return `${where}. ${words.unknown}`;
  const chosen = step.candidates[step.chosen!]!;
  const listed = chosen.listed || !step.candidates.some((one) => one.listed) ? "" : ` ${words.notListed}`;
  return `${where}: ${words.chosenAt(spelled(token), percentage(chosen.probability), three.format(step.bits!))}${listed}`;
}

/** The arrow keys, on a button; a slider has its own. */
function key(event: KeyboardEvent, at: number, last: number, go: (to: Partial<Position>) => void): void {
  if (!(event.target instanceof HTMLButtonElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
  if (to === undefined || to < 0 || to > last) return;
  event.preventDefault();
  go({ at: to });
}
