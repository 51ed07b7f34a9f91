/** A program that few visits need, loaded with the first call for it, and started anew where it ended. */
import type { Assets, ProgramName } from "./assets";
import { failure, isFailure, reason } from "./errors";
import { NotStarted, Program } from "./program";

export class OnRequest<Exports extends object> {
  #assets: Assets;
  #name: ProgramName;
  #purpose: string;
  #running: Promise<Program<Exports>> | undefined;

  /** purpose: what it is for, in what a failure says. */
  constructor(assets: Assets, name: ProgramName, purpose: string) {
    this.#assets = assets;
    this.#name = name;
    this.#purpose = purpose;
  }

  async use<T>(work: (program: Program<Exports>) => T): Promise<T> {
    try {
      return work(await this.#program());
    } catch (error) {
      throw isFailure(error)
        ? error
        : failure(
            "engine-failed",
            error instanceof NotStarted
              ? error.message
              : `The program for ${this.#purpose} stopped: ${reason(error)}. It starts anew with the next call.`,
          );
    }
  }

  #program(): Promise<Program<Exports>> {
    const before = this.#running;
    const running = (async () => {
      const program = await before?.catch(() => undefined);
      return program?.alive ? program : Program.start<Exports>(await this.#assets.program(this.#name));
    })();
    this.#running = running;
    return running;
  }
}
