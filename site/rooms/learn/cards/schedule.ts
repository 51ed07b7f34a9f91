/** When a card comes back: FSRS (ts-fsrs), with the times that the page gives. What it keeps of each card is JSON. */
import { type Card, createEmptyCard, date_diff, fsrs, type Grade, Rating, State } from "ts-fsrs";

const scheduler = fsrs({ enable_fuzz: false });

/** In the order of the buttons. */
const ratings = [Rating.Again, Rating.Hard, Rating.Good, Rating.Easy] as const satisfies readonly Grade[];

/** So long ahead a card of this session may come when nothing else is left. In minutes. */
const ahead = 20;

/** How long until a card comes back. */
export type Interval = { minutes: number } | { days: number };

export class Schedule {
  /** Those that were seen; the others are new. */
  readonly #cards: Map<string, Card>;
  readonly #ids: readonly string[];

  /** kept: what `kept` gave once; a person may have edited it, and what is no card is as good as new. */
  constructor(ids: readonly string[], kept: unknown) {
    this.#ids = ids;
    const given: Record<string, unknown> = typeof kept === "object" && kept !== null ? { ...kept } : {};
    this.#cards = new Map(
      Object.entries(given).flatMap(([id, value]): [string, Card][] => {
        const card = readCard(value);
        return card ? [[id, card]] : [];
      }),
    );
  }

  /** Cards of other versions of the deck stay in it. */
  get kept(): Record<string, Card> {
    return Object.fromEntries(this.#cards);
  }

  /**
   * What is due comes first, the longest due before the others; then what is new; then what comes back within minutes.
   */
  next(now: Date): string | null {
    return this.#due(now)[0] ?? this.#new()[0] ?? this.#soon(now)[0] ?? null;
  }

  counts(now: Date): { due: number; new: number } {
    return { due: this.#due(now).length, new: this.#new().length };
  }

  /** When the first of the cards comes back; null: none was seen. */
  comesBack(): Date | null {
    return this.#byTime()[0]?.[1].due ?? null;
  }

  /** For each of the ratings. */
  intervals(id: string, now: Date): Interval[] {
    const outcomes = scheduler.repeat(this.#card(id, now), now);
    return ratings.map((rating): Interval => {
      const { due, scheduled_days: days } = outcomes[rating].card;
      return days > 0 ? { days } : { minutes: date_diff(due, now, "minutes") };
    });
  }

  rate(id: string, which: number, now: Date): void {
    this.#cards.set(id, scheduler.next(this.#card(id, now), now, ratings[which]!).card);
  }

  #card(id: string, now: Date): Card {
    return this.#cards.get(id) ?? createEmptyCard(now);
  }

  #byTime(): [string, Card][] {
    return this.#ids
      .flatMap((id): [string, Card][] => {
        const card = this.#cards.get(id);
        return card ? [[id, card]] : [];
      })
      .sort(([, a], [, b]) => a.due.getTime() - b.due.getTime());
  }

  /** What comes back after days comes on its day, at whatever hour. */
  #due(now: Date): string[] {
    const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    return this.#byTime()
      .filter(([, { due, state }]) => (state === State.Review ? due < tomorrow : due <= now))
      .map(([id]) => id);
  }

  #new(): string[] {
    return this.#ids.filter((id) => !this.#cards.has(id));
  }

  #soon(now: Date): string[] {
    return this.#byTime()
      .filter(([, { due }]) => date_diff(due, now, "minutes") < ahead)
      .map(([id]) => id);
  }
}

const numbers = [
  "stability",
  "difficulty",
  "elapsed_days",
  "scheduled_days",
  "learning_steps",
  "reps",
  "lapses",
] as const;

function readCard(value: unknown): Card | null {
  if (typeof value !== "object" || value === null) return null;
  const given = value as Record<string, unknown>;
  const due = dateOf(given["due"]);
  const last = given["last_review"] === undefined ? undefined : dateOf(given["last_review"]);
  const counts = numbers.every((name) => typeof given[name] === "number" && given[name] >= 0 && given[name] < 1e6);
  if (
    !due ||
    last === null ||
    !counts ||
    ![State.Learning, State.Review, State.Relearning].includes(given["state"] as State)
  )
    return null;
  const card = {
    ...Object.fromEntries(numbers.map((name) => [name, given[name]])),
    state: given["state"],
    due,
    ...(last ? { last_review: last } : {}),
  } as Card;
  try {
    scheduler.repeat(card, due);
    return card;
  } catch {
    return null;
  }
}

function dateOf(value: unknown): Date | null {
  const date = typeof value === "string" ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
