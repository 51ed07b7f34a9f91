import type { MediaItem } from "../../../contract";
import { counted, number } from "../../../kit/format";

/** What this tool says. */
export const words = {
  about:
    "A picture is tokens too: each vendor makes it to a size of its own, cuts it by a grid, and counts the cells. So " +
    "are the pages of a PDF file, sound and film.",
  pick: "Choose pictures",
  accepted: "Or drop them here. Only their size counts; they are looked at here and go nowhere.",
  add: "Add",
  noModel: "Choose a model in the sentence above: the rule is its vendor’s.",
  notRead: (name: string) =>
    `“${name}” is no picture that this browser can read. Type its size instead; of a PDF file, its pages; ` +
    "of sound and film, their seconds.",
  tooLarge: (name: string) => `“${name}” is larger than any picture that is read here. Type its size instead.`,
  folder: "That is a folder: choose the pictures in it.",
  tooMany: (most: number) => `At most ${number(most)} are counted together; the rest is left out.`,
  unknown: "Not all of these have a known number of tokens, so their sum cannot go into the scenario.",
  manyLines: "The lines are too many to be drawn.",
  others: "The same picture on other models",
  othersAbout:
    "One model of each rule, the newest; at the level of detail its vendor chooses by itself. The cheapest first.",
};

export const kinds: readonly { kind: MediaItem["kind"]; title: string }[] = [
  { kind: "image", title: "a picture" },
  { kind: "pdf", title: "pages of a PDF file" },
  { kind: "audio", title: "sound" },
  { kind: "video", title: "film" },
];

/** An item in words. */
export function titled(item: MediaItem): string {
  switch (item.kind) {
    case "image":
      return `${number(item.width)} × ${number(item.height)} pixels`;
    case "pdf":
      return `${counted(item.pages, "page")} of a PDF file`;
    case "audio":
      return `${counted(item.seconds, "second")} of sound`;
    case "video":
      return `${counted(item.seconds, "second")} of film`;
  }
}
