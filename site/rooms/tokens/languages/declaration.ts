/**
 * The parallel texts: declaration.txt, which scripts/languages makes. A module of its own, loaded when someone looks at
 * languages.
 */
import text from "./declaration.txt";

export interface Passage {
  /** BCP 47. */
  tag: string;
  direction: "ltr" | "rtl";
  /** What its length is counted in: words, or characters where no spaces stand between words. */
  unit: "words" | "characters";
  name: string;
  text: string;
}

/** In the file's order, English first. */
export const passages: readonly Passage[] = read(text);

export function read(file: string): Passage[] {
  return file
    .split("\f")
    .slice(1)
    .map((passage) => {
      const end = passage.indexOf("\n");
      const [tag = "", direction, unit, name = ""] = passage.slice(0, end).split("\t");
      return {
        tag,
        direction: direction === "rtl" ? "rtl" : "ltr",
        unit: unit === "characters" ? "characters" : "words",
        name,
        text: passage.slice(end + 1, -1),
      };
    });
}
