/** The texts of the request, for a tool to choose from. */
import { html, type TemplateResult } from "lit";
import type { PartName } from "../../contract";
import { partNames } from "../../scenario/fragment";
import { session } from "../../session/session";

export const partTitles: Record<PartName, string> = {
  system: "System prompt",
  tools: "Tools",
  documents: "Documents",
  history: "History",
  user: "User’s message",
};

/** The parts that stand in the request as texts, in its order. */
export function parts(): PartName[] {
  return partNames.filter((name) => session.store.state.parts[name].text);
}

export function textOf(part: PartName): string {
  return session.store.state.parts[part].text ?? "";
}

/** Options for a select. */
export function partOptions(chosen: string): TemplateResult[] {
  return parts().map((name) => html`<option value=${name} .selected=${name === chosen}>${partTitles[name]}</option>`);
}
