/** The elements of the lesson. Importing this module makes the tags work. */
import { define } from "./define";
import { LlmExercise, type Answered } from "./exercise/exercise";
import { LlmFlashcards } from "./flashcards/flashcards";
import { LlmSampling, type SamplingChange } from "./sampling/sampling";

export { LlmExercise, LlmFlashcards, LlmSampling };
export type { Answered, SamplingChange };

declare global {
  interface HTMLElementTagNameMap {
    "llm-exercise": LlmExercise;
    "llm-flashcards": LlmFlashcards;
    "llm-sampling": LlmSampling;
  }
  interface HTMLElementEventMap {
    "llm-answer": CustomEvent<Answered>;
  }
}

define({ "llm-exercise": LlmExercise, "llm-flashcards": LlmFlashcards, "llm-sampling": LlmSampling });
