import { listArchiveHolds } from '@/lib/backups/archives/holds';
import { listArchives, totalsOf } from '@/lib/backups/archives/record';
import { listBackups } from '@/lib/backups/base/record';
import { BackupDamage } from '@/lib/backups/errors';
import { damagedAmong, type Held, listHolds, whyHeld } from '@/lib/backups/prune/holds';
import type { Vault } from '@/lib/backups/vault';
import { verifyVault } from '@/lib/backups/verify-vault';
import { readCoverage } from '@/lib/backups/wal/coverage';
import { listRestorePoints } from '@/lib/backups/wal/restore-points';
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
    coveredUntil: coverage.get(backup.id)?.until ?? backup.endedAt,
    hold: shown(holds.get(backup.id)),
  }));
  const ofLog = [...coverage.values()].flatMap(({ damage }) => damage ?? []);
  const unread = [...damaged, ...damagedAmong(holds), ...logical.damaged];
  const faults = [...unread.map(({ message }) => message), ...new Set(ofLog)];
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
    hold: shown(holds.get(id)),
  }));
  const lines = listed.map(
    ({ id, takenAt, serverVersion, rows, storedBytes, hold }) =>
      `${id}  ${takenAt}  PostgreSQL ${serverVersion}, ${rows} rows, stored ${megabytes(storedBytes)}${hold ? `  HELD: ${hold.reason}` : ''}`,
  );
  const head =
    'Logical archives, each the state of one moment, for this version of the server or a newer one:';
  const unread = [...damaged, ...damagedAmong(holds)];
  return {
    archives: listed,
    damaged: unread,
    lines: lines.length > 0 ? [head, ...lines] : ['No logical archive.'],
  };
}

/** What is held is held for that, also where the reason cannot be read. */
const shown = (held: Held | undefined) => {
  if (held === undefined) return null;
  return held instanceof BackupDamage ? { reason: whyHeld(held) } : held;
};

export const runVerify: Command = async ([id, ...more], _flags, signal) => {
  noOperands(more);
  const { vault } = openVault();
  const { checked, damaged } = await withProgress((onProgress) =>
    verifyVault(vault, { id, signal, onProgress }),
  );
  const failed = damaged.length > 0 || checked.some(({ fault }) => fault !== null);
  const text = checked.map(
    ({ id: name, files, bytes, segments, fault }) =>
      `${name}  ${fault ? `DAMAGED: ${fault}` : `well: ${files} files, ${megabytes(bytes)}, ${segments} segments of the log`}`,
  );
  return {
    json: { holds: !failed, backups: checked, damaged },
    text: [...text, ...damaged.map((fault) => `DAMAGED: ${fault}`)].join('\n'),
    failed,
  };
};
