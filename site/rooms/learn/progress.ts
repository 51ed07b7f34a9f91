/**
 * What a learner has done, kept in this browser and nowhere else: one text in localStorage with a section for each
 * tool. What is in a section only its tool knows, and reads it as untrusted: a person may have imported it.
 */
import type { ReactiveControllerHost } from "lit";
import { parseJson } from "../../json/read";

const sections = ["path", "exercises", "cards"] as const;
type Section = (typeof sections)[number];

const keptAs = "threelimits.progress";
const format = "threelimits-progress";
const version = 1;

/** The longest text that is read: thousands of cards. */
const maxLength = 5_000_000;

export class Progress {
  #sections = new Map<Section, unknown>();
  #kept = true;
  readonly #listeners = new Set<() => void>();

  constructor() {
    try {
      const text = localStorage.getItem(keptAs);
      if (text !== null) this.#sections = read(text);
    } catch {
      // Nothing was kept, or nothing that can be read: one begins anew.
    }
  }

  /** Whether it will be there on the next visit. */
  get kept(): boolean {
    return this.#kept;
  }

  get empty(): boolean {
    return this.#sections.size === 0;
  }

  /** What a tool kept last; undefined: nothing. */
  of(section: Section): unknown {
    return this.#sections.get(section);
  }

  /** Keeps what JSON can hold in the place of what was there. */
  keep(section: Section, value: unknown): void {
    this.#sections.set(section, value);
    this.#write();
  }

  /** Forgets a section, or all. */
  reset(...which: readonly Section[]): void {
    for (const section of which.length > 0 ? which : sections) this.#sections.delete(section);
    this.#write();
  }

  /** A file of it, for another browser. */
  exported(): string {
    return `${JSON.stringify({ format, version, ...Object.fromEntries(this.#sections) }, null, 2)}\n`;
  }

  /**
   * Takes what exported gave in the place of all there is. It throws an Error that says what is wrong, and then nothing
   * has changed.
   */
  imported(text: string): void {
    this.#sections = read(text);
    this.#write();
  }

  /** Calls back after each change; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back after each change while an element is on the page; by itself it draws the element anew. */
  follow(host: ReactiveControllerHost, changed = (): void => host.requestUpdate()): void {
    let stop: (() => void) | undefined;
    host.addController({
      hostConnected: () => {
        stop = this.subscribe(changed);
      },
      hostDisconnected: () => stop?.(),
    });
  }

  #write(): void {
    try {
      if (this.empty) localStorage.removeItem(keptAs);
      else localStorage.setItem(keptAs, this.exported());
      this.#kept = true;
    } catch {
      this.#kept = false;
    }
    for (const listener of this.#listeners) listener();
  }
}

function read(text: string): Map<Section, unknown> {
  if (text.length > maxLength)
    throw new Error(`The file has ${text.length} characters; at most ${maxLength} are read.`);
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || !("format" in value) || value.format !== format) {
    throw new Error(`This is no file of progress: it has no "format": "${format}".`);
  }
  if (!("version" in value) || value.version !== version)
    throw new Error(`The file's version is not ${version}, the one that is read here.`);
  const given = new Map(Object.entries(value));
  return new Map(sections.filter((section) => given.has(section)).map((section) => [section, given.get(section)]));
}

export const progress = new Progress();
