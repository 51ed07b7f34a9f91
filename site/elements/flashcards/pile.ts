/** Which card comes next, and what becomes of one that was turned. */
import { counted } from "../../kit/format";
import { words } from "./words";

export interface Scheduler {
  /** The id of the card to show; null: none for now. */
  next(): string | null;
  /** What one can say of a card that was turned; when: how long until it comes back. */
  grades(id: string): readonly { name: string; when: string }[];
  /** The person said this of it; which: a place in grades. */
  grade(id: string, which: number): void;
  /** How many wait; or, where there are none, when there will be. */
  status(): string;
}

/** Where nothing is kept: a card that was not known goes to the end of the pile, one that was goes out of it. */
export class Pile implements Scheduler {
  #left: readonly string[];

  constructor(ids: readonly string[]) {
    this.#left = ids;
  }

  next(): string | null {
    return this.#left[0] ?? null;
  }

  grades(): readonly { name: string; when: string }[] {
    return [
      { name: words.again, when: words.later },
      { name: words.known, when: words.out },
    ];
  }

  grade(id: string, which: number): void {
    const others = this.#left.filter((one) => one !== id);
    this.#left = which === 0 ? [...others, id] : others;
  }

  status(): string {
    return this.#left.length === 0 ? words.done : `${counted(this.#left.length, "card")} left.`;
  }
}
