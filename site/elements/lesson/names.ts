/**
 * What a lesson names beside itself: exercises and cards of this site by their ids, and files of a teacher's own by their
 * addresses, which lie beside the lesson and end in ".json".
 */
import type { FileProblem, PosedLesson } from "../../contract";
import { linedLeaves } from "../../json/lined";

/** Whether a name is a file's, and no id. */
export function isFile(name: string): boolean {
  return name.endsWith(".json");
}

interface Known {
  exercise: (id: string) => boolean;
  card: (id: string) => boolean;
  /** Whether a file beside the lesson is there; null: the lesson was opened by hand, and nothing lies beside it. */
  beside: ((file: string) => boolean) | null;
}

/** A problem for each name that leads nowhere, with its line and field. text: the lesson's file. */
export function unknownNames(text: string, { steps }: PosedLesson, known: Known): FileProblem[] {
  const lines = new Map(linedLeaves(text).map(({ path, line }) => [path.join("."), line]));
  const problem = (field: string, says: string): FileProblem => {
    const line = lines.get(field) ?? null;
    return { line, field, message: `${line === null ? "" : `line ${line}, `}${field}: ${says}` };
  };
  const wrong = (name: string, what: string, isKnown: (id: string) => boolean): string | null => {
    if (!isFile(name)) return isKnown(name) ? null : `“${name}” is the id of no ${what} here.`;
    if (!known.beside)
      return `“${name}” is a file beside the lesson, and one that is opened by hand has none: open it by its address, embed.html?view=lesson&src=….`;
    return known.beside(name) ? null : `“${name}” is not there, or could not be loaded.`;
  };
  return steps.flatMap(({ practise, cards }, i) => [
    ...practise.flatMap((name, j) => {
      const says = wrong(name, "exercise", known.exercise);
      return says === null ? [] : [problem(`steps.${i}.practise.${j}`, says)];
    }),
    ...cards.flatMap((name, j) => {
      const says = wrong(name, "card", known.card);
      return says === null ? [] : [problem(`steps.${i}.cards.${j}`, says)];
    }),
  ]);
}
