import { html, nothing, type TemplateResult } from "lit";
import type { Note } from "../../contract";

const lead: Record<Note["severity"], string> = { info: "", warning: "Mind: ", error: "Problem: " };

/** Notes as plain sentences; the severity is a word before it is a colour. */
export function renderNotes(notes: readonly Note[]): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<ul class="notes" part="notes">
    ${notes.map(({ severity, message }) => html`<li class=${severity}><b>${lead[severity]}</b>${message}</li>`)}
  </ul>`;
}

export type LimitName = "context" | "cost" | "latency";

const limitOfCode: readonly [RegExp, LimitName][] = [
  [/^(speed|batch-wait|service-wait)/, "latency"],
  [/window|max-input|max-tokens|max-output|may-not-fit|request-empty/, "context"],
  [
    /^(price|promotion|service|hours|tier|cache|storage|search|media|tool-prompt|batch|traffic|days|per-request|rounded)/,
    "cost",
  ],
];

/** Which limit a note is about, by its code; what is about the model or the day has none, and is said once by the page, and by each limit that stands alone. */
export function limitOf({ code }: Note): LimitName | null {
  return limitOfCode.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}
