/**
 * The lesson: a program of its own (learn.wasm), loaded with the first call for it. It trains small models on token
 * ids, samples, reads the distributions in responses, poses and grades exercises, and works a lesson’s figures out.
 * JSON is parsed here and passed on as leaves.
 */

import type {
  CutoffTimeline,
  DeckReport,
  DrawReport,
  ExerciseReport,
  FileProblem,
  GenerationStep,
  Grade,
  LessonReport,
  LogprobSequence,
  SampledPart,
  SamplingOrder,
  SurpriseReport,
  TrainedState,
  UsualMistake,
} from "../contract";
import { linedLeaves } from "../json/lined";
import { JsonProblem, parseJson } from "../json/read";
import type { Assets } from "./assets";
import { fromJSON, idBytes } from "./bytes";
import { failure } from "./errors";
import type { LearnExports } from "./exports";
import { gather, readAs, writeLeaves } from "./leaves";
import { OnRequest } from "./on-request";
import { FieldWriter } from "./own-tokenizer";
import type { Program } from "./program";

type Bytes = Uint8Array<ArrayBuffer>;
type Ids = Uint32Array<ArrayBuffer>;

/** The longest response that is read: some 10,000 tokens with 20 candidates each. */
const maxTextLength = 50_000_000;
/** The longest exercise or deck that is read, in UTF-16 units: more than a deck of 500 cards has. */
const maxFileLength = 2_000_000;

export interface Opened {
  generator: number;
  state: TrainedState;
}

export class Learn {
  #go: OnRequest<LearnExports>;
  /** Generators, by numbers that are never used again: the program's own begin anew with each program. */
  #open = new Map<number, { go: Program<LearnExports>; number: number }>();
  #last = 0;

  constructor(assets: Assets) {
    this.#go = new OnRequest(assets, "learn", "learning");
  }

  /** ids and texts: what Engine.training gives. upTo: −1 is all. */
  generatorOpen(ids: Bytes, texts: Bytes, order: number, upTo: number, ends: boolean): Promise<Opened> {
    return this.#go.use((go) => {
      const number = go.call("generatorOpen", ids, texts, order, upTo < 0 ? ids.length / 4 : upTo, ends ? 1 : 0);
      this.#open.set(++this.#last, { go, number });
      return { generator: this.#last, state: fromJSON<TrainedState>(go.call("generatorState", number)) };
    });
  }

  generatorTrainTo(generator: number, upTo: number): Promise<TrainedState> {
    return this.#use(generator, (go, number) => {
      go.call("generatorTrainTo", number, upTo);
      return fromJSON<TrainedState>(go.call("generatorState", number));
    });
  }

  generatorStep(generator: number, context: Ids, settings: Bytes): Promise<GenerationStep> {
    return this.#use(generator, (go, number) =>
      fromJSON<GenerationStep>(go.call("generatorStep", number, idBytes(context), settings)),
    );
  }

  generatorDraws(generator: number, context: Ids, settings: Bytes, draws: number): Promise<DrawReport> {
    return this.#use(generator, (go, number) =>
      fromJSON<DrawReport>(go.call("generatorDraws", number, idBytes(context), settings, draws)),
    );
  }

  generatorSurprise(generator: number, blocks: number): Promise<SurpriseReport> {
    return this.#use(generator, (go, number) => fromJSON<SurpriseReport>(go.call("generatorSurprise", number, blocks)));
  }

  async generatorClose(generator: number): Promise<void> {
    await this.#use(generator, (go, number) => go.call("generatorClose", number));
    this.#open.delete(generator);
  }

  sample(logprobs: Float64Array<ArrayBuffer>, settings: Bytes): Promise<SampledPart> {
    const bytes = new Uint8Array(logprobs.buffer, logprobs.byteOffset, logprobs.byteLength);
    return this.#go.use((go) => fromJSON<SampledPart>(go.call("sample", bytes, settings)));
  }

  samplingOrders(): Promise<SamplingOrder[]> {
    return this.#go.use((go) => fromJSON<SamplingOrder[]>(go.call("samplingOrders")));
  }

  logprobs(text: string): Promise<LogprobSequence[]> {
    const leaves = gather(readAs("bad-logprobs", text, maxTextLength, parseJson), {
      tooDeep: (path) =>
        failure("bad-logprobs", `The response nests more deeply than any: at ${path.slice(0, 4).join(".")}.`),
    });
    const out = writeLeaves(new FieldWriter(), leaves).bytes();
    return this.#go.use((go) => fromJSON<LogprobSequence[]>(go.call("parseLogprobs", out)));
  }

  async exercise(file: string, seed: string): Promise<ExerciseReport> {
    const read = readFile(file);
    if ("problem" in read) return { problems: [read.problem], exercise: null };
    return this.#go.use((go) => fromJSON<ExerciseReport>(go.call("exercise", read.leaves, seed)));
  }

  grade(file: string, seed: string, answer: string): Promise<Grade> {
    const leaves = leavesOf(file);
    return this.#go.use((go) => fromJSON<Grade>(go.call("grade", leaves, seed, answer)));
  }

  answerKey(file: string, seed: string): Promise<Grade> {
    const leaves = leavesOf(file);
    return this.#go.use((go) => fromJSON<Grade>(go.call("answerKey", leaves, seed)));
  }

  async deck(file: string): Promise<DeckReport> {
    const read = readFile(file);
    if ("problem" in read) return { problems: [read.problem], deck: null };
    return this.#go.use((go) => fromJSON<DeckReport>(go.call("deck", read.leaves)));
  }

  async lesson(file: string, done: readonly string[], today: string): Promise<LessonReport> {
    const read = readFile(file);
    if ("problem" in read) return { problems: [read.problem], lesson: null };
    return this.#go.use((go) => fromJSON<LessonReport>(go.call("lesson", read.leaves, done.join("\n"), today)));
  }

  cutoffs(own: Bytes, today: string): Promise<CutoffTimeline> {
    return this.#go.use((go) => fromJSON<CutoffTimeline>(go.call("cutoffs", today, own)));
  }

  usualMistakes(): Promise<UsualMistake[]> {
    return this.#go.use((go) => fromJSON<UsualMistake[]>(go.call("usualMistakes")));
  }

  #use<T>(generator: number, work: (go: Program<LearnExports>, number: number) => T): Promise<T> {
    return this.#go.use((running) => {
      const open = this.#open.get(generator);
      if (open?.go !== running)
        throw failure("closed", "The generator was closed, or its program stopped meanwhile. Train a new one.");
      return work(open.go, open.number);
    });
  }
}

/** The leaves of an exercise or a deck as calc/wire/practice reads them; or why it is no JSON. */
function readFile(file: string): { leaves: Bytes } | { problem: FileProblem } {
  if (file.length > maxFileLength)
    return {
      problem: {
        line: null,
        field: "",
        message: `The file has ${file.length} characters; accepted are ${maxFileLength}.`,
      },
    };
  try {
    const out = new FieldWriter();
    const leaves = linedLeaves(file);
    out.number(leaves.length);
    for (const { path, kind, text, line } of leaves) {
      out.number(path.length);
      for (const name of path) out.text(name);
      out.text(kind).text(text).number(line);
    }
    return { leaves: out.bytes() };
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const { line, column, what } = error;
    return { problem: { line, field: "", message: `line ${line}, column ${column}: ${what}.` } };
  }
}

function leavesOf(file: string): Bytes {
  const read = readFile(file);
  if ("problem" in read) throw failure("bad-exercise", read.problem.message);
  return read.leaves;
}
