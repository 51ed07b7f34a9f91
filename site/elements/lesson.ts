/** The elements of the lesson. Importing this module makes the tags work. */
import { define } from "./define";
import { type Answered, LlmExercise } from "./exercise/exercise";
import { LlmFlashcards } from "./flashcards/flashcards";
import { LlmLesson } from "./lesson/lesson";
import { LlmSampling, type SamplingChange } from "./sampling/sampling";

export type { Answered, SamplingChange };
export { LlmExercise, LlmFlashcards, LlmLesson, LlmSampling };

declare global {
  interface HTMLElementTagNameMap {
    "llm-exercise": LlmExercise;
    "llm-flashcards": LlmFlashcards;
    "llm-lesson": LlmLesson;
    "llm-sampling": LlmSampling;
  }
  interface HTMLElementEventMap {
    "llm-answer": CustomEvent<Answered>;
  }
}

define({
  "llm-exercise": LlmExercise,
  "llm-flashcards": LlmFlashcards,
  "llm-lesson": LlmLesson,
  "llm-sampling": LlmSampling,
});
