import type { TableShape } from './read-shape';

type Needing = Pick<TableShape, 'name' | 'needs'>;

/**
 * Tables in an order in which each comes after those that its foreign keys point to, so that they hold while rows come in.
 *
 * @throws Error when some point to each other in a circle
 */
export function inLoadOrder<T extends Needing>(tables: T[]): T[] {
  const known = new Set(tables.map(({ name }) => name));
  const ordered: T[] = [];
  const placed = new Set<string>();
  let waiting = tables;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => needs.every((need) => placed.has(need) || !known.has(need)));
    if (ready.length === 0)
      throw new Error(`These tables point to each other: ${waiting.map(({ name }) => name).join(', ')}.`);
    ordered.push(...ready);
    for (const { name } of ready) placed.add(name);
    waiting = waiting.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}
