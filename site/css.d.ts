/** A style sheet imported as text: `import css from "./x.css" with { type: "text" }`. */
declare module "*.css" {
  const text: string;
  export default text;
}

/**
 * The exercises and decks that ship: the text of each by its name, such as "exercises/support-day.json"
 * (scripts/build/bundle.go).
 */
declare module "lesson-files" {
  const files: Readonly<Record<string, string>>;
  export default files;
}
