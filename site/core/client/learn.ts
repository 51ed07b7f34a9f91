/** The small language model, sampling, and the files of a lesson. */
import type {
  DeckReport,
  ExerciseReport,
  GeneratorOptions,
  Grade,
  LessonOptions,
  LessonReport,
  LogprobSequence,
  SampledPart,
  SamplingOrder,
  SamplingSettings,
  SeedOptions,
  ThreeLimits,
  TokenGenerator,
  UsualMistake,
} from "../../contract";
import { idBytes } from "../bytes";
import { failure } from "../errors";
import { type Home, OpenGenerator, requireWhole, settingBytes } from "../generator";
import { give } from "../remote";
import { checkedIds, checkedText, requireCount, requireOptions, requireString, shown, today } from "./arguments";
import type { Programs } from "./programs";

type Calls = Pick<
  ThreeLimits,
  | "generator"
  | "sample"
  | "samplingOrders"
  | "logprobs"
  | "exercise"
  | "grade"
  | "answerKey"
  | "deck"
  | "lesson"
  | "usualMistakes"
>;

export function learnCalls(programs: Programs): Calls {
  return {
    async generator(text: string, encoding: string, options: GeneratorOptions = {}): Promise<TokenGenerator> {
      const special = checkedText(text, encoding, options);
      requireOptions("options", options);
      const { order = 3, upTo, ends = true } = options;
      requireWhole("order", order);
      if (upTo !== undefined) requireCount("upTo", upTo);
      const train = async (upTo: number): Promise<Home> => {
        const { ids, texts } = await (await programs.engine()).training(text, encoding, special);
        const learn = await programs.learn();
        const opened = await learn.generatorOpen(give(idBytes(ids)), give(texts), order, upTo, Boolean(ends));
        return { learn, opened };
      };
      return new OpenGenerator(await train(upTo ?? -1), encoding, train, () => programs.requireOpen(), checkedIds);
    },

    async sample(
      logprobs: readonly number[] | { probabilities: readonly number[] },
      settings?: SamplingSettings,
    ): Promise<SampledPart> {
      const values = checkedLogprobs(logprobs);
      const crossing = settingBytes(settings);
      return (await programs.learn()).sample(values, crossing);
    },

    async samplingOrders(): Promise<SamplingOrder[]> {
      return (await programs.learn()).samplingOrders();
    },

    async logprobs(text: string): Promise<LogprobSequence[]> {
      requireString("text", text);
      return (await programs.learn()).logprobs(text);
    },

    async exercise(file: string, options?: SeedOptions): Promise<ExerciseReport> {
      requireString("file", file);
      const seed = checkedSeed(options);
      return (await programs.learn()).exercise(file, seed);
    },

    async grade(file: string, answer: string, options?: SeedOptions): Promise<Grade> {
      requireString("file", file);
      requireString("answer", answer);
      const seed = checkedSeed(options);
      return (await programs.learn()).grade(file, seed, answer);
    },

    async answerKey(file: string, options?: SeedOptions): Promise<Grade> {
      requireString("file", file);
      const seed = checkedSeed(options);
      return (await programs.learn()).answerKey(file, seed);
    },

    async deck(file: string): Promise<DeckReport> {
      requireString("file", file);
      return (await programs.learn()).deck(file);
    },

    async lesson(file: string, options: LessonOptions = {}): Promise<LessonReport> {
      requireString("file", file);
      requireOptions("options", options);
      const { done = [] } = options;
      if (!Array.isArray(done))
        throw failure("bad-argument", `done is ${shown(done)}; an array of ids is accepted.`, "done");
      done.forEach((id, i) => requireString(`done[${i}]`, id));
      return (await programs.learn()).lesson(file, done, today());
    },

    async usualMistakes(): Promise<UsualMistake[]> {
      return (await programs.learn()).usualMistakes();
    },
  };
}

function checkedSeed(options: SeedOptions | undefined): string {
  const seed: unknown = options?.seed ?? "1";
  if (typeof seed !== "string" && !Number.isFinite(seed))
    throw failure("bad-argument", `seed is ${shown(seed)}; a text or a number is accepted.`, "seed");
  return String(seed);
}

/** Log-probabilities, or those of probabilities. */
function checkedLogprobs(given: readonly number[] | { probabilities: readonly number[] }): Float64Array<ArrayBuffer> {
  if (Array.isArray(given)) {
    given.forEach((value: unknown, i) => {
      if (typeof value !== "number")
        throw failure(
          "bad-argument",
          `logprobs[${i}] is ${shown(value)}; a log-probability is accepted.`,
          `logprobs[${i}]`,
        );
    });
    return Float64Array.from(given);
  }
  const probabilities: unknown = (given as { probabilities?: unknown } | null)?.probabilities;
  if (!Array.isArray(probabilities)) {
    throw failure(
      "bad-argument",
      `logprobs is ${shown(given)}; an array of log-probabilities is accepted, or { probabilities: [ … ] }.`,
      "logprobs",
    );
  }
  probabilities.forEach((value: unknown, i) => {
    if (typeof value === "number" && value >= 0 && value <= 1) return;
    throw failure(
      "bad-argument",
      `probabilities[${i}] is ${shown(value)}; a probability is a number from 0 to 1.`,
      `probabilities[${i}]`,
    );
  });
  return Float64Array.from(probabilities as number[], Math.log);
}
