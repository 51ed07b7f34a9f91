/** Exercises, decks and lessons. */
import type { Note, WorkingStep } from "./estimate";

/** seed: any text or number; the same one gives the same numbers; default: 1. A file that has its own keeps to that. */
export interface SeedOptions {
  seed?: string | number;
}

/** What is wrong with a file, as a sentence that begins with line and field; line is null where it is not known. */
export interface FileProblem {
  line: number | null;
  field: string;
  message: string;
}

/** exercise is null where the file has problems. */
export interface ExerciseReport {
  problems: FileProblem[];
  exercise: PosedExercise | null;
}

/** An exercise with its numbers. ask is null for a choice question, and choices are empty for any other. */
export interface PosedExercise {
  id: string;
  kind: "cost" | "latency" | "context" | "conversation" | "choice";
  title: string;
  text: TextPiece[];
  /**
   * The figure of an estimate, what it is called, and the unit the answer is given in; tolerance in words: "within 5%".
   */
  ask: { figure: string; label: string; unit: string; tolerance: string } | null;
  choices: { id: string; text: TextPiece[] }[];
  hints: TextPiece[][];
  /** Leaves of the scenario that is worked out: path, type and text. */
  scenario: { path: string; kind: "number" | "string" | "boolean" | "null"; text: string }[];
  /** Of these paths, those that may not be changed, and not be shown. */
  locked: string[];
  hidden: string[];
  /** The file's own; null: each student has one. */
  seed: string | null;
  /** What is to be minded of the model, its day and its prices, as every estimate on them says it. */
  notes: Note[];
  /** How often someone may answer before the answer is shown unasked. */
  attempts: number;
}

/**
 * A stretch of a text; what stands for a name of the file has the name, and its value where it is a number. claim: the
 * place, from 1 on, of the claim of a lesson's step that ends here; the text is empty then.
 */
export interface TextPiece {
  text: string;
  name?: string;
  value?: string;
  claim?: number;
}

/** What an answer came to. near: not within the tolerance, but within three times of it. */
export interface Grade {
  verdict: "right" | "near" | "wrong" | "unread" | "shown";
  /**
   * How the answer was understood: "90 seconds"; and the number in the unit asked for. Of a choice, both are its id.
   */
  read: string | null;
  value: string | null;
  message: string;
  /** Null for a choice question, and where the answer is unread. */
  answer: { value: string; unit: string; text: string; tolerance: string } | null;
  /**
   * Usual mistakes that give this answer; of answerKey(), all that are looked for. code is "own" for a mistake of the
   * file's.
   */
  mistakes: { code: string; name: string; formula: string | null; message: TextPiece[]; value: string; text: string }[];
  working: WorkingStep[];
  choices: { id: string; text: TextPiece[]; why: TextPiece[]; right: boolean; chosen: boolean }[];
}

/** deck is null where the file has problems. A card keeps its id when its words change. */
export interface DeckReport {
  problems: FileProblem[];
  deck: Deck | null;
}
export interface Deck {
  id: string;
  title: string;
  cards: FlashCard[];
}
/** source: where it can be read; url: that page, or null; checked: the day it was read. */
export interface FlashCard {
  id: string;
  front: string;
  back: string;
  source: string;
  url: string | null;
  checked: string | null;
}

/** done: ids of the steps that are done. */
export interface LessonOptions {
  done?: readonly string[];
}

/** lesson is null where the file has problems. */
export interface LessonReport {
  problems: FileProblem[];
  lesson: PosedLesson | null;
}

/** minutes are those of all steps, left those of the steps that are not done; done: how many are. */
export interface PosedLesson {
  id: string;
  title: string;
  about: string | null;
  goals: string[];
  minutes: Minutes;
  left: Minutes;
  done: number;
  steps: PosedStep[];
}

export interface Minutes {
  reading: number;
  practice: number;
  total: number;
}

export interface PosedStep {
  id: string;
  title: string;
  minutes: Minutes;
  done: boolean;
  /** texts: one of a paragraph or a formula, several of a list. The order of steps matters. */
  text: { kind: "paragraph" | "formula" | "list" | "steps"; texts: TextPiece[][] }[];
  takeAway: TextPiece[][];
  /** Places of the room Learn; ids of exercises and of flashcards. */
  do: string[];
  practise: string[];
  cards: string[];
  sources: { title: string; url: string; checked: string | null }[];
  /** What it says of vendors' services, each with the document that says it and the day it was read. */
  claims: { says: string; title: string; url: string; checked: string }[];
  /** How the figures in the texts come about. */
  working: WorkingStep[];
  /** What is to be minded of the models, days and prices in its figures, as every estimate on them says it. */
  notes: Note[];
}

export interface UsualMistake {
  code: string;
  name: string;
  message: string;
}
