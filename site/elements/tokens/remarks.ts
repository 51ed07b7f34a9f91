/** What is said of a text beneath it: how large it is, what one should know, and what a token is that is pointed at. */
import { html, nothing, type TemplateResult } from "lit";
import type { Interval, TextStats, Trust } from "../../contract";
import { counted, tokens as spellTokens } from "../../kit/format";
import { renderTrust } from "../parts/trust";
import type { TokenDetail } from "./detail";

/** Special tokens in a text are text, or special, or text with the other count beside it. */
const specialReadings = ["text", "tokens", "both"] as const;
export type SpecialReading = (typeof specialReadings)[number];

/** What was found of a text. stats and special lag behind a followed text until typing rests. */
export interface Counted {
  encoding: string;
  count: number;
  tokens: Interval;
  trust: Trust;
  stats: TextStats;
  /** The special tokens that the text spells, a few; and where both readings are wanted the count by the other one. */
  special: { found: readonly string[]; asTokens: Interval | null };
}

/** The part that follows each key. */
export type Measured = Pick<Counted, "count" | "tokens" | "trust">;

export function renderCounts({ tokens, trust, stats }: Counted): TemplateResult {
  return html`
    <span class="count"><b class="large">${spellTokens(tokens)}</b> ${
      tokens.high === 1 ? "token" : "tokens"
    } ${renderTrust(trust)}</span>
    <span>${counted(stats.characters, "character")}</span>
    <span>${counted(stats.words, "word")}</span>
    <span>${counted(stats.bytes, "byte")}</span>`;
}

/** What one should know about a text: as what its special tokens count is for the person to choose. */
export function renderRemarks(counts: Counted, chosen: SpecialReading, choose: Choose): TemplateResult {
  const { encoding, count, trust, special } = counts;
  return html`<ul class="remarks">
    ${
      trust.level === "estimate"
        ? html`<li>Drawn are the ${counted(count, "token")} of ${encoding}; the model's own tokens are not published.</li>`
        : nothing
    }
    ${special.found.length === 0 ? nothing : renderSpecial(counts, chosen, choose)}
  </ul>`;
}

type Choose = (reading: SpecialReading) => void;

function renderSpecial({ tokens, special }: Counted, chosen: SpecialReading, choose: Choose): TemplateResult {
  const { found, asTokens } = special;
  const names = { text: "as text", tokens: "as special", both: "both" };
  return html`<li>
    <span>This text spells ${found.length === 1 ? "a special token" : "special tokens"}, <code>${found[0]}</code>${
      found.length === 1 ? nothing : " and others"
    }. Count ${found.length === 1 ? "it" : "them"}</span>
    <span class="choices" role="group" aria-label="Count special tokens">
      ${specialReadings.map(
        (reading) =>
          html`<button type="button" class="choice" aria-pressed=${chosen === reading}
            @click=${() => choose(reading)}>${names[reading]}</button>`,
      )}
    </span>
    ${
      asTokens === null
        ? nothing
        : html`<span class="both">As text, as someone’s message is read: <b>${spellTokens(
            tokens,
          )}</b>. As special tokens, as the vendor’s own format uses them:
        <b>${spellTokens(asTokens)}</b>. The first is what counts here.</span>`
    }
  </li>`;
}

/** What is known of the token that is pointed at. */
export function renderDetail({ place, text, parts, rewritten }: TokenDetail): TemplateResult {
  const holds = parts.map((part) => part.holds.join(", ")).filter((words) => words !== "");
  return html`<span>${place}</span> <code>${text}</code>
    <span>${parts.length === 1 ? "id" : "ids"} <b>${parts.map(({ id }) => id).join(", ")}</b></span>
    <span>bytes <code>${parts.map(({ bytes }) => bytes).join(" | ")}</code></span>
    ${holds.length === 0 ? nothing : html`<span>${parts.length === 1 ? "holds" : "hold"} ${holds.join(" | ")}</span>`}
    ${rewritten ? html`<span>not the text’s own bytes: the tokenizer rewrites it first</span>` : nothing}`;
}
