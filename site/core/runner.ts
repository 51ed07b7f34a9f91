/**
 * Keeps one Go program running with the vocabularies it needs. A program that ended is started anew by the next call;
 * a start or a vocabulary that failed is tried again by the next call that needs it.
 */
import type { Assets } from "./assets";
import { failure, isFailure, type PlainFailure, reason } from "./errors";
import { NotStarted, Program } from "./program";

type Bytes = Uint8Array<ArrayBuffer>;

/** What both programs offer for vocabularies. */
interface WithVocabularies {
  vocabularyNeeded(encoding: string): string | PlainFailure;
  loadVocabulary(encoding: string, file: Bytes): null | PlainFailure;
  /** The engine's alone: called only where the runner was given files of one's own. */
  loadOwn(name: string, file: Bytes): null | PlainFailure;
}

type OwnFile = (encoding: string) => Promise<Bytes | undefined>;

/** A program and its vocabularies, which are lost with it. */
interface Running<Exports extends object> {
  program: Program<Exports>;
  loading: Map<string, Promise<void>>;
}

export class Runner<Exports extends Omit<WithVocabularies, "loadOwn">> {
  #name: "engine" | "reference";
  #assets: Assets;
  #running: Promise<Running<Exports>> | undefined;
  /** Encodings whose vocabulary failed to load: the next try goes past the browser's cache. */
  #failed = new Set<string>();
  #own: OwnFile;
  #prepare: (program: Program<Exports>) => void;

  /**
   * own: the vocabulary file of an encoding that the program does not know by itself. prepare: done with each program
   * that starts.
   */
  constructor(
    name: "engine" | "reference",
    assets: Assets,
    own: OwnFile = async () => undefined,
    prepare: (program: Program<Exports>) => void = () => {},
  ) {
    this.#prepare = prepare;
    this.#name = name;
    this.#assets = assets;
    this.#own = own;
  }

  /** Runs a piece of work with the program. */
  async use<T>(work: (program: Program<Exports>) => T): Promise<T> {
    const { program } = await this.#current();
    return this.#guard(() => work(program));
  }

  /** The same with an encoding ready to count. */
  async useEncoding<T>(encoding: string, work: (program: Program<Exports>) => T): Promise<T> {
    const running = await this.#current();
    await this.#vocabulary(running, encoding);
    return this.#guard(() => work(running.program));
  }

  /**
   * Runs a piece of work, at once, with the program that keeps something for it; `closed` when that program is no more.
   */
  useAgain<T>(program: Program<Exports>, work: (program: Program<Exports>) => T): T {
    if (!program.alive)
      throw failure("closed", "The engine stopped meanwhile, and what it held is gone. Open it again.");
    return this.#guard(() => work(program));
  }

  /** Lets the next call ask anew where an encoding comes from. */
  forget(encoding: string): void {
    void this.#running?.then(
      ({ loading }) => loading.delete(encoding),
      () => {},
    );
  }

  async #current(): Promise<Running<Exports>> {
    const before = this.#running;
    if (before) {
      const running = await before;
      if (running.program.alive) return running;
      if (this.#running === before) this.#running = undefined;
    }
    this.#running ??= this.#start();
    return this.#running;
  }

  #start(): Promise<Running<Exports>> {
    const starting = this.#assets
      .program(this.#name)
      .then((source) => Program.start<Exports>(source))
      .then((program) => {
        this.#prepare(program);
        return { program, loading: new Map() };
      })
      .catch((error: unknown) => {
        throw this.#failure(error);
      });
    starting.catch(() => {
      if (this.#running === starting) this.#running = undefined;
    });
    return starting;
  }

  /** Loads the vocabulary an encoding needs, once. */
  #vocabulary({ program, loading }: Running<Exports>, encoding: string): Promise<void> {
    let load = loading.get(encoding);
    if (!load) {
      load = this.#loadVocabulary(program, encoding);
      loading.set(encoding, load);
      load.catch(() => loading.delete(encoding));
    }
    return load;
  }

  async #loadVocabulary(running: Program<Exports>, encoding: string): Promise<void> {
    const program = running as unknown as Program<WithVocabularies>;
    let file: string;
    try {
      file = this.#guard(() => program.call("vocabularyNeeded", encoding));
    } catch (error) {
      const own = isFailure(error) && error.code === "unknown-encoding" ? await this.#own(encoding) : undefined;
      if (!own) throw error;
      this.#guard(() => program.call("loadOwn", encoding, own));
      return;
    }
    if (!file) return;
    try {
      const content = await this.#assets.vocabulary(file, this.#failed.has(file));
      this.#guard(() => program.call("loadVocabulary", encoding, new Uint8Array(content)));
      this.#failed.delete(file);
    } catch (error) {
      this.#failed.add(file);
      throw error;
    }
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** A documented failure as it is; anything else ended the program. */
  #failure(error: unknown): Error {
    if (isFailure(error)) return error;
    if (error instanceof NotStarted) return failure(`${this.#name}-failed`, error.message);
    return failure(
      `${this.#name}-failed`,
      this.#name === "engine"
        ? `The engine stopped: ${reason(error)}. It starts anew with the next call.`
        : `tiktoken-go stopped: ${reason(error)}. It starts anew with the next check.`,
    );
  }
}
