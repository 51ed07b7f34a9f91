/** The fields in which sampling is set. prefix: of their ids, which are one of a kind in a document. */
import { html, nothing, type TemplateResult } from "lit";
import type { SamplingOrder } from "../../contract";
import type { Field, Typed, Wrong } from "./settings";
import { stepNames, words } from "./words";

export function renderFields<Name extends string>(
  prefix: string,
  fields: readonly Field<Name>[],
  typed: Typed<Name>,
  wrong: Wrong<Name>,
  change: (name: Name, value: string) => void,
): TemplateResult[] {
  return fields.map(
    ({ name, label, hint }) => html`<div class="field"><label for="${prefix}-${name}">${label}</label>
    <input id="${prefix}-${name}" inputmode="decimal" autocomplete="off" .value=${typed[name]}
      aria-invalid=${wrong[name] !== undefined} aria-describedby="${prefix}-${name}-said"
      @input=${(event: Event) => change(name, (event.target as HTMLInputElement).value)}>
    <p id="${prefix}-${name}-said" class=${wrong[name] ? "wrong" : "hint"}>${wrong[name] ?? hint}</p></div>`,
  );
}

/** In which order the steps are taken: one of those that libraries and APIs publish. */
export function renderOrder(
  prefix: string,
  orders: readonly SamplingOrder[],
  chosen: string,
  change: (id: string) => void,
): TemplateResult {
  const order = orders.find(({ id }) => id === chosen) ?? orders[0];
  return html`<div class="field wide"><label for="${prefix}-order">${words.steps}</label>
    <select id="${prefix}-order" autocomplete="off"
      @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
      ${orders.map(
        ({ id, name, steps }) =>
          html`<option value=${id}
            .selected=${id === order?.id}>${name}: ${steps.map((one) => stepNames[one]).join(", ")}</option>`,
      )}</select>
    ${
      order
        ? html`<p class="hint"><a href=${order.source} target="_blank"
        rel="noopener noreferrer">Source</a>, checked ${order.checked}</p>`
        : nothing
    }</div>`;
}
