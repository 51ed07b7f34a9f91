/** The elements of the first page: a text and the three limits. Importing this module makes the tags work. */
import { LlmContext } from "./context/context";
import { LlmCost } from "./cost/cost";
import { define } from "./define";
import { LlmLatency } from "./latency/latency";
import type { ScenarioChange } from "./scenario-element";
import { LlmTokens, type TokensChange } from "./tokens/tokens";

export type { ScenarioChange, TokensChange };
export { LlmContext, LlmCost, LlmLatency, LlmTokens };

declare global {
  interface HTMLElementTagNameMap {
    "llm-context": LlmContext;
    "llm-cost": LlmCost;
    "llm-latency": LlmLatency;
    "llm-tokens": LlmTokens;
  }
  interface HTMLElementEventMap {
    "llm-change": CustomEvent<ScenarioChange>;
  }
}

define({ "llm-context": LlmContext, "llm-cost": LlmCost, "llm-latency": LlmLatency, "llm-tokens": LlmTokens });
