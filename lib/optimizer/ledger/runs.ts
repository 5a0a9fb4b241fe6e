import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';

export type RunKind = 'PROPOSE' | 'TRIAL' | 'APPLY' | 'REVERT';
export type OnProgress = (done: number, doing: string) => void;

export type OptimizerRun = {
  id: string;
  kind: RunKind;
  proposalId: number | null;
  status: 'RUNNING' | 'DONE' | 'FAILED';
  by: string;
  startedAt: string;
  finishedAt: string | null;
  /** 0–1. */
  done: number;
  doing: string;
  fault: string | null;
};

const started = statement(
  'optimizer.run-started',
  'INSERT INTO optimizer_runs (kind, proposal_id, by) VALUES ($1::optimizer_run_kind_enum, $2, $3) RETURNING id',
);
const moved = statement(
  'optimizer.run-moved',
  'UPDATE optimizer_runs SET done = $2, doing = $3 WHERE id = $1',
);
const ended = statement(
  'optimizer.run-ended',
  `UPDATE optimizer_runs SET status = CASE WHEN $3::text IS NULL THEN 'DONE' ELSE 'FAILED' END::optimizer_run_status_enum,
     summary = $2::jsonb, fault = $3, finished_at = clock_timestamp() WHERE id = $1`,
);
const newest = statement(
  'optimizer.runs',
  `SELECT id, kind, proposal_id AS "proposalId", status, by, started_at AS "startedAt", finished_at AS "finishedAt",
     done, doing, fault
   FROM optimizer_runs ORDER BY started_at DESC LIMIT 20`,
);
const left = statement(
  'optimizer.runs-left',
  `UPDATE optimizer_runs SET status = 'FAILED', fault = 'The process that did it ended.', finished_at = now()
   WHERE status = 'RUNNING'`,
);

export const readRuns = (tx: Transaction): Promise<OptimizerRun[]> => tx.rows<OptimizerRun>(newest);

/** Ends what a killed process left as running. Only for whoever has the optimizer's turn. */
export const endLeftRuns = (database: Database): Promise<unknown> =>
  asSystem((tx) => tx.rows(left), database);

type Run = { kind: RunKind; proposalId: number | null; by: string };

/** Milliseconds between two notes of how far a run is. */
const noteEvery = 1_000;

/** Does something and keeps that it was done, how far it is meanwhile, and how it ended. */
export async function recordRun<T extends object>(
  database: Database,
  { kind, proposalId, by }: Run,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const [run] = await asSystem((tx) => tx.rows<{ id: string }>(started, [kind, proposalId, by]), database);
  const end = (summary: object, fault: string | null) =>
    asSystem((tx) => tx.rows(ended, [run?.id, JSON.stringify(summary), fault]), database);
  const progress = noted((done, doing) => asSystem((tx) => tx.rows(moved, [run?.id, done, doing]), database));
  try {
    const result = await work(progress.note);
    await progress.settled();
    await end(result, null);
    return result;
  } catch (error) {
    await progress.settled();
    await end({}, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Writes progress now and then, one note after the other; a note that cannot be written does not stop the work. */
function noted(write: (done: number, doing: string) => Promise<unknown>) {
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  return {
    note: (done: number, doing: string) => {
      if (Date.now() - last < noteEvery) return;
      last = Date.now();
      writing = writing.then(() => write(done, doing)).catch(() => undefined);
    },
    settled: () => writing,
  };
}
