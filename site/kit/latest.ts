/**
 * Asks for the newest input only: one request is under way at a time, and of those that arrive meanwhile the last one
 * waits. Answers come in order, so a figure follows typing and ends at the newest; a failure that has already been
 * overtaken is not reported.
 */
export class Latest<Input, Output> {
  #waiting: { input: Input } | null = null;
  #running = false;

  constructor(
    private readonly work: (input: Input) => Promise<Output>,
    private readonly done: (output: Output, input: Input) => void,
    private readonly failed: (error: unknown, input: Input) => void,
  ) {}

  /** True while an answer is under way. */
  get busy(): boolean {
    return this.#running;
  }

  /** True if a newer input waits: long work can stop early. */
  get overtaken(): boolean {
    return this.#waiting !== null;
  }

  ask(input: Input): void {
    this.#waiting = { input };
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#waiting) {
        const { input } = this.#waiting;
        this.#waiting = null;
        await this.#answer(input);
      }
    } finally {
      this.#running = false;
    }
  }

  async #answer(input: Input): Promise<void> {
    let output: Output;
    try {
      output = await this.work(input);
    } catch (error) {
      if (!this.#waiting) this.failed(error, input);
      return;
    }
    this.done(output, input);
  }
}
