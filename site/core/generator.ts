/**
 * The contract's TokenGenerator: a model that the program for learning keeps, seen from its holder. And how settings
 * cross to that program.
 */

import type {
  DrawReport,
  GenerationStep,
  SamplingSettings,
  SurpriseReport,
  TokenGenerator,
  TrainedState,
} from "../contract";
import { listed } from "./bytes";
import { shown } from "./client/arguments";
import { documented, failure } from "./errors";
import type { Learn, Opened } from "./learn";
import { gather } from "./leaves";
import type { Remote } from "./remote";

type Ids = Uint32Array<ArrayBuffer>;

export class OpenGenerator implements TokenGenerator {
  readonly encoding: string;
  /** The program that keeps it: another one, started after that was lost, knows nothing of it. */
  #learn: Remote<Learn>;
  #generator: number;
  #state: TrainedState;
  #closed = false;
  #check: () => void;
  #ids: (context: ArrayLike<number>) => Ids;

  /** check: throws where the whole engine has been closed. ids: checks a context. */
  constructor(
    learn: Remote<Learn>,
    encoding: string,
    opened: Opened,
    check: () => void,
    ids: (context: ArrayLike<number>) => Ids,
  ) {
    this.#learn = learn;
    this.encoding = encoding;
    this.#generator = opened.generator;
    this.#state = opened.state;
    this.#check = check;
    this.#ids = ids;
  }

  get state(): TrainedState {
    return this.#state;
  }

  step(context: ArrayLike<number>, settings?: SamplingSettings): Promise<GenerationStep> {
    return documented(() => this.#open().generatorStep(this.#generator, this.#ids(context), settingBytes(settings)));
  }

  draws(context: ArrayLike<number>, draws: number, settings?: SamplingSettings): Promise<DrawReport> {
    return documented(() => {
      requireWhole("draws", draws);
      return this.#open().generatorDraws(this.#generator, this.#ids(context), settingBytes(settings), draws);
    });
  }

  surprise(blocks = 40): Promise<SurpriseReport> {
    return documented(() => {
      requireWhole("blocks", blocks);
      return this.#open().generatorSurprise(this.#generator, blocks);
    });
  }

  trainTo(upTo: number): Promise<TrainedState> {
    return documented(async () => {
      requireWhole("upTo", upTo);
      return (this.#state = await this.#open().generatorTrainTo(this.#generator, upTo));
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // If the program is gone, so is the generator.
    void documented(() => this.#learn.generatorClose(this.#generator)).catch(() => {});
  }

  #open(): Remote<Learn> {
    this.#check();
    if (this.#closed) throw failure("closed", "This generator was closed. Train a new one with generator().");
    return this.#learn;
  }
}

/** The number of settings; path, kind and text of each. undefined counts as absent. */
export function settingBytes(settings: SamplingSettings = {}): Uint8Array<ArrayBuffer> {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings))
    throw failure("bad-argument", "settings is no object; one is accepted.", "settings");
  const leaves = gather(settings, { without: (_, value) => value === undefined });
  return listed(leaves.map(({ path, kind, text }) => [path.join("."), kind, text]));
}

export function requireWhole(name: string, value: unknown): void {
  if (!Number.isSafeInteger(value) || Math.abs(value as number) > 1e9) {
    throw failure("bad-argument", `${name} is ${shown(value)}; a whole number is accepted.`, name);
  }
}
