import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { announceInvalidation } from '@/lib/cache/announce';
import { everything } from '@/lib/cache/tags';
import { settleCatalog } from '@/lib/catalog/index/settle';
import { clearStaging } from './begin';
import type { FileCounts } from './counts';
import type { ImportRun } from './import-run';

const done = statement(
  'interop.run.done',
  `UPDATE imports SET status = 'DONE', finished_at = now(), institution_id = $2 WHERE id = $1`,
);
const failed = statement(
  'interop.run.failed',
  `UPDATE imports SET status = 'FAILED', finished_at = now() WHERE id = $1`,
);
const reasons = statement(
  'interop.run.reasons',
  `SELECT reason, count(*) AS rows FROM import_rejections WHERE import_id = $1
   GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 10`,
);
const rejectionPage = statement(
  'interop.run.rejections',
  `SELECT id, file, line, reason FROM import_rejections
   WHERE import_id = $1 AND (file, line, id) > ($2, $3, $4) ORDER BY file, line, id LIMIT 5000`,
);

export type ImportReport = {
  importId: string;
  kind: string;
  /** The run went on from where an earlier one of the same files had stopped. */
  resumed: boolean;
  seconds: number;
  files: Record<string, FileCounts>;
  /** The ten most frequent. */
  rejectedBecause: { reason: string; rows: number }[];
  warnings: string[];
  /** Every rejected row with file, line and reason. */
  reportFile: string;
};

/** Ends a run: staged rows go, the trail gets one event an institution, and the report is written. */
export async function finishRun(
  run: ImportRun,
  kind: string,
  startedAt: number,
  institutionIds: string[],
): Promise<ImportReport> {
  const reportFile = await writeReportFile(run, kind);
  await run.piece(async (tx) => {
    await clearStaging(tx, [run.id]);
    await tx.rows(done, [run.id, institutionIds.length === 1 ? institutionIds[0] : null]);
    await announceInvalidation(tx, [everything]);
    for (const institutionId of institutionIds.length > 0 ? institutionIds : [undefined]) {
      await appendAudit(tx, null, {
        action: `import.${kind}`,
        objectType: 'import',
        objectId: run.id,
        institutionId,
        details: totalsOf(run),
      });
    }
  });
  run.progress(1, 'Making courses findable');
  await settleCatalog(run.context.database, run.context.signal);
  const rejectedBecause = await asSystem(
    (tx) => tx.rows<{ reason: string; rows: number }>(reasons, [run.id]),
    run.context.database,
  );
  return {
    importId: run.id,
    kind,
    resumed: run.resumed,
    seconds: Math.round((Date.now() - startedAt) / 100) / 10,
    files: run.counts,
    rejectedBecause,
    warnings: run.checkpoint.warnings,
    reportFile,
  };
}

/** For the trail: how many rows of each file were what. */
const totalsOf = ({ counts }: ImportRun): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([file, rows]) =>
      Object.entries(rows).map(([what, count]) => [`${file}.${what}`, count] as const),
    ),
  );

/**
 * Notes that a run failed; it can still be taken up again with the same files. Finished pieces are in effect, and in the trail
 * with what they came to.
 */
export async function failRun(run: ImportRun, kind: string): Promise<void> {
  await asSystem(async (tx) => {
    await tx.rows(failed, [run.id]);
    await announceInvalidation(tx, [everything]);
    await appendAudit(tx, null, {
      action: `import.${kind}`,
      objectType: 'import',
      objectId: run.id,
      outcome: 'FAILED',
      details: totalsOf(run),
    });
  }, run.context.database);
}

/** Where reports are written. */
export const reportFolder = (dataDir: string): string => join(dataDir, 'imports');

async function writeReportFile(run: ImportRun, kind: string): Promise<string> {
  const folder = reportFolder(run.context.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${new Date().toISOString().slice(0, 10)}-${kind}-${run.id}.csv`);
  const lines = Readable.from(reportLines(run.context.database, run.id));
  await pipeline(lines, createWriteStream(path, { mode: 0o600 }));
  return path;
}

async function* reportLines(database: Database, importId: string): AsyncGenerator<string> {
  yield 'file,line,reason\r\n';
  let after: [string, number, number] = ['', 0, 0];
  for (;;) {
    const page = await asSystem(
      (tx) =>
        tx.rows<{ id: number; file: string; line: number; reason: string }>(rejectionPage, [
          importId,
          ...after,
        ]),
      database,
    );
    const last = page.at(-1);
    if (!last) return;
    yield page.map((row) => `${row.file},${row.line},"${row.reason.replaceAll('"', '""')}"\r\n`).join('');
    after = [last.file, last.line, last.id];
  }
}
