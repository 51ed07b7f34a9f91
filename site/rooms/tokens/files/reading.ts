/** A file on its way to the count: read slice by slice, and looked at whether all of it is UTF-8. */

/** In bytes. */
const slice = 1 << 20;

export class Reading {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #isUTF8 = true;

  constructor(file: Blob) {
    let at = 0;
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          if (at >= file.size) {
            this.#look(new Uint8Array(0), false);
            controller.close();
            return;
          }
          const bytes = new Uint8Array(await file.slice(at, at + slice).arrayBuffer());
          at += slice;
          this.#look(bytes, true);
          controller.enqueue(bytes);
        },
      },
      { highWaterMark: 1 },
    );
  }

  /** Of what was read so far. */
  get isUTF8(): boolean {
    return this.#isUTF8;
  }

  #look(bytes: Uint8Array, more: boolean): void {
    if (!this.#isUTF8) return;
    try {
      this.#decoder.decode(bytes, { stream: more });
    } catch {
      this.#isUTF8 = false;
    }
  }
}
