import { dictionary } from '@/db/schema/classes/dictionary';

const byTable = new Map(
  dictionary.map(({ name, columns }) => [name, new Set(columns.map(({ dataClass }) => dataClass))]),
);

/** Which classes of data some tables hold, by the data dictionary. */
export function classesIn(tables: string[]): string[] {
  const classes = new Set(tables.flatMap((name) => [...(byTable.get(name) ?? [])]));
  return [...classes].filter((dataClass) => dataClass !== 'none').sort();
}
