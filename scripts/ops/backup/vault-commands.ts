import { listArchiveHolds } from '@/lib/backups/archives/holds';
import { type ArchiveRecord, listArchives, totalsOf } from '@/lib/backups/archives/record';
import { readArchive } from '@/lib/backups/archives/verify-archive';
import { chainOf } from '@/lib/backups/base/backup-chain';
import { type BackupRecord, listBackups } from '@/lib/backups/base/record';
import { readBase } from '@/lib/backups/base/verify-base';
import { BackupDamage, BackupRefusal } from '@/lib/backups/errors';
import { listHolds } from '@/lib/backups/prune/holds';
import type { Vault } from '@/lib/backups/vault';
import { readCoverage } from '@/lib/backups/wal/coverage';
import { listRestorePoints } from '@/lib/backups/wal/restore-points';
import { verifyLog } from '@/lib/backups/wal/verify-log';
import { type Command, megabytes, noOperands, withProgress } from './command';
import { openVault } from './open-vault';

export const runList: Command = async (operands) => {
  noOperands(operands);
  const { vault } = openVault();
  const { backups, damaged } = await listBackups(vault);
  const logical = await listLogical(vault);
  const [coverage, holds] = [await readCoverage(vault, backups), await listHolds(vault, backups)];
  const points = await listRestorePoints(vault);
  const listed = backups.map(({ secrets: _, ...backup }) => ({
    ...backup,
    coveredUntil: coverage.get(backup.id) ?? backup.endedAt,
    hold: holds.get(backup.id) ?? null,
  }));
  const faults = [...damaged, ...logical.damaged].map(({ message }) => message);
  const lines = listed.map(
    ({ id, parent, endedAt, coveredUntil, plainBytes, storedBytes, hold }) =>
      `${id}  ${parent ? `since ${parent}` : 'full'}  ${endedAt} … ${coveredUntil}  ${megabytes(plainBytes)}, stored ${megabytes(storedBytes)}${hold ? `  HELD: ${hold.reason}` : ''}`,
  );
  const text = [
    `In ${vault.storage.place}. Each can be restored to any second from the first moment to the second:`,
    ...(lines.length > 0 ? lines : ['There is no backup.']),
    `${points.length} named points${points.length > 0 ? `, newest ${points.at(-1)?.name}` : ''}.`,
    ...logical.lines,
    ...faults.map((fault) => `DAMAGED: ${fault}`),
  ];
  return {
    json: {
      place: vault.storage.place,
      backups: listed,
      archives: logical.archives,
      points,
      damaged: faults,
    },
    text: text.join('\n'),
    failed: faults.length > 0,
  };
};

/** The archives with their holds, and as lines for people. */
async function listLogical(vault: Vault) {
  const { archives, damaged } = await listArchives(vault);
  const holds = await listArchiveHolds(
    vault,
    archives.map(({ id }) => id),
  );
  const listed = archives.map(({ id, takenAt, serverVersion, schema, dataClasses, keys, ...archive }) => ({
    id,
    takenAt,
    serverVersion,
    schema: schema.tag,
    ...totalsOf(archive),
    dataClasses,
    keys,
    hold: holds.get(id) ?? null,
  }));
  const lines = listed.map(
    ({ id, takenAt, serverVersion, rows, storedBytes, hold }) =>
      `${id}  ${takenAt}  PostgreSQL ${serverVersion}, ${rows} rows, stored ${megabytes(storedBytes)}${hold ? `  HELD: ${hold.reason}` : ''}`,
  );
  const head =
    'Logical archives, each the state of one moment, for this version of the server or a newer one:';
  return { archives: listed, damaged, lines: lines.length > 0 ? [head, ...lines] : ['No logical archive.'] };
}

export const runVerify: Command = async ([id, ...more], _flags, signal) => {
  noOperands(more);
  const { vault } = openVault();
  const [{ backups, damaged }, logical] = [await listBackups(vault), await listArchives(vault)];
  const isChosen = (one: { id: string }) => id === undefined || one.id === id;
  const checks = [
    ...backups
      .filter(isChosen)
      .map((backup) => ({ id: backup.id, run: () => check(vault, backup, backups, signal) })),
    ...logical.archives
      .filter(isChosen)
      .map((archive) => ({ id: archive.id, run: () => checkArchive(vault, archive, signal) })),
  ];
  const unreadable = [...damaged, ...logical.damaged];
  if (checks.length === 0 && unreadable.length === 0)
    throw new BackupRefusal(id ? `There is no complete backup or archive “${id}”.` : 'There is no backup.');
  const results = await withProgress(async (onProgress) => {
    const done: Checked[] = [];
    for (const { id: name, run } of checks) {
      onProgress(done.length / checks.length, name);
      done.push(await run());
    }
    return done;
  });
  const records = id === undefined ? unreadable.map(({ message }) => message) : [];
  const failed = records.length > 0 || results.some(({ fault }) => fault !== null);
  const text = results.map(
    ({ id: name, files, bytes, segments, fault }) =>
      `${name}  ${fault ? `DAMAGED: ${fault}` : `well: ${files} files, ${megabytes(bytes)}, ${segments} segments of the log`}`,
  );
  return {
    json: { holds: !failed, backups: results, damaged: records },
    text: [...text, ...records.map((fault) => `DAMAGED: ${fault}`)].join('\n'),
    failed,
  };
};

/** The files of an archive are its tables; no log continues it. */
async function checkArchive(vault: Vault, archive: ArchiveRecord, signal: AbortSignal): Promise<Checked> {
  const { id } = archive;
  try {
    const { tables, bytes } = await readArchive(vault, archive, { signal });
    return { id, files: tables, bytes, segments: 0, fault: null };
  } catch (error) {
    if (!(error instanceof BackupDamage)) throw error;
    return { id, files: 0, bytes: 0, segments: 0, fault: error.message };
  }
}

type Checked = { id: string; files: number; bytes: number; segments: number; fault: string | null };

async function check(
  vault: Vault,
  backup: BackupRecord,
  backups: BackupRecord[],
  signal: AbortSignal,
): Promise<Checked> {
  const { id } = backup;
  try {
    chainOf(backup, backups);
    const { files, bytes } = await readBase(vault, backup, undefined, signal);
    const segments = await verifyLog(vault, backup, signal);
    return { id, files, bytes, segments, fault: null };
  } catch (error) {
    if (!(error instanceof BackupDamage)) throw error;
    return { id, files: 0, bytes: 0, segments: 0, fault: error.message };
  }
}
