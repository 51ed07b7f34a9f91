import { html, type TemplateResult } from "lit";
import type { Model } from "../../contract";
import { nameWithEnd } from "../../kit/ending";

/** Options for a select: all models, by vendor. */
export function modelOptions(models: readonly Model[], chosen: string): TemplateResult[] {
  const vendors = [...new Set(models.map(({ vendor }) => vendor))];
  return vendors.map(
    (vendor) =>
      html`<optgroup label=${vendor}>${models
        .filter((model) => model.vendor === vendor)
        .map(
          (model) => html`<option value=${model.id} .selected=${model.id === chosen}>${nameWithEnd(model)}</option>`,
        )}</optgroup>`,
  );
}
