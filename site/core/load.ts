/** load(): one engine per place its files come from, in a worker or on this thread. */

import type { LoadOptions, ThreeLimits } from "../contract";
import { type Assets, EmbeddedAssets, SiteAssets } from "./assets";
import { client } from "./client";
import { requireOptions, shown } from "./client/arguments";
import type { Backend } from "./client/programs";
import { type Connection, connect } from "./connect";
import { Engine } from "./engine";
import { documented, failure, isFailure, reason } from "./errors";
import { Learn } from "./learn";
import { Money } from "./money";
import { Converter } from "./own-tokenizer";
import type { Remote } from "./remote";

const loaded = new Map<string, Promise<ThreeLimits>>();

/**
 * Resolves when the engine is ready. Calls with the same options share one engine; a failed attempt, and a closed
 * engine, are forgotten, so that the next call tries anew.
 */
export function load(options: LoadOptions = {}): Promise<ThreeLimits> {
  let baseURL: string;
  let inWorker: boolean;
  try {
    requireOptions("options", options);
    baseURL = baseOf(options);
    inWorker = Boolean(options.worker ?? typeof document !== "undefined");
  } catch (error) {
    return documented(() => {
      throw error;
    });
  }
  const key = `${inWorker} ${baseURL}`;
  let loading = loaded.get(key);
  if (!loading) {
    const forget = (): void => {
      if (loaded.get(key) === loading) loaded.delete(key);
    };
    loading = open(baseURL, inWorker, forget);
    loaded.set(key, loading);
    loading.catch(forget);
  }
  return loading;
}

async function open(baseURL: string, inWorker: boolean, forget: () => void): Promise<ThreeLimits> {
  const backend = inWorker ? new WorkerBackend(baseURL) : new ThreadBackend(baseURL);
  try {
    await (await backend.engine()).start();
  } catch (error) {
    const reported = isFailure(error)
      ? error
      : failure("engine-failed", `The engine could not be started: ${reason(error)}`);
    backend.close(reported);
    throw reported;
  }
  return client(backend, baseURL, forget);
}

/** The directory of the assets, with its slash. */
function baseOf({ baseURL }: LoadOptions): string {
  const here = typeof document === "undefined" ? import.meta.url : document.baseURI;
  try {
    const base = new URL(baseURL ?? ".", baseURL === undefined ? import.meta.url : here);
    if (baseURL !== undefined && !base.pathname.endsWith("/")) base.pathname += "/";
    return base.href;
  } catch {
    throw failure("bad-argument", `baseURL is ${shown(baseURL)}; the address of a directory is accepted.`);
  }
}

/** The engine on the caller's thread. */
class ThreadBackend implements Backend {
  #engine: Engine;
  #money: Money;
  #learn: Learn;
  #assets: Assets;

  constructor(baseURL: string) {
    this.#assets = ONE_FILE ? new EmbeddedAssets() : new SiteAssets(baseURL);
    this.#engine = new Engine(this.#assets);
    this.#money = new Money(this.#assets);
    this.#learn = new Learn(this.#assets);
  }

  async converter(): Promise<Connection<Converter>> {
    return { remote: new Converter(this.#assets) as unknown as Remote<Converter>, close: () => {} };
  }

  async money(): Promise<Remote<Money>> {
    return this.#money as unknown as Remote<Money>;
  }

  async learn(): Promise<Remote<Learn>> {
    return this.#learn as unknown as Remote<Learn>;
  }

  async engine(): Promise<Remote<Engine>> {
    return this.#engine as unknown as Remote<Engine>;
  }

  close(): void {}
}

/** The engine in a worker, which is started again after it was lost; where there can be no worker, on this thread. */
class WorkerBackend implements Backend {
  #baseURL: string;
  #connection: Promise<Connection<Engine>> | undefined;
  /** Programs that are loaded on request. */
  #beside: { money?: Promise<Connection<Money>> | undefined; learn?: Promise<Connection<Learn>> | undefined } = {};
  #thread: ThreadBackend | undefined;

  constructor(baseURL: string) {
    this.#baseURL = baseURL;
  }

  async engine(): Promise<Remote<Engine>> {
    if (this.#thread) return this.#thread.engine();
    const lost = (): void => {
      this.#connection = undefined;
    };
    this.#connection ??= connect<Engine>("engine", this.#baseURL, lost);
    try {
      return (await this.#connection).remote;
    } catch {
      this.#thread ??= new ThreadBackend(this.#baseURL);
      return this.#thread.engine();
    }
  }

  async converter(): Promise<Connection<Converter>> {
    if (this.#thread) return this.#thread.converter();
    return connect<Converter>("convert", this.#baseURL, () => {});
  }

  /** A worker of its own, so that counting goes on while a month of records is read. */
  async money(): Promise<Remote<Money>> {
    if (this.#thread) return this.#thread.money();
    const lost = (): void => {
      this.#beside.money = undefined;
    };
    const connection = (this.#beside.money ??= connect<Money>("money", this.#baseURL, lost));
    connection.catch(lost);
    return (await connection).remote;
  }

  /** A worker of its own, so that counting goes on while a model is trained. */
  async learn(): Promise<Remote<Learn>> {
    if (this.#thread) return this.#thread.learn();
    const lost = (): void => {
      this.#beside.learn = undefined;
    };
    const connection = (this.#beside.learn ??= connect<Learn>("learn", this.#baseURL, lost));
    connection.catch(lost);
    return (await connection).remote;
  }

  close(error: Error): void {
    for (const beside of Object.values(this.#beside))
      void beside?.then(
        (connection) => connection.close(error),
        () => {},
      );
    void this.#connection?.then(
      (connection) => connection.close(error),
      () => {},
    );
  }
}
