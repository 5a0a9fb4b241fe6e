import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import type { ImportContext } from './context';
import { freshCheckpoint, ImportRun } from './import-run';

const findUnfinished = statement(
  'interop.run.unfinished',
  `SELECT id, sha256, checkpoint, counts FROM imports
   WHERE kind = $1 AND (status = 'RUNNING' OR status = 'FAILED' AND (
     sha256 = $2 OR EXISTS (SELECT FROM import_rows r WHERE r.import_id = imports.id)
     OR EXISTS (SELECT FROM import_activity a WHERE a.import_id = imports.id)))
   ORDER BY started_at DESC, id`,
);
const giveUp = statement(
  'interop.run.give-up',
  `UPDATE imports SET status = 'FAILED', finished_at = now() WHERE id = ANY ($1::uuid[]) AND status = 'RUNNING'`,
);
const takeUp = statement(
  'interop.run.take-up',
  `UPDATE imports SET status = 'RUNNING', finished_at = NULL WHERE id = $1`,
);
const insert = statement(
  'interop.run.insert',
  'INSERT INTO imports (kind, source, sha256) VALUES ($1, $2, $3) RETURNING id',
);
const countStaged = statement(
  'interop.run.count-staged',
  `SELECT (SELECT count(*) FROM import_rows WHERE import_id = $1)
     + (SELECT count(*) FROM import_activity WHERE import_id = $1) AS rows`,
);
const clearRows = statement(
  'interop.run.clear-rows',
  'DELETE FROM import_rows WHERE import_id = ANY ($1::uuid[])',
);
const clearActivity = statement(
  'interop.run.clear-activity',
  'DELETE FROM import_activity WHERE import_id = ANY ($1::uuid[])',
);
const clearRejections = statement(
  'interop.run.clear-rejections',
  'DELETE FROM import_rejections WHERE import_id = $1',
);

const number = z.number().int();
const savedCheckpoint = z.strictObject({
  staged: z.record(z.string(), z.strictObject({ line: number, complete: z.boolean() })),
  stagedRows: number,
  applied: z.record(
    z.string(),
    z.strictObject({ position: z.string(), done: number, complete: z.boolean() }),
  ),
  touchedCourses: z.array(z.string()),
  warnings: z.array(z.string()),
});
const savedCounts = z.record(
  z.string(),
  z.strictObject({
    read: number,
    new: number,
    changed: number,
    unchanged: number,
    rejected: number,
    notUsed: number,
  }),
);

/**
 * Starts a run, or goes on with one of the same files that did not end. The caller holds the lock of this
 * kind, so any other unfinished run is dead: it is given up and its staged rows go, with those of runs that failed. The trail hears of the beginning too: what
 * a run has put in stays, also of one that is killed and never ends.
 */
export async function beginRun(
  context: ImportContext,
  kind: string,
  source: string,
  sha256: string,
): Promise<ImportRun> {
  return asSystem(async (tx) => {
    const rows = await tx.rows<{ id: string; sha256: string; checkpoint: unknown; counts: unknown }>(
      findUnfinished,
      [kind, sha256],
    );
    const own = rows.find((row) => row.sha256 === sha256);
    const others = rows.filter((row) => row !== own).map((row) => row.id);
    await tx.rows(giveUp, [others]);
    await clearStaging(tx, others);
    const run = own
      ? await takeUpRun(tx, context, own)
      : await insertRun(tx, context, [kind, source, sha256]);
    const details = { kind, again: own !== undefined };
    await appendAudit(tx, null, { action: 'import.begin', objectType: 'import', objectId: run.id, details });
    return run;
  }, context.database);
}

async function insertRun(tx: Transaction, context: ImportContext, values: string[]): Promise<ImportRun> {
  const [row] = await tx.rows<{ id: string }>(insert, values);
  return new ImportRun(row?.id ?? '', context, false, freshCheckpoint(), {});
}

async function takeUpRun(
  tx: Transaction,
  context: ImportContext,
  row: { id: string; checkpoint: unknown; counts: unknown },
): Promise<ImportRun> {
  await tx.rows(takeUp, [row.id]);
  const checkpoint = savedCheckpoint.safeParse(row.checkpoint);
  const counts = savedCounts.safeParse(row.counts);
  const [staged] = await tx.rows<{ rows: number }>(countStaged, [row.id]);
  if (checkpoint.success && counts.success && checkpoint.data.stagedRows === staged?.rows) {
    return new ImportRun(row.id, context, true, checkpoint.data, counts.data);
  }
  await clearStaging(tx, [row.id]);
  await tx.rows(clearRejections, [row.id]);
  return new ImportRun(row.id, context, false, freshCheckpoint(), {});
}

export async function clearStaging(tx: Transaction, importIds: string[]): Promise<void> {
  await tx.rows(clearRows, [importIds]);
  await tx.rows(clearActivity, [importIds]);
}
