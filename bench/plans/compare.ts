import type { Plan } from './explain';

/**
 * What a person has to know about plans that are not those written down, in words and lines; empty where they are the
 * same. Whole reads of growing tables come first.
 */
export function compare(
  written: Map<string, readonly string[]>,
  plans: Map<string, Plan>,
  growing: Readonly<Record<string, number>>,
): string {
  const changed = [...plans].filter(
    ([name, { lines }]) => written.get(name)?.join('\n') !== lines.join('\n'),
  );
  const gone = [...written.keys()].filter((name) => !plans.has(name));
  if (changed.length === 0 && gone.length === 0) return '';
  const alarms = changed.flatMap(([name, { whole }]) =>
    [...whole]
      .filter((table) => table in growing)
      .map(
        (table) =>
          `${name} reads all of ${table} (${growing[table]?.toLocaleString('en')} rows in a large school)`,
      ),
  );
  return [
    ...alarms,
    ...changed.map(
      ([name, { lines }]) => `\n${name}\n${difference(written.get(name) ?? [], lines).join('\n')}`,
    ),
    ...gone.map((name) => `\n${name} is written down and no longer a statement of the product`),
    '\nWhere that is meant: npm run db:plans, and read what changed before it is committed.',
  ].join('\n');
}

/** Old lines with −, new ones with +, what is common at both ends as it is. */
export function difference(old: readonly string[], now: readonly string[]): string[] {
  const most = Math.min(old.length, now.length);
  const agree = (at: (list: readonly string[], n: number) => string | undefined, limit: number) => {
    let count = 0;
    while (count < limit && at(old, count) === at(now, count)) count += 1;
    return count;
  };
  const head = agree((list, n) => list[n], most);
  const tail = agree((list, n) => list[list.length - 1 - n], most - head);
  const middle = (list: readonly string[], sign: string) =>
    list.slice(head, list.length - tail).map((line) => `${sign} ${line}`);
  return [
    ...old.slice(0, head).map((line) => `  ${line}`),
    ...middle(old, '−'),
    ...middle(now, '+'),
    ...old.slice(old.length - tail).map((line) => `  ${line}`),
  ];
}
