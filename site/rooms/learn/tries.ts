/** What a tool gives to try: each sets the stage with one press, and says what there is to see. */
import { html, type TemplateResult } from "lit";

export interface Try {
  id: string;
  title: string;
  see: string;
}

export function renderTries<One extends Try>(
  tries: readonly One[],
  chosen: string | null,
  press: (one: One) => void,
): TemplateResult {
  return html`<div class="tries"><p class="hint" id="tries">Try this</p>
      <ul class="row" aria-labelledby="tries">${tries.map(
        (one) =>
          html`<li><button type="button" class="choice" aria-pressed=${one.id === chosen}
            @click=${() => press(one)}>${one.title}</button></li>`,
      )}</ul>
      <p role="status">${tries.find(({ id }) => id === chosen)?.see ?? ""}</p></div>`;
}
