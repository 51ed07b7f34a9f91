import { html, nothing, svg, type TemplateResult } from "lit";
import type { Estimate, Note } from "../../contract";
import { atLeast, figure, number, percent } from "../../kit/format";
import { LimitElement, type LimitView } from "../limit-element";
import { type Length, strip, swatch } from "../parts/strip";
import { limitStyles } from "../parts/styles";
import { contextSentence, overSentence, partName } from "./sentence";

type Context = NonNullable<Estimate["context"]>;

/** Below this share of the window the parts are too small to see: they are drawn again, enlarged. */
const enlargeBelowPercent = 30;

/** `<llm-context>`: what the request takes of the window. */
export class LlmContext extends LimitElement {
  static override styles = limitStyles("context");
  protected override readonly limit = "context";
  protected override readonly heading = "Context";

  protected override view({ context, atLeast: missing }: Estimate, notes: readonly Note[]): LimitView | null {
    if (!context) return null;
    const problems = notes.filter(({ severity }) => severity === "error");
    return {
      figure: {
        name: "context.input",
        unit: "tokens",
        size: context.input,
        text: atLeast(missing, figure(context.input, context.range?.input, number)),
        exact: atLeast(missing, figure(context.input, context.range?.input, number)),
      },
      unit: `of ${number(context.window)} tokens`,
      state: context.fits ? { word: "fits", good: true } : { word: "does not fit", good: false },
      more: [],
      trust: context.trust,
      picture: picture(context),
      sentence: context.fits ? contextSentence(context) : overSentence(context, problems),
      said: context.fits ? [] : problems,
      table: table(context),
    };
  }
}

function lengths(context: Context): Length[] {
  return context.parts
    .filter(({ tokens }) => tokens > 0)
    .map((part) => ({
      name: part.name,
      from: part.from,
      width: part.tokens,
      title: `${partName(part)}: ${number(part.tokens)} tokens`,
    }));
}

function picture(context: Context): TemplateResult {
  const parts = lengths(context);
  const used = context.parts.at(-1)?.to ?? 0;
  const end = Math.max(used, context.window);
  const small = Number(context.usedPercent) < enlargeBelowPercent && used > 0;
  const whole: Length = { name: "used", from: 0, width: used, title: `${percent(context.usedPercent)} of the window` };
  const limit = svg`<line class="limit-mark" x1=${context.window} x2=${context.window} y1="-0.2" y2="1.2"></line>`;
  return html`
    ${strip(small ? [whole] : parts, end, label(context), used > context.window ? [limit] : [])}
    ${
      small
        ? html`
      <svg class="lens" viewBox="0 0 ${end} 1" preserveAspectRatio="none" aria-hidden="true">
        <polygon points="0,0 ${used},0 ${end},1 0,1"></polygon>
      </svg>
      ${strip(parts, used, "The used part, enlarged")}`
        : nothing
    }
    <ul class="legend">
      ${context.parts
        .filter(({ tokens }) => tokens > 0)
        .map((part) => html`<li>${swatch(part.name)} ${partName(part)} <b>${number(part.tokens)}</b></li>`)}
      ${context.fits ? html`<li>${swatch("free")} free <b>${number(context.free)}</b></li>` : nothing}
      ${
        used > context.window
          ? html`<li><svg class="swatch limit" aria-hidden="true"></svg> the window ends</li>`
          : nothing
      }
    </ul>
  `;
}

function label({ parts, window, usedPercent }: Context): string {
  const said = parts
    .filter(({ tokens }) => tokens > 0)
    .map((part) => `${partName(part)} ${number(part.tokens)}`)
    .join(", ");
  return `A window of ${number(window)} tokens, ${percent(usedPercent)} used: ${said}`;
}

function table(context: Context): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The window, part by part"><table>
    <caption>The window, part by part</caption>
    <thead><tr><th scope="col">Part</th><th scope="col">Tokens</th><th scope="col">Of the window</th>
    <th scope="col">Of the input</th></tr></thead>
    <tbody>
      ${context.parts.map(
        (part) =>
          html`<tr><th scope="row">${swatch(part.name)} ${partName(part)}</th><td>${number(part.tokens)}</td>
          <td>${percent(part.percent)}</td>
          <td>${part.inputPercent === undefined ? nothing : percent(part.inputPercent)}</td></tr>`,
      )}
      <tr><th scope="row">${swatch("free")} free</th><td>${figure(context.free, context.range?.free, number)}</td>
      <td></td><td></td></tr>
    </tbody>
  </table></div>`;
}
