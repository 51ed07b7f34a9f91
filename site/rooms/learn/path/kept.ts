/** What is kept of the lessons: a file of one's own, and how far one is in each lesson, by the lesson's id. */
export interface Walked {
  at: string;
  done: readonly string[];
}
export interface Kept {
  own: string | null;
  lessons: ReadonlyMap<string, Walked>;
}

/** The longest file that is kept, in UTF-16 units: the browser keeps some five million for all. */
export const maxOwn = 500_000;
const maxIds = 500;

/** Of what was kept, which a person may have edited: what is none is passed over. */
export function readKept(value: unknown): Kept {
  const { own, lessons } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const entries =
    typeof lessons === "object" && lessons !== null ? Object.entries(lessons as Record<string, unknown>) : [];
  return {
    own: typeof own === "string" && own.length <= maxOwn ? own : null,
    lessons: new Map(
      entries.flatMap(([id, one]): [string, Walked][] => {
        const { at, done } = (one ?? {}) as Partial<Record<keyof Walked, unknown>>;
        return typeof at === "string" && Array.isArray(done)
          ? [[id, { at, done: done.filter((step) => typeof step === "string").slice(0, maxIds) }]]
          : [];
      }),
    ),
  };
}

/** As JSON can hold it. */
export function writeKept({ own, lessons }: Kept): unknown {
  return { own, lessons: Object.fromEntries(lessons) };
}

/** With a lesson as far as this; null: not begun. */
export function walked(kept: Kept, id: string, far: Walked | null): Kept {
  const lessons = new Map(kept.lessons);
  if (far) lessons.set(id, far);
  else lessons.delete(id);
  return { ...kept, lessons };
}
