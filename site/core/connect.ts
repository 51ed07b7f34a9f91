/**
 * Starts a worker by the first way that works: its own file, a Blob that imports it (another origin's page), a Blob
 * that holds its text (the one file), a thread of Node.
 */
import { EmbeddedAssets, embeddedText, type ProgramName } from "./assets";
import { newLockName, whenFree } from "./lifeline";
import { Channel, type Port, type Remote, usualBeat } from "./remote";

export interface Connection<T> {
  remote: Remote<T>;
  close(error: Error): void;
}

/**
 * How long a program may work without a sign, in beats, where only silence tells of its end. The engine answers within a
 * moment; the others take what a month of records, a training or a check takes, are shown at work, and can be stopped.
 */
const patience: Record<ProgramName, number> = { engine: 10, money: 60, learn: 60, convert: 60, reference: 600 };
/** Until it answers for the first time. */
const patienceAtStart = 30;

/** Rejects when no worker can be started here. lost: the worker is gone, after it had been there. */
export async function connect<T>(role: ProgramName, baseURL: string, lost: () => void): Promise<Connection<T>> {
  const methods = ONE_FILE ? new EmbeddedAssets() : {};
  const files = ONE_FILE ? null : baseURL;
  let failed: unknown;
  for (const start of ways()) {
    let channel: Channel | undefined;
    try {
      let opened = false;
      channel = new Channel(
        await start(),
        methods,
        () => {
          if (opened) lost();
        },
        { beat: usualBeat, patience: Math.min(patience[role], patienceAtStart) },
      );
      const lock = typeof Worker === "undefined" ? null : newLockName(); // a thread of Node says itself that it ended
      const held = await channel.call("open", [role, files, lock]);
      opened = true;
      channel.bear(patience[role]);
      if (lock && held) void followEnd(channel, lock, role);
      return { remote: remoteOf<T>(channel), close: (error) => channel!.close(error) };
    } catch (error) {
      failed = error;
      channel?.close(error as Error);
    }
  }
  throw failed;
}

/** Learns of the worker's end at once where that can be; then only the engine, which may be caught in a text, is pressed. */
async function followEnd(channel: Channel, lock: string, role: ProgramName): Promise<void> {
  const told = await whenFree(lock, channel.ended, () => channel.lose(new Error("it ended without a word")));
  if (told && role !== "engine") channel.bear(Infinity);
}

/** The worker lies beside this module, wherever the assets are: the two speak one protocol. */
function* ways(): Generator<() => Promise<Port>> {
  if (typeof Worker === "undefined") {
    yield () => nodeThread(new URL("worker.js", import.meta.url));
  } else if (ONE_FILE) {
    yield async () => blobWorker(await embeddedText("worker.js"), "classic"); // Chromium starts no module from a file's Blob
  } else {
    const url = new URL("worker.js", import.meta.url).href;
    // No page may start another origin's worker by its address; asking is an error on the host's console.
    if (new URL(url).origin === location.origin) yield async () => portOf(new Worker(url, { type: "module" }));
    yield async () => blobWorker(`import ${JSON.stringify(url)};`, "module");
  }
}

function blobWorker(source: string, type: WorkerType): Port {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const port = portOf(new Worker(url, { type }));
  return {
    ...port,
    close: () => {
      port.close();
      URL.revokeObjectURL(url);
    },
  };
}

function portOf(worker: Worker): Port {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(onMessage, onError) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = (event) => {
        event.preventDefault();
        onError(new Error(event.message || "it could not be started"));
      };
    },
    close: () => worker.terminate(),
  };
}

async function nodeThread(url: URL): Promise<Port> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(url);
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(onMessage, onError) {
      worker.on("message", onMessage);
      worker.on("error", onError);
      worker.on("exit", () => onError(new Error("its thread ended")));
    },
    busy: (awaited) => (awaited ? worker.ref() : worker.unref()),
    close: () => void worker.terminate(),
  };
}

/** Every property is a method of the other side, but `then`: a remote is no promise. */
function remoteOf<T>(channel: Channel): Remote<T> {
  return new Proxy(
    {},
    {
      get: (_, method) => (method === "then" ? undefined : (...args: unknown[]) => channel.call(String(method), args)),
    },
  ) as Remote<T>;
}
