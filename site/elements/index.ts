/** The custom elements, defined once: importing this module makes the tags work. */
import { LlmContext } from "./context/context";
import { LlmCost } from "./cost/cost";
import { LlmExercise, type Answered } from "./exercise/exercise";
import { LlmFlashcards } from "./flashcards/flashcards";
import { LlmLatency } from "./latency/latency";
import type { ScenarioChange } from "./scenario-element";
import { LlmSampling, type SamplingChange } from "./sampling/sampling";
import { LlmTokens, type TokensChange } from "./tokens/tokens";

export { LlmContext, LlmCost, LlmExercise, LlmFlashcards, LlmLatency, LlmSampling, LlmTokens };
export type { Answered, SamplingChange, ScenarioChange, TokensChange };

declare global {
  interface HTMLElementTagNameMap {
    "llm-context": LlmContext;
    "llm-cost": LlmCost;
    "llm-exercise": LlmExercise;
    "llm-flashcards": LlmFlashcards;
    "llm-latency": LlmLatency;
    "llm-sampling": LlmSampling;
    "llm-tokens": LlmTokens;
  }
  interface HTMLElementEventMap {
    "llm-change": CustomEvent<ScenarioChange>;
    "llm-answer": CustomEvent<Answered>;
  }
}

const elements: Record<string, CustomElementConstructor> = {
  "llm-context": LlmContext,
  "llm-cost": LlmCost,
  "llm-exercise": LlmExercise,
  "llm-flashcards": LlmFlashcards,
  "llm-latency": LlmLatency,
  "llm-sampling": LlmSampling,
  "llm-tokens": LlmTokens,
};

/** Defines what is not defined yet: a page that loads the module twice keeps the first. */
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}
