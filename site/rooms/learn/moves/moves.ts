/**
 * The techniques, each with the limit it pushes, what it costs in exchange, and the change of the scenario that stands
 * for it, in flat names. What a change does is the engine's to say; no figure stands here but the values that are set.
 */
import type { Count, Scenario } from "../../../contract";
import { flatName, valueAt, withValue } from "../../../scenario/flat";
import { partNames } from "../../../scenario/fragment";
import { marked, modelOfNumbers } from "../../../scenario/state";

export type Limit = "context" | "cost" | "wait";

/**
 * A figure of the estimate that shows the effect. "felt" is the same estimate read twice: the whole wait, and the wait
 * for the first words.
 */
export type FigureName = "input" | "reserved" | "cost" | "total" | "felt";

type Value = readonly [name: string, value: string | number];

/**
 * Holds where the value of a name is above a number; of several the first that holds is taken. said: what is changed,
 * in words.
 */
export interface Option {
  above?: readonly [name: string, value: number];
  values: readonly Value[];
  said: string;
  /** It holds only where documents and history are the same in each request, or only where they are not. */
  documents?: Documents;
  /**
   * Estimated with documents and history as part of what is new in each request. The calculator's cache always holds
   * them, so this cannot be applied.
   */
  asNew?: true;
}

/** Whether documents and history are the same in each request, or change with each question. */
export type Documents = "same" | "new";

export interface Move {
  id: string;
  title: string;
  does: string;
  exchange: string;
  /** Which limits it moves; more: away from the person's wish. */
  pushes: readonly { limit: Limit; more?: true }[];
  figures: readonly FigureName[];
  options: readonly Option[];
  /** Why there is nothing to estimate, where no option holds or changes anything. */
  idle: string;
  /** Further in another tool. */
  see?: { room: "learn" | "tokens" | "models"; place: string; title: string };
}

/** The id of the model that "a smaller model" means until another is chosen. */
export const smallerModel = "openai/gpt-6-luna";

const less = (...limits: Limit[]): Move["pushes"] => limits.map((limit) => ({ limit }));

