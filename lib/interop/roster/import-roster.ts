import { basename, resolve } from 'node:path';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { fingerprint } from '../csv/source';
import { applyStep } from '../run/apply';
import type { ImportContext } from '../run/context';
import { executeImport } from '../run/execute';
import type { ImportReport } from '../run/finish';
import type { ImportRun } from '../run/import-run';
import { rebuildTouched } from '../run/rebuild-touched';
import { applyClasses } from './apply-classes';
import { applyEnrollments } from './apply-enrollments';
import { applyOrgs } from './apply-orgs';
import { applyUsers } from './apply-users';
import { openRoster, type RosterFiles } from './files';
import { stageRoster } from './stage-roster';

const stagingShare = 0.4;

const institutions = statement(
  'interop.roster.institutions',
  `SELECT i.id FROM import_rows r JOIN institutions i ON i.sourced_id = r.key
   WHERE r.import_id = $1 AND r.step = 'orgs' ORDER BY i.id`,
);
const countRows = statement(
  'interop.roster.count',
  `SELECT count(*) AS rows FROM import_rows
   WHERE import_id = $1 AND step IN ('orgs', 'users', 'classes', 'enrollments')`,
);

/**
 * Imports a folder of OneRoster 1.2 CSV files: organisations, people, classes and enrolments, recognised by
 * sourced id within their institution. Throws an `ImportFailure` before anything is written when a mandatory
 * file or column is missing; bad rows are rejected one by one and reported.
 */
export async function importRoster(context: ImportContext, folder: string): Promise<ImportReport> {
  const files = await openRoster(folder);
  const sha256 = await fingerprint([...files.used.values(), ...files.counted], 'roster');
  return executeImport({
    context,
    kind: 'roster',
    source: basename(resolve(folder)),
    sha256,
    run: (run) => runRoster(run, files),
  });
}

async function runRoster(run: ImportRun, files: RosterFiles): Promise<string[]> {
  for (const warning of files.warnings) run.warn(warning);
  await stageRoster(run, files, stagingShare);
  const ask = <T extends Record<string, unknown>>(what: typeof countRows) =>
    asSystem((tx) => tx.rows<T>(what, [run.id]), run.context.database);
  const [total] = await ask<{ rows: number }>(countRows);
  const file = (name: string) => files.used.get(name)?.name ?? name;
  const classFile = {
    name: file('classes'),
    hasCourses: files.used.has('courses'),
    hasTerms: files.used.has('academicSessions'),
  };
  const steps: [string, (tx: Transaction, after: string) => ReturnType<typeof applyUsers>][] = [
    ['orgs', (tx, after) => applyOrgs(tx, run, file('orgs'), after)],
    ['users', (tx, after) => applyUsers(tx, run, file('users'), after)],
    ['classes', (tx, after) => applyClasses(tx, run, classFile, after)],
    ['enrollments', (tx, after) => applyEnrollments(tx, run, file('enrollments'), after)],
  ];
  let before = 0;
  for (const [name, work] of steps) {
    const onRows = (rows: number) =>
      run.progress(
        stagingShare + ((1 - stagingShare) * (before + rows)) / (total?.rows || 1),
        `applying ${name}`,
      );
    await applyStep({ run, name, work, onRows });
    before += run.checkpoint.applied[name]?.done ?? 0;
  }
  await rebuildTouched(run);
  return (await ask<{ id: string }>(institutions)).map((row) => row.id);
}
