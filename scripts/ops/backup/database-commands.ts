import { type Database, openDatabase } from '@/db/client';
import { listBackups } from '@/lib/backups/base/record';
import { drill } from '@/lib/backups/drill/drill';
import { BackupRefusal } from '@/lib/backups/errors';
import { type Installation, requireInstallation } from '@/lib/backups/installation';
import { markRestorePoint } from '@/lib/backups/keep-archive';
import { holdBackup, releaseBackup } from '@/lib/backups/prune/holds';
import { retention } from '@/lib/backups/prune/policy';
import { pruneBackups } from '@/lib/backups/prune/prune-backups';
import { pruneAndRecord } from '@/lib/backups/prune/prune-by-policy';
import { recordHold } from '@/lib/backups/runs';
import { takeBackup } from '@/lib/backups/take-backup';
import { connectOwner } from '../../connect';
import { byWhom, type Command, megabytes, noOperands, oneOperand, UsageFault, withProgress } from './command';

/** With the database, which keeps that it was done. */
async function withInstallation<T>(work: (database: Database, own: Installation) => Promise<T>): Promise<T> {
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 2);
  try {
    return await work(database, requireInstallation());
  } finally {
    await database.close();
    await connection.close();
  }
}

export const runCreate: Command = async (operands, flags, signal) => {
  noOperands(operands);
  const { secrets: _, ...record } = await withInstallation((database, own) =>
    withProgress((onProgress) => takeBackup(database, own, { by: byWhom(flags), signal, onProgress })),
  );
  const { id, files, plainBytes, storedBytes } = record;
  return {
    json: record,
    text: `${id}: ${files} files, ${megabytes(plainBytes)}, stored in ${megabytes(storedBytes)}, read again and well.`,
  };
};

export const runDrill: Command = async (operands, flags, signal) => {
  noOperands(operands);
  const report = await withInstallation((database) =>
    withProgress((onProgress) => drill(database, { by: byWhom(flags), signal, onProgress })),
  );
  const { inspection, seconds } = report;
  return {
    json: report,
    text: [
      `Restored ${report.backup} and ${report.segments} segments of the log in ${seconds.all.toFixed(1)} s, up to the commit of ${report.lastCommitAt ?? '–'}.`,
      `Well: ${inspection.tables} tables, ${inspection.indexes} indexes, ${inspection.migrations} migrations, rollups exact, ${inspection.sealedEvents} sealed audit events.`,
      `Holds ${inspection.people} people, ${inspection.courses} courses, ${inspection.enrollments} enrolments, ${inspection.progressRows} progress rows. Removed again.`,
    ].join('\n'),
  };
};

export const runPoint: Command = async (operands, flags) => {
  const name = oneOperand(operands, 'point');
  const point = await withInstallation((database, own) =>
    markRestorePoint(database, own, name, byWhom(flags)),
  );
  return { json: point, text: `“${name}” is ${point.at}.` };
};

export const runPrune: Command = async (operands, flags) => {
  noOperands(operands);
  const dryRun = flags['dry-run'] === true;
  const pruned = await withInstallation((database, { vault }) =>
    dryRun ? pruneBackups(vault, { dryRun }) : pruneAndRecord(database, vault, byWhom(flags)),
  );
  const verb = dryRun ? 'Would remove' : 'Removed';
  return {
    json: { policy: retention.label, dryRun, ...pruned },
    text: `Policy: ${retention.label}.\n${verb} ${pruned.backups.length} backups, ${pruned.segments} segments of the log, ${pruned.unfinished} unfinished files; ${pruned.kept} backups stay.`,
  };
};

const backupNamed = async ({ vault }: Installation, id: string) => {
  const backup = (await listBackups(vault)).backups.find((one) => one.id === id);
  if (!backup) throw new BackupRefusal(`There is no complete backup “${id}”.`);
  return backup;
};

export const runHold: Command = async (operands, flags) => {
  const id = oneOperand(operands, 'backup');
  const { reason } = flags;
  if (!reason) throw new UsageFault('Say why, with --reason.');
  await withInstallation(async (database, own) => {
    await holdBackup(own.vault, await backupNamed(own, id), reason, byWhom());
    await recordHold(database, 'backup.hold', id, byWhom(flags));
  });
  return { json: { id, held: true, reason }, text: `${id} is held.` };
};

export const runRelease: Command = async (operands, flags) => {
  const id = oneOperand(operands, 'backup');
  await withInstallation(async (database, own) => {
    await releaseBackup(own.vault, await backupNamed(own, id));
    await recordHold(database, 'backup.release', id, byWhom(flags));
  });
  return { json: { id, held: false }, text: `${id} is not held any more.` };
};
