import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { ImportStopped } from '../failure';
import type { ImportContext } from './context';
import { type FileCounts, noFileCounts } from './counts';

/** How far a run came; saved with every piece of work in the same transaction. */
export type Checkpoint = {
  /** The last line of each file that is staged, and whether that was all of it. */
  staged: Record<string, { line: number; complete: boolean }>;
  /** Rows in the staging tables; fewer there means that the server lost them. */
  stagedRows: number;
  /** The position each apply step has reached, and whether it is through. */
  applied: Record<string, { position: string; done: number; complete: boolean }>;
  /** Courses whose totals have changed and are not rebuilt yet. */
  touchedCourses: string[];
  warnings: string[];
};

const save = statement(
  'interop.run.save',
  'UPDATE imports SET checkpoint = $2::jsonb, counts = $3::jsonb WHERE id = $1',
);
// A step over a very large file may take longer than the half minute that a page may.
const allowTime = statement(
  'interop.run.allow-time',
  `SELECT set_config('statement_timeout', '10min', true)`,
);
// A plan made while the tables were nearly empty is a poor one a few pieces later.
const forgetPlans = statement('interop.run.forget-plans', 'DISCARD PLANS');
const reject = statement(
  'interop.run.reject',
  `INSERT INTO import_rejections (import_id, file, line, reason)
   SELECT $1, $2, r.line, r.reason FROM unnest($3::int[], $4::text[]) AS r(line, reason) ORDER BY r.line`,
);

export type Rejection = { line: number; reason: string };

export const freshCheckpoint = (): Checkpoint => ({
  staged: {},
  stagedRows: 0,
  applied: {},
  touchedCourses: [],
  warnings: [],
});

/** One run of an importer: its record in `imports`, its counts, and the only way to write during it. */
export class ImportRun {
  constructor(
    readonly id: string,
    readonly context: ImportContext,
    readonly resumed: boolean,
    readonly checkpoint: Checkpoint,
    readonly counts: Record<string, FileCounts>,
  ) {}

  /** Does a piece of work and saves the checkpoint with it: both or neither. Stops before it when asked to. */
  async piece<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.context.signal?.aborted) throw new ImportStopped();
    return asSystem(async (tx) => {
      await tx.rows(allowTime);
      await tx.rows(forgetPlans);
      const result = await work(tx);
      await tx.rows(save, [this.id, JSON.stringify(this.checkpoint), JSON.stringify(this.counts)]);
      return result;
    }, this.context.database);
  }

  count(file: string): FileCounts {
    const counts = this.counts[file] ?? noFileCounts();
    this.counts[file] = counts;
    return counts;
  }

  async reject(tx: Transaction, file: string, rejections: Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    this.count(file).rejected += rejections.length;
    const lines = rejections.map((rejection) => rejection.line);
    await tx.rows(reject, [this.id, file, lines, rejections.map((rejection) => rejection.reason)]);
  }

  warn(warning: string): void {
    if (!this.checkpoint.warnings.includes(warning)) this.checkpoint.warnings.push(warning);
  }

  touch(courseIds: Iterable<string>): void {
    this.checkpoint.touchedCourses = [...new Set([...this.checkpoint.touchedCourses, ...courseIds])];
  }

  progress(done: number, doing: string): void {
    this.context.onProgress?.(Math.min(1, done), doing);
  }
}
