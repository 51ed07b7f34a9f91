/**
 * Runs one Go program: compiles it, gives it globals of its own, and waits until it has registered its exports.
 */
import goRuntime, { type Go } from "go-runtime";
import { fromPlain, isPlainFailure, reason } from "./errors";

/** The program could not be compiled or did not come whole; its message is a sentence for people. */
export class NotStarted extends Error {}

export class Program<Exports extends object> {
  #go: Go;
  #exports: Exports;
  #lastWords: () => string | undefined;
  #trapped = false;

  private constructor(go: Go, exports: Exports, lastWords: () => string | undefined) {
    this.#go = go;
    this.#exports = exports;
    this.#lastWords = lastWords;
  }

  static async start<Exports extends object>(source: Response | ArrayBuffer): Promise<Program<Exports>> {
    const scope = ownGlobals();
    let lastWords: string | undefined;
    /** What the program prints is for developers, but for the reason of its end, which people are told. */
    function listen(...words: unknown[]): void {
      lastWords ??= /^(?:fatal error|panic): .*/m.exec(words.join(" "))?.[0];
    }
    const Runtime = goRuntime(scope, { log: listen, warn: listen, error: listen });
    const go = new Runtime();
    const instance = await compiled(source, go.importObject);
    let ready = (): void => {};
    const registered = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const exports = Object.create(null) as Exports;
    scope["threelimits"] = { exports, ready };
    const program = new Program(go, exports, () => lastWords);
    const exited = go.run(instance).then(
      () => {
        throw program.#ended();
      },
      (error: unknown) => {
        throw program.#ended(error);
      },
    );
    exited.catch(() => {});
    await Promise.race([registered, exited]);
    return program;
  }

  /** False once the program has ended or trapped: then it must be started anew. */
  get alive(): boolean {
    return !this.#trapped && !this.#go.exited;
  }

  /** The names the program registered, sorted. */
  get names(): string[] {
    return Object.keys(this.#exports).sort();
  }

  /** Calls an export. A failure it returns is thrown; a trap or an exit ends the program. */
  call<N extends keyof Exports>(
    name: N,
    ...args: Parameters<Extract<Exports[N], (...args: never[]) => unknown>>
  ): Value<Exports[N]> {
    const fn = this.#exports[name] as (...args: unknown[]) => unknown;
    let result: unknown;
    try {
      result = fn(...args);
    } catch (error) {
      throw this.#ended(error);
    }
    if (!this.alive) throw this.#ended();
    if (isPlainFailure(result)) throw fromPlain(result);
    return result as Value<Exports[N]>;
  }

  #ended(error?: unknown): Error {
    this.#trapped = true;
    return new Error(this.#lastWords() ?? (error === undefined ? "the program ended" : reason(error)));
  }
}

/** What an export gives when it does not fail. */
type Value<F> = F extends (...args: never[]) => infer R ? Exclude<R, { code: unknown }> : never;

/**
 * An object that stands for globalThis: the program finds the language's own globals through it, and what the Go
 * runtime sets (fs, process, path, Go) stays inside. crypto and performance are accessors that work on the real one
 * only.
 */
function ownGlobals(): Record<string, unknown> {
  return Object.create(globalThis, {
    crypto: { value: globalThis.crypto },
    performance: { value: globalThis.performance },
    fs: { value: undefined, writable: true },
    process: { value: undefined, writable: true },
    path: { value: undefined, writable: true },
  }) as Record<string, unknown>;
}

/** Compiles while the bytes arrive, unless the server names another type than application/wasm. */
async function instantiate(
  source: Response | ArrayBuffer,
  imports: WebAssembly.Imports,
): Promise<WebAssembly.Instance> {
  if (
    !(source instanceof ArrayBuffer) &&
    source.headers.get("Content-Type")?.split(";")[0]?.trim() === "application/wasm"
  ) {
    return (await WebAssembly.instantiateStreaming(source, imports)).instance;
  }
  const bytes = source instanceof ArrayBuffer ? source : await source.arrayBuffer();
  return (await WebAssembly.instantiate(bytes, imports)).instance;
}

/** What a browser says of bytes that it cannot compile is for developers. */
async function compiled(source: Response | ArrayBuffer, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  if (typeof WebAssembly !== "object")
    throw new NotStarted("This browser does not run WebAssembly, or is set not to: the engine cannot start in it.");
  try {
    return await instantiate(source, imports);
  } catch (error) {
    throw new NotStarted(
      "The engine did not arrive whole, or this browser cannot run it. Try again, or reload the page. " +
        `(${reason(error)})`,
    );
  }
}
