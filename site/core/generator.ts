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
import { again, isLost } from "./again";
import { listed } from "./bytes";
import { shown } from "./client/arguments";
import { documented, failure } from "./errors";
import type { Learn, Opened } from "./learn";
import { gather } from "./leaves";
import type { Remote } from "./remote";

type Ids = Uint32Array<ArrayBuffer>;

/** Where a trained model is kept. */
export interface Home {
  learn: Remote<Learn>;
  opened: Opened;
}

export class OpenGenerator implements TokenGenerator {
  readonly encoding: string;
  /** The program that keeps it: another one, started after that was lost, knows nothing of it. */
  #home: Home | null;
  #train: (upTo: number) => Promise<Home>;
  #state: TrainedState;
  #closed = false;
  #check: () => void;
  #ids: (context: ArrayLike<number>) => Ids;

  /**
   * train: the same once more, up to a point. check: throws where the whole engine has been closed. ids: checks a
   * context.
   */
  constructor(
    home: Home,
    encoding: string,
    train: (upTo: number) => Promise<Home>,
    check: () => void,
    ids: (context: ArrayLike<number>) => Ids,
  ) {
    this.#home = home;
    this.encoding = encoding;
    this.#train = train;
    this.#state = home.opened.state;
    this.#check = check;
    this.#ids = ids;
  }

  get state(): TrainedState {
    return this.#state;
  }

  step(context: ArrayLike<number>, settings?: SamplingSettings): Promise<GenerationStep> {
    return this.#ask((learn, generator) => learn.generatorStep(generator, this.#ids(context), settingBytes(settings)));
  }

  draws(context: ArrayLike<number>, draws: number, settings?: SamplingSettings): Promise<DrawReport> {
    return this.#ask((learn, generator) => {
      requireWhole("draws", draws);
      return learn.generatorDraws(generator, this.#ids(context), settingBytes(settings), draws);
    });
  }

  surprise(blocks = 40): Promise<SurpriseReport> {
    return this.#ask((learn, generator) => {
      requireWhole("blocks", blocks);
      return learn.generatorSurprise(generator, blocks);
    });
  }

  trainTo(upTo: number): Promise<TrainedState> {
    return this.#ask(async (learn, generator) => {
      requireWhole("upTo", upTo);
      return (this.#state = await learn.generatorTrainTo(generator, upTo));
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const { learn, opened } = this.#home ?? {};
    // If the program is gone, so is the generator.
    if (learn) void documented(() => learn.generatorClose(opened!.generator)).catch(() => {});
  }

  #ask<T>(work: (learn: Remote<Learn>, generator: number) => Promise<T>): Promise<T> {
    return documented(() =>
      again(async () => {
        this.#check();
        if (this.#closed) throw failure("closed", "This generator was closed. Train a new one with generator().");
        const home = (this.#home ??= await this.#train(this.#state.upTo));
        try {
          return await work(home.learn, home.opened.generator);
        } catch (error) {
          if (isLost(error) && this.#home === home) this.#home = null;
          throw error;
        }
      }),
    );
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
