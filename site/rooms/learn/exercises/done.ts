/** What was done of the exercises: by the id of each whether it was ever right, and how many answers there were. */
interface Done {
  right: boolean;
  tries: number;
}

/** Of what was kept, which a person may have edited: what is none is passed over. */
export function readDone(kept: unknown): Map<string, Done> {
  const entries = typeof kept === "object" && kept !== null ? Object.entries(kept as Record<string, unknown>) : [];
  return new Map(
    entries.flatMap(([id, value]): [string, Done][] => {
      const { right, tries } = (value ?? {}) as Partial<Record<keyof Done, unknown>>;
      return typeof right === "boolean" && Number.isSafeInteger(tries) && (tries as number) > 0
        ? [[id, { right, tries: tries as number }]]
        : [];
    }),
  );
}

/** With one more answer. */
export function withAnswer(done: ReadonlyMap<string, Done>, id: string, right: boolean): Map<string, Done> {
  const before = done.get(id) ?? { right: false, tries: 0 };
  return new Map(done).set(id, { right: before.right || right, tries: before.tries + 1 });
}
