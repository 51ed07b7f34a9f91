/** The programs behind one engine of load(), until it is closed: what every call asks. */
import type { Connection } from "../connect";
import type { Engine } from "../engine";
import { failure } from "../errors";
import type { Learn } from "../learn";
import type { Money } from "../money";
import type { Converter } from "../own-tokenizer";
import { ReferenceWorker } from "../reference";
import type { Remote } from "../remote";

/** An engine wherever it runs. */
export interface Backend {
  engine(): Promise<Remote<Engine>>;
  /** For one tokenizer that is brought; closed after it. */
  converter(): Promise<Connection<Converter>>;
  money(): Promise<Remote<Money>>;
  learn(): Promise<Remote<Learn>>;
  close(error: Error): void;
}

export class Programs {
  readonly reference: ReferenceWorker;
  readonly #backend: Backend;
  readonly #onClose: () => void;
  #closed = false;
  /** The imported models, packed, and the engine that has them: one that was started anew after it was lost has not. */
  #imported = { models: new Uint8Array(0), by: undefined as Remote<Engine> | undefined };

  constructor(backend: Backend, baseURL: string, onClose: () => void) {
    this.#backend = backend;
    this.reference = new ReferenceWorker(baseURL);
    this.#onClose = onClose;
  }

  async engine(): Promise<Remote<Engine>> {
    this.requireOpen();
    const engine = await this.#backend.engine();
    const imported = this.#imported;
    if (imported.by !== engine && imported.models.length > 0) {
      imported.by = engine;
      await engine.loadModels(imported.models);
    }
    return engine;
  }

  async money(): Promise<Remote<Money>> {
    this.requireOpen();
    return this.#backend.money();
  }

  async learn(): Promise<Remote<Learn>> {
    this.requireOpen();
    return this.#backend.learn();
  }

  async converter(): Promise<Connection<Converter>> {
    this.requireOpen();
    return this.#backend.converter();
  }

  /** The imported models, packed; no bytes are none. */
  get imported(): Uint8Array<ArrayBuffer> {
    return this.#imported.models;
  }

  async useModels(packed: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#imported = { models: packed, by: undefined };
    await (await this.engine()).loadModels(packed);
  }

  requireOpen(): void {
    if (this.#closed) throw closed();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
    this.reference.close(closed());
    this.#backend.close(closed());
  }
}

function closed(): Error {
  return failure("closed", "This engine was closed. Call load() for a new one.");
}
