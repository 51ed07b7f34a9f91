/**
 * The worker's own program: an Engine, a Reference, a Converter, Money or Learn, at the disposal of whoever started it.
 * The first message says which and where the files are.
 */
import { type Assets, type ProgramName, SiteAssets } from "./assets";
import { Engine, Reference } from "./engine";
import { Learn } from "./learn";
import { holdLock } from "./lifeline";
import { Money } from "./money";
import { Converter } from "./own-tokenizer";
import { Channel, type Port } from "./remote";

/** Calls `open` and the methods of the role opened. */
async function serve(): Promise<void> {
  const port = await ownPort();
  const methods: Record<string, unknown> = {
    /** Resolves to whether the lock is held. */
    async open(role: ProgramName, baseURL: string | null, lock: string | null): Promise<boolean> {
      const assets = baseURL === null ? askedAssets() : new SiteAssets(baseURL);
      const opened = new { engine: Engine, reference: Reference, convert: Converter, money: Money, learn: Learn }[role](
        assets,
      );
      for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(opened))) {
        if (name !== "constructor")
          methods[name] = (opened as unknown as Record<string, (...of: unknown[]) => unknown>)[name]!.bind(opened);
      }
      return lock !== null && holdLock(lock);
    },
  };
  const channel = new Channel(port, methods);

  /** Files from the page: in the one file only it can read them. */
  function askedAssets(): Assets {
    return {
      program: (name) => channel.call("program", [name]) as Promise<ArrayBuffer>,
      vocabulary: (file, again) => channel.call("vocabulary", [file, again]) as Promise<ArrayBuffer>,
    };
  }
}

/** The page, or in Node the thread that started this one. */
async function ownPort(): Promise<Port> {
  const scope = globalThis as unknown as {
    postMessage?(message: unknown, transfer: ArrayBuffer[]): void;
    onmessage: (event: { data: unknown }) => void;
  };
  if (scope.postMessage) {
    return {
      post: (message, transfer) => scope.postMessage!(message, transfer),
      listen: (onMessage) => {
        scope.onmessage = ({ data }) => onMessage(data);
      },
      close: () => {},
    };
  }
  const { parentPort } = await import("node:worker_threads");
  return {
    post: (message, transfer) => parentPort!.postMessage(message, transfer),
    listen: (onMessage) => {
      parentPort!.on("message", onMessage);
    },
    close: () => {},
  };
}

void serve();
