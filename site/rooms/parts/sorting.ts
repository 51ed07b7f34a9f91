/** The order of a table's rows, by the column a person chose. */

/** null sorts last, whichever way. */
export type Key = number | string | null;

export interface Order<Column extends string> {
  by: Column;
  descending: boolean;
}

/** The order after a press on a column's heading: the other way round, or that column as it is first of use. */
export function pressed<Column extends string>({ by, descending }: Order<Column>, column: Column): Order<Column> {
  return { by: column, descending: by === column && !descending };
}

/** A sorted copy; equal rows keep their order. */
export function sorted<Row>(rows: readonly Row[], key: (row: Row) => Key, descending: boolean): Row[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order = typeof x === "string" ? x.localeCompare(String(y), "en") : x - Number(y);
    return descending ? -order : order;
  });
}