export const moves: readonly Move[] = [
  {
    id: "caching",
    title: "Prompt caching",
    does:
      "What stands unchanged at the beginning of each request is kept by the vendor and not read anew, so the first " +
      "token comes sooner too: how much, only measuring tells.",
    exchange:
      "The beginning has to be the same to the letter and long enough; some vendors charge for writing, and what is " +
      "kept runs out.",
    pushes: less("cost", "wait"),
    figures: ["cost"],
    options: [
      {
        above: ["turns", 1],
        documents: "new",
        values: [
          ["cachePolicy", "incremental"],
          ["cacheStart", "cold"],
        ],
        said: "the conversation so far cached, and each conversation’s documents written anew",
      },
      {
        above: ["turns", 1],
        documents: "same",
        values: [
          ["cachePolicy", "incremental"],
          ["cacheStart", "traffic"],
        ],
        said: "the conversation so far cached",
      },
      {
        documents: "new",
        asNew: true,
        values: [
          ["cachePolicy", "prefix"],
          ["cacheStart", "traffic"],
        ],
        said: "system prompt and tools cached, and what changes with each question not",
      },
      {
        documents: "same",
        values: [
          ["cachePolicy", "prefix"],
          ["cacheStart", "traffic"],
        ],
        said: "all cached that stands before the question",
      },
    ],
    idle: "Your scenario caches already.",
  },
  {
    id: "retrieval",
    title: "Retrieval instead of everything",
    does: "A search picks the passages that matter for the question, and only these are sent.",
    exchange: "What the search misses the model does not know; an index has to be built and kept.",
    pushes: less("context", "cost", "wait"),
    figures: ["input", "cost"],
    options: [{ above: ["documents", 1500], values: [["documents", 1500]], said: "1,500 tokens of documents" }],
    idle: "Your documents have no more than 1,500 tokens: there is little to leave out.",
  },
  {
    id: "prompt",
    title: "A shorter prompt",
    does: "Rules that change no answer are taken out of the system prompt.",
    exchange: "A rule that is left out is not followed: measure before and after.",
    pushes: less("context", "cost"),
    figures: ["input", "cost"],
    options: [{ above: ["system", 300], values: [["system", 300]], said: "300 tokens of system prompt" }],
    idle: "Your system prompt has no more than 300 tokens.",
  },
  {
    id: "history",
    title: "Summarise or cut the history",
    does: "Old turns are replaced by a summary, or left out, because each call sends all of them again.",
    exchange: "What is left out is forgotten; a summary is a call of its own.",
    pushes: less("context", "cost"),
    figures: ["input", "cost"],
    options: [
      { above: ["history", 300], values: [["history", 300]], said: "a summary of 300 tokens" },
      { above: ["turns", 3], values: [["turns", 3]], said: "a new conversation after 3 turns" },
    ],
    idle: "Your scenario has hardly any history: no part of it, and no more than 3 turns.",
    see: { room: "learn", place: "stateless", title: "Why everything is sent again" },
  },
  {
    id: "smaller",
    title: "A smaller model",
    does: "A model with fewer parameters, or of another vendor, answers at a fraction of the price, and often faster.",
    exchange:
      "It gets hard cases wrong more often. Its tokens and its speed differ too; here your counts and your speed are " +
      "kept.",
    pushes: less("cost", "wait"),
    figures: ["cost"],
    options: [{ values: [["model", smallerModel]], said: "" }],
    idle: "This is the model you have.",
    see: { room: "models", place: "catalogue", title: "All models" },
  },
  {
    id: "routing",
    title: "Routing",
    does: "A cheap first look sends easy requests to a small model and only hard ones to the large one.",
    exchange: "The first look costs and waits too, and it errs.",
    pushes: less("cost", "wait"),
    figures: [],
    options: [],
    idle:
      "Not estimated: it needs the share of easy requests, and the calculator has one model at a time. The row above " +
      "is what an easy request would cost.",
  },
  {
    id: "batch",
    title: "Batch",
    does: "Requests nobody waits for are handed in together and answered within a day, at a lower price.",
    exchange: "The wait is hours instead of seconds: for reports and backlogs, not for people in front of a screen.",
    pushes: [{ limit: "cost" }, { limit: "wait", more: true }],
    figures: ["cost"],
    options: [{ values: [["service", "batch"]], said: "batch prices" }],
    idle: "Your scenario has batch prices already.",
  },
  {
    id: "streaming",
    title: "Streaming",
    does: "Each token is shown when it is made, so that reading begins at the first one.",
    exchange: "Nothing can be checked as a whole before it is shown; the last token comes no sooner.",
    pushes: less("wait"),
    figures: ["felt"],
    options: [{ values: [], said: "the wait until one can begin to read" }],
    idle: "",
    see: { room: "learn", place: "streaming", title: "Feel it" },
  },
  {
    id: "shorter",
    title: "Shorter answers",
    does: "The prompt asks for what is needed and no more: a label, three sentences, fields instead of prose.",
    exchange: "Less is explained; with some tasks a model that writes less also thinks less.",
    pushes: less("cost", "wait"),
    figures: ["cost", "total"],
    options: [{ above: ["output", 150], values: [["output", 150]], said: "150 tokens of answer" }],
    idle: "Your answer has no more than 150 tokens.",
  },
  {
    id: "maxTokens",
    title: "A lower max_tokens",
    does: "Less room in the window is kept for the answer, and no answer can run away.",
    exchange:
      "An answer that would be longer is cut off in the middle of a sentence. It makes no answer shorter by itself.",
    pushes: less("context"),
    figures: ["reserved"],
    options: [{ above: ["maxTokens", 512], values: [["maxTokens", 512]], said: "max_tokens of 512" }],
    idle: "Your max_tokens is 512 at most, or not set.",
  },
  {
    id: "tuning",
    title: "Fine-tuning instead of examples",
    does: "Examples that each request would carry are trained into the model once.",
    exchange: "Training costs, the tuned model has prices of its own, and a change of mind is another training.",
    pushes: less("context", "cost", "wait"),
    figures: [],
    options: [],
    idle:
      "Not estimated: what training costs depends on the examples. What it saves in each request is what “a shorter " +
      "prompt” shows.",
  },
  {
    id: "parallel",
    title: "Parallel calls",
    does: "Parts that do not need one another are asked at the same time, and put together at the end.",
    exchange: "What the parts share is sent, and paid, with each of them; rate limits are reached sooner.",
    pushes: [{ limit: "wait" }, { limit: "cost", more: true }],
    figures: [],
    options: [],
    idle:
      "Not estimated: it depends on how the task can be parted. Set the request to one part above: the wait is that " +
      "of the longest one.",
  },
  {
    id: "reasoning",
    title: "Less reasoning effort",
    does: "The model is told to think less before it answers: thoughts are billed as output and waited for.",
    exchange: "Sums, plans and code get worse first.",
    pushes: less("cost", "wait"),
    figures: ["cost", "total"],
    options: [
      { above: ["reasoning", 500], values: [["reasoning", 500]], said: "500 reasoning tokens" },
      { above: ["reasoning", 0], values: [["reasoning", 0]], said: "no reasoning" },
    ],
    idle: "Your scenario has no reasoning tokens.",
  },
  {
    id: "chunking",
    title: "Chunking",
    does: "A document that is too long is cut into pieces, each asked about in a call of its own.",
    exchange: "As many calls as pieces, and the rest of the prompt paid with each; what spans two pieces is missed.",
    pushes: [{ limit: "context" }, { limit: "cost", more: true }],
    figures: ["input"],
    options: [
      {
        above: ["documents", 2000],
        values: [["documents", 2000]],
        said: "one piece of 2,000 tokens in a call; how many calls that makes, the sentence above has to say",
      },
    ],
    idle: "Your documents have no more than 2,000 tokens: one piece.",
    see: { room: "tokens", place: "chunks", title: "Cut a text into chunks" },
  },
  {
    id: "search",
    title: "Tools and search",
    does:
      "What happened after the training ended, or is nobody’s common knowledge, is looked up and put into the " +
      "context.",
    exchange: "Results are input, a search has its fee, and looking things up takes a call more.",
    pushes: [
      { limit: "context", more: true },
      { limit: "cost", more: true },
      { limit: "wait", more: true },
    ],
    figures: ["cost"],
    options: [{ values: [["webSearches", 1]], said: "one web search a request; its results come on top" }],
    idle: "Your scenario searches already.",
    see: { room: "learn", place: "date", title: "The fixed date" },
  },
];

