/** The texts that are special tokens of an encoding: found in a text, and marked in the editor that shows it. */
import type { ThreeLimits } from "../../contract";
import type { TokenEditor } from "./editor";
import { specialCandidates } from "./unseen";

export class SpecialTexts {
  /** "encoding text" → is a special token there. */
  #known = new Map<string, boolean>();
  /** Those that are marked, a line each. */
  #marked = "";

  /** Those in a text which the encoding counts as one token when they may be, marked. */
  async find(engine: ThreeLimits, text: string, encoding: string, editor: TokenEditor | null): Promise<string[]> {
    const found: string[] = [];
    for (const candidate of specialCandidates(text)) {
      const key = `${encoding} ${candidate}`;
      const known = this.#known.get(key) ?? (await engine.count(candidate, encoding, { special: "tokens" })) === 1;
      this.#known.set(key, known);
      if (known) found.push(candidate);
    }
    if (found.join("\n") !== this.#marked) editor?.mark(found);
    this.#marked = found.join("\n");
    return found;
  }

  /** A new editor marks nothing yet. */
  unmarked(): void {
    this.#marked = "";
  }
}
