/** Texts of a lesson: what stands for a name is spelled for reading, with every digit beside it. */
import { html, type TemplateResult } from "lit";
import type { PosedStep, TextPiece } from "../../contract";
import { date, digits, exactMoney, money, price } from "../../kit/format";

const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** The figure for reading: $3,006, 4.98, April 30, 2026. */
export function shown({ text, name = "", value }: TextPiece): string {
  if (name === "date" || name === "cutoff") return date(text);
  if (value === undefined) return text;
  if (name.startsWith("cost.")) return money(value);
  if (name.endsWith(" price")) return price(value);
  return name.startsWith("latency.") ? three.format(value as Intl.StringNumericLiteral) : digits(value);
}

/** With every digit the engine gave. */
function exact({ name = "", value }: TextPiece): string {
  return name.startsWith("cost.") || name.endsWith(" price") ? exactMoney(value!) : digits(value!);
}

/** claims: of the step; behind each stands its number, which is a link to the document. */
export function renderText(text: readonly TextPiece[], claims: PosedStep["claims"] = []): (TemplateResult | string)[] {
  return text.map((piece) => {
    const claim = claims[(piece.claim ?? 0) - 1];
    if (claim)
      return html`<sup class="claim"><a href=${claim.url} target="_blank" rel="noopener noreferrer"
        title="${claim.title}, ${claim.checked}" aria-label="Source ${piece.claim}: ${claim.title}">${piece.claim}</a></sup>`;
    if (piece.name === undefined) return piece.text;
    return piece.value === undefined
      ? shown(piece)
      : html`<data value=${piece.value} title=${exact(piece)}>${shown(piece)}</data>`;
  });
}

/** A paragraph, a formula, or a list. */
export function renderBlock({ kind, texts }: PosedStep["text"][number], claims: PosedStep["claims"]): TemplateResult {
  const items = (): TemplateResult[] => texts.map((text) => html`<li>${renderText(text, claims)}</li>`);
  switch (kind) {
    case "formula":
      return html`<p class="formula">${renderText(texts[0]!, claims)}</p>`;
    case "list":
      return html`<ul class="bullets">${items()}</ul>`;
    case "steps":
      return html`<ol class="numbered">${items()}</ol>`;
    case "paragraph":
      return html`<p>${renderText(texts[0]!, claims)}</p>`;
  }
}
