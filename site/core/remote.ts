/**
 * One side of a conversation in which each side can call the other's methods: the page calls the engine in its worker;
 * a worker that has no files of its own asks the page for them.
 */
import { lostError } from "./again";
import { failure, fromPlain, type PlainFailure, toPlain } from "./errors";

/** A worker or the page, seen from the other side. */
export interface Port {
  post(message: unknown, transfer: ArrayBuffer[]): void;
  /** Called once, before the first post. */
  listen(onMessage: (message: unknown) => void, onError: (error: Error) => void): void;
  close(): void;
  /** Whether an answer is awaited: an idle worker does not keep a Node process alive. */
  busy?(awaited: boolean): void;
}

type Methods = Record<string, (...args: never[]) => unknown>;

interface Call {
  call: number;
  method: string;
  args: unknown[];
}
/** Sent while an answer is awaited: whoever is there sends it back. */
interface Beat {
  beat: "?" | "!";
}
interface Answer {
  answer: number;
  value?: unknown;
  failure?: PlainFailure;
}

/** The asynchronous face of an object on the other side. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** Buffers that their makers have no further use for. */
const given = new WeakSet<ArrayBuffer>();

/** Says that an array need not be copied when it goes to the other side; here it is empty afterwards. */
export function give(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  given.add(bytes.buffer);
  return bytes;
}

/**
 * One that is asked about more may be busy for longer: another beat for so many units of text or bytes. It counts a
 * hundred times as fast; but the machine may be loaded.
 */
const unitsPerBeat = 100_000;
/** In milliseconds. */
export const usualBeat = 1_000;

/** How one that ended without a word is found out: asked for a sign each `beat` milliseconds, given up after so many. */
interface Watch {
  beat: number;
  patience: number;
}

export class Channel {
  #port: Port;
  #methods: Methods;
  #next = 1;
  #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; units: number }>();
  #closed: Error | undefined;
  #onError: (error: Error) => void;
  #watched: Watch | undefined;
  #ended = new AbortController();
  #beating: ReturnType<typeof setInterval> | undefined;
  /** Beats since the last sign of the other side. Not a time: one that was asleep with the machine is not gone. */
  #silent = 0;

  /**
   * methods: what the other side may call here. onError: the other side is gone. watched: with it, one that ended without
   * a word is found out while an answer is awaited.
   */
  constructor(
    port: Port,
    methods: object,
    onError: (error: Error) => void = () => {},
    watched: Watch | undefined = undefined,
  ) {
    this.#port = port;
    this.#methods = methods as Methods;
    this.#onError = onError;
    this.#watched = watched;
    port.listen(
      (message) => void this.#receive(message as Call | Answer | Beat),
      (error) => this.lose(error),
    );
  }

  /** Fires when the conversation has ended. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** The other side is gone, as is known from elsewhere. */
  lose(error: Error): void {
    if (this.#closed) return;
    this.close(lostError(error.message));
    this.#onError(error);
  }

  /** From now on the other side may be silent for so many beats. */
  bear(beats: number): void {
    if (this.#watched) this.#watched = { ...this.#watched, patience: beats };
  }

  #watch(): void {
    if (!this.#watched || this.#beating !== undefined) return;
    this.#silent = 0;
    this.#beating = setInterval(() => {
      let units = 0;
      for (const call of this.#waiting.values()) units += call.units;
      if (++this.#silent > this.#watched!.patience + units / unitsPerBeat)
        this.lose(new Error("it gives no sign any more"));
      else this.#port.post({ beat: "?" } satisfies Beat, []);
    }, this.#watched.beat);
  }

  #rest(): void {
    clearInterval(this.#beating);
    this.#beating = undefined;
  }

  /** Calls a method of the other side. */
  call(method: string, args: unknown[]): Promise<unknown> {
    if (this.#closed) return Promise.reject(this.#closed);
    const call = this.#next++;
    this.#port.busy?.(true);
    const answered = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(call, { resolve, reject, units: unitsOf(args) }),
    );
    this.#watch();
    try {
      const gifts = args.flatMap((arg) =>
        arg instanceof Uint8Array && given.has(arg.buffer as ArrayBuffer) ? [arg.buffer as ArrayBuffer] : [],
      );
      this.#port.post({ call, method, args } satisfies Call, gifts);
    } catch (error) {
      this.#settle({ answer: call, failure: toPlain(error, "bad-argument") });
    }
    return answered;
  }

  /** Ends the conversation: what is waiting, and every later call, fails with this error. */
  close(error: Error): void {
    this.#closed ??= error;
    this.#ended.abort();
    this.#rest();
    this.#port.close();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  async #receive(message: Call | Answer | Beat): Promise<void> {
    this.#silent = 0;
    if ("beat" in message) {
      if (message.beat === "?") this.#port.post({ beat: "!" } satisfies Beat, []);
      return;
    }
    if ("answer" in message) return this.#settle(message);
    const answer: Answer = { answer: message.call };
    try {
      const method = this.#methods[message.method];
      if (!method) throw failure("bad-argument", `There is no method ${message.method}.`);
      answer.value = await method.apply(this.#methods, message.args as never[]);
    } catch (error) {
      answer.failure = toPlain(error);
    }
    this.#port.post(answer, transferable(answer.value));
  }

  #settle({ answer, value, failure }: Answer): void {
    const waiting = this.#waiting.get(answer);
    this.#waiting.delete(answer);
    if (this.#waiting.size === 0) {
      this.#rest();
      this.#port.busy?.(false);
    }
    if (failure) waiting?.reject(fromPlain(failure));
    else waiting?.resolve(value);
  }
}

/**
 * Rejects at once when the signal fires, whatever the work is waiting for: with the error, or else with the signal's
 * own reason.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined, error?: Error): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(error ?? signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** How much text and how many bytes there are in arguments. */
function unitsOf(args: readonly unknown[]): number {
  return args.reduce<number>((sum, arg) => {
    if (typeof arg === "string") return sum + arg.length;
    if (ArrayBuffer.isView(arg)) return sum + arg.byteLength;
    return Array.isArray(arg) ? sum + unitsOf(arg) : sum;
  }, 0);
}

/** The arrays of an answer, moved instead of copied: its maker has no further use for them. */
function transferable(value: unknown): ArrayBuffer[] {
  const values = typeof value === "object" && value !== null && !ArrayBuffer.isView(value) ? Object.values(value) : [];
  return [value, ...values].flatMap((v) =>
    v instanceof ArrayBuffer ? [v] : v instanceof Uint32Array && v.byteLength > 0 ? [v.buffer as ArrayBuffer] : [],
  );
}
