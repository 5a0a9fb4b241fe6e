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
  const [coverage, holds] = [await readCoverage(vault, backups), await listHolds(vault, backups)];
  const points = await listRestorePoints(vault);
  const listed = backups.map(({ secrets: _, ...backup }) => ({
    ...backup,
    coveredUntil: coverage.get(backup.id) ?? backup.endedAt,
    hold: holds.get(backup.id) ?? null,
  }));
  const faults = damaged.map(({ message }) => message);
  const lines = listed.map(
    ({ id, endedAt, coveredUntil, plainBytes, storedBytes, hold }) =>
      `${id}  ${endedAt} … ${coveredUntil}  ${megabytes(plainBytes)}, stored ${megabytes(storedBytes)}${hold ? `  HELD: ${hold.reason}` : ''}`,
  );
  const text = [
    `In ${vault.storage.place}. Each can be restored to any second from the first moment to the second:`,
    ...(lines.length > 0 ? lines : ['There is no backup.']),
    `${points.length} named points${points.length > 0 ? `, newest ${points.at(-1)?.name}` : ''}.`,
    ...faults.map((fault) => `DAMAGED: ${fault}`),
  ];
  return {
    json: { place: vault.storage.place, backups: listed, points, damaged: faults },
    text: text.join('\n'),
    failed: faults.length > 0,
  };
};

export const runVerify: Command = async ([id, ...more], _flags, signal) => {
  noOperands(more);
  const { vault } = openVault();
  const { backups, damaged } = await listBackups(vault);
  const chosen = id === undefined ? backups : backups.filter((backup) => backup.id === id);
  if (chosen.length === 0 && damaged.length === 0)
    throw new BackupRefusal(id ? `There is no complete backup “${id}”.` : 'There is no backup.');
  const results = await withProgress(async (onProgress) => {
    const done: Checked[] = [];
    for (const backup of chosen) {
      onProgress(done.length / chosen.length, backup.id);
      done.push(await check(vault, backup, signal));
    }
    return done;
  });
  const records = id === undefined ? damaged.map(({ message }) => message) : [];
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

type Checked = { id: string; files: number; bytes: number; segments: number; fault: string | null };

async function check(vault: Vault, backup: BackupRecord, signal: AbortSignal): Promise<Checked> {
  const { id } = backup;
  try {
    const { files, bytes } = await readBase(vault, backup, undefined, signal);
    const segments = await verifyLog(vault, backup, signal);
    return { id, files, bytes, segments, fault: null };
  } catch (error) {
    if (!(error instanceof BackupDamage)) throw error;
    return { id, files: 0, bytes: 0, segments: 0, fault: error.message };
  }
}
