import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { type RehearsalReport, reportOf } from './report';
import { type Effort, measureAt, requireTerm } from './sandbox';
import { readShape } from './shape';

const keep = statement('rehearsal.keep', 'INSERT INTO rehearsals (factor, report) VALUES ($1, $2)');

type Asked = {
  /** Times the students of the present term; at least 2. */
  factor: number;
  /** Where the sandboxes are for a while. */
  folder: string;
  effort?: Effort;
  /** Stops it before its next step; nothing is left behind. */
  signal?: AbortSignal;
  say?: (what: string) => void;
};

const usualEffort: Effort = { reads: 150, writes: { seconds: 4, rounds: 3 } };

/**
 * Rehearses a larger term: reads the shape of the present one, fills sandboxes by it at the present size and at `factor`
 * times that, measures the budgets in both, and keeps the report for the performance page.
 *
 * @throws Error where there is nothing to rehearse with, or no room on the disk
 */
export async function rehearse(
  database: Database,
  { factor, folder, effort = usualEffort, signal, say = () => undefined }: Asked,
): Promise<RehearsalReport> {
  const shape = await asSystem(readShape, database);
  requireTerm(shape);
  const at = (size: number, name: string) => {
    const saySize = (what: string) => {
      signal?.throwIfAborted();
      say(`${name}: ${what}`);
    };
    return measureAt(folder, { shape, factor: size, effort, say: saySize });
  };
  const present = await at(1, 'present size');
  const larger = await at(factor, `${factor} times`);
  const report = reportOf(shape, factor, { present, larger }, new Date());
  await asSystem((tx) => tx.rows(keep, [factor, report]), database);
  return report;
}
