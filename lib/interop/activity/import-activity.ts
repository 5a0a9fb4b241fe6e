import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { fingerprint, openSource, type Source } from '../csv/source';
import { readHeader } from '../csv/table';
import { excerpt } from '../excerpt';
import { findInstitution } from '../find-institution';
import { applyStep } from '../run/apply';
import type { ImportContext } from '../run/context';
import { executeImport } from '../run/execute';
import type { ImportReport } from '../run/finish';
import type { ImportRun } from '../run/import-run';
import { rebuildTouched } from '../run/rebuild-touched';
import { applyActivity } from './apply-activity';
import { activityColumns, stageActivity } from './stage-activity';

const stagingShare = 0.4;

const countKeys = statement(
  'interop.activity.count',
  `SELECT count(*) AS keys FROM (
     SELECT DISTINCT course_id, user_id FROM import_activity WHERE import_id = $1) k`,
);
const institutions = statement(
  'interop.activity.institutions',
  `SELECT DISTINCT institution_id AS id FROM courses WHERE id IN (
     SELECT course_id FROM import_activity WHERE import_id = $1)`,
);

/**
 * Imports activity.csv. For each person, resource and day that it names the file is the truth: its rows add up,
 * and the sum replaces what an earlier import said, so the same or a grown file never counts twice. A row
 * without completion completes a VIEW section by its interactions and leaves a MARK section as it is.
 */
export async function importActivity(
  context: ImportContext,
  path: string,
  institutionName: string | null,
): Promise<ImportReport> {
  const source = await openSource(path);
  const { unused } = await readHeader(source, activityColumns);
  const institutionId =
    institutionName === null
      ? null
      : await asSystem((tx) => findInstitution(tx, institutionName), context.database);
  const sha256 = await fingerprint([source], `activity ${institutionId}`);
  return executeImport({
    context,
    kind: 'activity',
    source: source.name,
    sha256,
    run: async (run) => {
      for (const column of unused) run.warn(`${source.name}: the column ${excerpt(column)} is not used`);
      return runActivity(run, source, institutionId);
    },
  });
}

async function runActivity(run: ImportRun, source: Source, institutionId: string | null): Promise<string[]> {
  await stageActivity(run, source, institutionId, (bytes) =>
    run.progress((stagingShare * bytes) / source.bytes, `reading ${source.name}`),
  );
  const { database } = run.context;
  const [total] = await asSystem((tx) => tx.rows<{ keys: number }>(countKeys, [run.id]), database);
  await applyStep({
    run,
    name: 'activity',
    work: (tx: Transaction, after) => applyActivity(tx, run, after),
    onRows: (rows) =>
      run.progress(stagingShare + ((1 - stagingShare) * rows) / (total?.keys || 1), 'applying activity'),
  });
  await rebuildTouched(run);
  const rows = await asSystem((tx) => tx.rows<{ id: string }>(institutions, [run.id]), database);
  return rows.map((row) => row.id);
}
