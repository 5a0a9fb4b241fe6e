import { type Database, openDatabase } from '@/db/client';
import { holdArchive, releaseArchive } from '@/lib/backups/archives/holds';
import { noteArchives } from '@/lib/backups/archives/note-archives';
import { pruneArchives, pruneArchivesByPolicy } from '@/lib/backups/archives/prune-archives';
import { listArchives, totalsOf } from '@/lib/backups/archives/record';
import { takeArchive } from '@/lib/backups/archives/take-archive';
import { listBackups } from '@/lib/backups/base/record';
import { drill } from '@/lib/backups/drill/drill';
import { BackupRefusal } from '@/lib/backups/errors';
import { type Installation, requireInstallation } from '@/lib/backups/installation';
import { markRestorePoint } from '@/lib/backups/keep-archive';
import { claimOwn } from '@/lib/backups/ownership/claim-own';
import { takeOverVault } from '@/lib/backups/ownership/claim-vault';
import { holdBackup, releaseBackup } from '@/lib/backups/prune/holds';
import { readKeeping } from '@/lib/backups/prune/keeping';
import { pruneBackups } from '@/lib/backups/prune/prune-backups';
import { pruneAndRecord } from '@/lib/backups/prune/prune-by-policy';
import { recordDecision } from '@/lib/backups/runs';
import { takeBackup } from '@/lib/backups/take-backup';
import { ownVault, type Vault } from '@/lib/backups/vault';
import { connectOwner } from '../../connect';
import {
  type Answer,
  byWhom,
  type Command,
  type Flags,
  megabytes,
  noOperands,
  oneOperand,
  UsageFault,
  withProgress,
} from './command';

/** With the database, which keeps that it was done. */
async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const connection = await connectOwner();
  const database = openDatabase(connection.appUrl, 2);
  try {
    return await work(database);
  } finally {
    await database.close();
    await connection.close();
  }
}

const withInstallation = <T>(work: (database: Database, own: Installation) => Promise<T>): Promise<T> =>
  withDatabase(async (database) => work(database, await requireInstallation(database)));

export const runCreate: Command = async (operands, flags, signal) => {
  noOperands(operands);
  if (flags.logical) return createLogical(flags, signal);
  const { secrets: _, ...record } = await withInstallation((database, own) =>
    withProgress((onProgress) => takeBackup(database, own, { by: byWhom(flags), signal, onProgress })),
  );
  const { id, files, plainBytes, storedBytes } = record;
  return {
    json: record,
    text: `${id}: ${files} files, ${megabytes(plainBytes)}, stored in ${megabytes(storedBytes)}, read again and well.`,
  };
};

async function createLogical(flags: Flags, signal: AbortSignal): Promise<Answer> {
  const record = await withDatabase((database) =>
    withProgress((onProgress) => takeArchive(database, { by: byWhom(flags), signal, onProgress })),
  );
  const { rows, plainBytes, storedBytes } = totalsOf(record);
  return {
    json: record,
    text: `${record.id}: ${rows} rows of ${record.tables.length} tables, ${megabytes(plainBytes)}, stored in ${megabytes(storedBytes)}, read again and well.`,
  };
}

export const runDrill: Command = async (operands, flags, signal) => {
  noOperands(operands);
  const report = await withInstallation((database, own) =>
    withProgress((onProgress) => drill(database, own, { by: byWhom(flags), signal, onProgress })),
  );
  const { inspection, seconds } = report;
  return {
    json: report,
    text: [
      `Restored ${report.backup} and ${report.segments} segments of the log in ${seconds.all.toFixed(1)} s, up to the commit of ${report.lastCommitAt ?? '–'}.`,
      `Well: ${inspection.tables} tables, ${inspection.indexes} indexes, ${inspection.migrations} migrations, rollups exact, ${inspection.sealedEvents} sealed audit events; ${inspection.dataKeys} data keys opened, and ${inspection.sealedValues} sealed values with them.`,
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
  const pruned = await withInstallation((database, own) =>
    dryRun ? wouldPrune(database, own) : prune(database, own, byWhom(flags)),
  );
  const verb = dryRun ? 'Would remove' : 'Removed';
  return {
    json: { dryRun, ...pruned },
    text: `Policy: ${pruned.policy}.\n${verb} ${pruned.backups.length} backups, ${pruned.segments} segments of the log, ${pruned.archives} archives, ${pruned.unfinished} unfinished files; ${pruned.kept} backups stay.`,
  };
};

async function wouldPrune(database: Database, { vault }: Installation) {
  const keeping = await readKeeping(database);
  const dry = { dryRun: true };
  const archives = (await pruneArchives(vault, keeping, dry)).removed.length;
  return { ...(await pruneBackups(vault, keeping, dry)), archives, policy: keeping.policy.label };
}

async function prune(database: Database, own: Installation, by: string) {
  const pruned = await pruneAndRecord(database, own, by);
  return { ...pruned, archives: await pruneArchivesByPolicy(database, by, own.vault) };
}

/** A backup or an archive by its name, and how it is held and released. */
async function holdableNamed(vault: Vault, id: string) {
  const backup = (await listBackups(vault)).backups.find((one) => one.id === id);
  if (backup)
    return {
      hold: (reason: string, by: string) => holdBackup(vault, backup, reason, by),
      release: () => releaseBackup(vault, backup),
    };
  if (!(await listArchives(vault)).archives.some((one) => one.id === id))
    throw new BackupRefusal(`There is no complete backup or archive “${id}”.`);
  return {
    hold: (reason: string, by: string) => holdArchive(vault, id, reason, by),
    release: () => releaseArchive(vault, id),
  };
}

export const runHold: Command = async (operands, flags) => {
  const id = oneOperand(operands, 'backup');
  const { reason } = flags;
  if (!reason) throw new UsageFault('Say why, with --reason.');
  await withDatabase(async (database) => {
    const vault = ownVault();
    await claimOwn(vault);
    await (await holdableNamed(vault, id)).hold(reason, byWhom());
    await recordDecision(database, 'backup.hold', { id, by: byWhom(flags) });
    await noteArchives(database, vault);
  });
  return { json: { id, held: true, reason }, text: `${id} is held.` };
};

export const runRelease: Command = async (operands, flags) => {
  const id = oneOperand(operands, 'backup');
  if (!flags.reason) throw new UsageFault('Say why, with --reason.');
  await withDatabase(async (database) => {
    const vault = ownVault();
    await claimOwn(vault);
    await (await holdableNamed(vault, id)).release();
    await recordDecision(database, 'backup.release', { id, by: byWhom(flags) });
    await noteArchives(database, vault);
  });
  return { json: { id, held: false }, text: `${id} is not held any more.` };
};

/** For a restored server that takes the old one's place: nothing but a person can know that. */
export const runTakeOver: Command = async (operands, flags) => {
  noOperands(operands);
  if (!flags.reason) throw new UsageFault('Say why, with --reason.');
  const { place, before } = await withInstallation(async (database, { vault, keeper }) => {
    const former = await takeOverVault(vault, keeper, byWhom(flags));
    const from = former?.place ?? null;
    await recordDecision(database, 'backup.take-over', {
      place: vault.storage.place,
      from,
      by: byWhom(flags),
    });
    return { place: vault.storage.place, before: from };
  });
  return {
    json: { place, before },
    text: `The backups in ${place} are this server’s from now on. ${before ? `${before} had them; if it still runs, its worker stops archiving within a minute and says so.` : 'Nobody that could be read had them.'}`,
  };
};
