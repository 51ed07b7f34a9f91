/** What this tool says, and what it gives to try. */
import type { Try } from "../tries";

export const words = {
  title: "It stops on a date",
  about:
    "A model is trained once, on texts up to a day, and learns nothing after it. What it read it expects; what came " +
    "later surprises it, and it does not know that it does not know. What it shall know of later must stand in the " +
    "request.",
  training: "Trained on",
  opticks: "thirty pages of Newton’s Opticks",
  whole: "the whole of Newton’s Opticks",
  request: "the texts of the request",
  own: "a text of your own",
  yours: "Your text",
  train: "Train on it",
  empty: "There is no text to train on.",
  short: "The text is too short: before and after a point in it there must be some tokens.",
  point: "Trained up to",
  underWay: ", training",
  pointHint: "Move it, with the arrow keys too: the model is trained anew, on the text up to there and no further.",
  real:
    "The model is real and small: it is trained in this page, and looks back at two tokens. It keeps all it read " +
    "word for word, so its step is higher than that of a large model; but every model has one.",
  before: "What came before the point, it read",
  after: "What came after, it never saw",
  odds: (choices: string) => `1 in ${choices}`,
  unseen: (tokens: string) => `; ${tokens} not counted, because it never saw their like and gives them none at all`,
  noOdds: "no token of it was ever seen",
  caption:
    "How surprised it is by each stretch of the text, in bits: how often the chance of a token must be halved, on " +
    "the average, from certainty.",
  table: "The same in numbers",
  ends: "The last it read",
  goesOn: "What came next",
  line: (before: string, after: string) => `Surprise over the text: ${before} before the point, ${after} after it`,
};

export const timeline = {
  title: "The models’ own dates",
  about:
    "What vendors say of where the training of their models ended. The line runs to today; the faint part is what " +
    "the model cannot know by itself.",
  vendor: "Vendor",
  all: "all",
  retired: "with models that are no longer served",
  loading: "The catalogue is loading.",
  none: "No model of this choice publishes a date.",
  caption: (today: string) => `Months from the end of the training to today, ${today}.`,
  mine: "in use",
  mineUnpublished: (name: string) => `${name}, which is in use, publishes none.`,
  unpublished: (count: string) => `${count} publish none`,
  more: (count: string) => `Show all ${count}`,
};

export interface DateTry extends Try {
  at: "early" | "middle" | "late";
}

export const tries: readonly DateTry[] = [
  {
    id: "middle",
    title: "Half the text",
    at: "middle",
    see: "The step in the picture is the date. To the left the model read every word, to the right none.",
  },
  {
    id: "early",
    title: "An early date",
    at: "early",
    see: "It knows little by heart, and nearly everything surprises it.",
  },
  {
    id: "late",
    title: "A late date",
    at: "late",
    see: "More text, more that it expects; and the step is still there, however far it goes.",
  },
];
