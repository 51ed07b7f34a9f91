import { type CSSResult, css, unsafeCSS } from "lit";
import tokens from "../../styles/tokens.css" with { type: "text" };
import text from "../tokens/tokens.css" with { type: "text" };
import element from "./element.css" with { type: "text" };
import limit from "./limit.css" with { type: "text" };
import strip from "./strip.css" with { type: "text" };
import working from "./working.css" with { type: "text" };

/** What every element is set in. */
export const elementStyles: CSSResult[] = [unsafeCSS(tokens), unsafeCSS(element)];

/** The sheets of one limit, in its hue. */
export function limitStyles(name: "context" | "cost" | "latency"): CSSResult[] {
  const hue = css`:host { --hue: var(${unsafeCSS(name === "latency" ? "--wait" : `--${name}`)}); }`;
  return [...elementStyles, hue, unsafeCSS(limit), unsafeCSS(strip), unsafeCSS(working)];
}

export const tokensStyles: CSSResult[] = [...elementStyles, unsafeCSS(text)];
