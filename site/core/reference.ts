/** tiktoken-go in a worker of its own: it may take minutes on some texts, so it can be stopped at any moment. */

import type { ReferenceCheck } from "../contract";
import { again } from "./again";
import { type Connection, connect } from "./connect";
import type { Reference, Timed } from "./engine";
import { failure, isFailure, reason } from "./errors";
import { abortable } from "./remote";

type Ids = Uint32Array<ArrayBuffer>;

/** What tiktoken-go made of a text, and where that is not what we did. */
interface ReferenceRun extends Timed {
  name: string;
  version: string;
  difference: ReferenceCheck["difference"] | null;
}

export class ReferenceWorker {
  #baseURL: string;
  #connection: Promise<Connection<Reference>> | undefined;
  /** Checks take turns: stopping one stops the worker. */
  #turn: Promise<unknown> = Promise.resolve();
  #closed: Error | undefined;

  constructor(baseURL: string) {
    this.#baseURL = baseURL;
  }

  /** ours: our ids of the text. */
  compare(text: string, encoding: string, ours: Ids, signal?: AbortSignal): Promise<ReferenceRun> {
    const run = this.#turn.then(() => this.#run(text, encoding, ours, signal));
    this.#turn = run.catch(() => {});
    return abortable(run, signal, aborted());
  }

  /** Ends the worker; what is running fails with this error. */
  close(error: Error): void {
    this.#closed = error;
    this.#stop(error);
  }

  async #run(text: string, encoding: string, ours: Ids, signal?: AbortSignal): Promise<ReferenceRun> {
    if (this.#closed) throw this.#closed;
    if (signal?.aborted) throw aborted();
    const stop = (): void => this.#stop(aborted());
    signal?.addEventListener("abort", stop, { once: true });
    try {
      return await again(async () => {
        const { remote } = await this.#connect();
        const about = await remote.about();
        const theirs = await remote.time(text, encoding);
        return { ...about, ...theirs, difference: await remote.explain(text, encoding, ours, theirs.ids) };
      });
    } catch (error) {
      if (signal?.aborted) throw aborted();
      if (isFailure(error) && error.code !== "engine-failed") throw error;
      throw failure("reference-failed", `tiktoken-go could not be run here: ${reason(error)}`);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  #connect(): Promise<Connection<Reference>> {
    const forget = (): void => {
      this.#connection = undefined;
    };
    this.#connection ??= connect<Reference>("reference", this.#baseURL, forget);
    this.#connection.catch(forget);
    return this.#connection;
  }

  #stop(error: Error): void {
    void this.#connection?.then(
      (connection) => connection.close(error),
      () => {},
    );
    this.#connection = undefined;
  }
}

function aborted(): Error {
  return failure("aborted", "The check was stopped.");
}