/** Whether there are texts before the question that may be others each time. */
export function mayChange(scenario: Scenario): boolean {
  return sizeOf(scenario, "documents") > 0 || sizeOf(scenario, "history") > 0;
}

/**
 * The change that a move is to this scenario; null: it changes nothing. model: what is chosen for a smaller one.
 * documents: of the texts that may change.
 */
export function optionFor(move: Move, scenario: Scenario, model: string, documents: Documents = "new"): Option | null {
  const are = mayChange(scenario) ? documents : "same";
  const option = move.options.find(
    ({ above, documents: only = are }) =>
      only === are && (above === undefined || sizeOf(scenario, above[0]) > above[1]),
  );
  if (!option) return null;
  const values = option.values.map(([name, value]): Value => [name, name === "model" ? model : value]);
  const changes =
    values.length === 0 || values.some(([name, value]) => valueAt(scenario, flatName(name)!.path!) !== value);
  return changes ? { ...option, values } : null;
}

/** What a request holds that changes with each question: to the engine, which adds it up. */
export function newTexts({ request: { documents = 0, history = 0, user = 0 } = {}, model }: Scenario): Scenario {
  return { ...(model !== undefined && { model }), request: { documents, history, user } };
}

/** The scenario with so many new tokens in the place of documents, history and question. */
export function asNew(scenario: Scenario, user: Count): Scenario {
  return { ...scenario, request: { ...scenario.request, documents: 0, history: 0, user } };
}

/** A scenario with values set. Another model has prices and limits of its own, and may have another tokenizer. */
export function changed(scenario: Scenario, values: readonly Value[]): Scenario {
  return values.reduce((so, [name, value]) => {
    const next = withValue(so, flatName(name)!.path!, value);
    if (name !== "model") return next;
    return countedFor(modelOfNumbers(so), withValue(withValue(next, ["prices"], undefined), ["window"], undefined));
  }, scenario);
}

/** The scenario with its counts as those of a model. */
function countedFor(before: string | undefined, scenario: Scenario): Scenario {
  return partNames.reduce((so, name) => {
    const count = so.request?.[name];
    if (!count) return so;
    const given = typeof count === "object" ? count.countedFor : undefined;
    return withValue(so, ["request", name], marked(count, given ?? before, so.model));
  }, scenario);
}

function sizeOf(scenario: Scenario, name: string): number {
  const value = valueAt(scenario, flatName(name)!.path!);
  if (typeof value === "object" && value !== null && "typical" in value) return Number(value.typical);
  return typeof value === "number" ? value : 0;
}
