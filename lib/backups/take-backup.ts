import pg from 'pg';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { chooseParent } from './base/choose-parent';
import { createBackup } from './base/create-backup';
import { type BackupRecord, listBackups } from './base/record';
import { describeContent } from './content';
import { findInstallation, type Installation } from './installation';
import { noteStorage } from './note-storage';
import { claimVault } from './ownership/claim-vault';
import { atOnce, gently } from './pace';
import type { OnProgress } from './progress';
import { requireReady } from './readiness/read-missing';
import { connectReplication, identifySystem, type SystemIdentity } from './replication/connection';
import { recordRun, type Wanted } from './runs';
import { type Coverage, readCoverage } from './wal/coverage';
import { parseLsn } from './wal/lsn';

const hour = 3_600_000;
/** A little less than a day, so that a daily hour does not wander. */
const every = 23.5 * hour;
/** The log may be behind by so much before the chain counts as broken. */
const mayLag = 2 * hour;
/** Clocks differ by a little. */
const mayBeAhead = 60_000;

type Take = Wanted & {
  /** Only what has changed since this one, where the server can say it; null: everything. */
  parent?: BackupRecord | null;
  signal?: AbortSignal;
  onProgress?: OnProgress;
};

/** Takes a backup, and keeps that it was taken. @throws VaultTaken */
export async function takeBackup(
  database: Database,
  { vault, keeper, url, secrets, isForeign }: Installation,
  { parent = null, signal, onProgress, ...wanted }: Take,
): Promise<BackupRecord> {
  return recordRun(
    database,
    { kind: 'BACKUP', ...wanted },
    async () => {
      const confirm = () => claimVault(vault, keeper);
      await confirm();
      if (isForeign) await requireReady(database);
      const describe = () => describeContent(database);
      // Nobody waits for the daily one; who asks for one does.
      const pace = wanted.by === 'schedule' ? gently : atOnce;
      const options = { vault, url, secrets, isForeign, signal, onProgress, pace, confirm, describe };
      const record = await createBackup({ ...options, parent }).catch((error: unknown) => {
        if (!parent || !(error instanceof pg.DatabaseError)) throw error;
        console.warn(`A full backup is taken instead of an incremental one: ${error.message}`);
        return createBackup(options);
      });
      await noteStorage(database, vault);
      return record;
    },
    ({ id, parent: since, files, plainBytes, storedBytes }) => ({
      id,
      parent: since,
      files,
      plainBytes,
      storedBytes,
    }),
  );
}

/** A copy of this server, or one that was put back to an earlier state, has no row of what the other one took. */
const own = statement(
  'backups.own',
  "SELECT summary ->> 'id' AS id FROM backup_runs WHERE kind = 'BACKUP' AND status = 'DONE'",
);

const ownBackups = (database: Database): Promise<string[]> =>
  asSystem(async (tx) => (await tx.rows<{ id: string }>(own)).map(({ id }) => id), database);

/** @returns backups taken: 0 when none is due, or the database is not ours to back up */
export async function takeBackupIfDue(database: Database, signal: AbortSignal): Promise<number> {
  const installation = findInstallation();
  if (!installation) return 0;
  const { backups } = await listBackups(installation.vault);
  const coverage = await readCoverage(installation.vault, backups);
  const system = await identify(installation.url);
  if (!isBackupDue(system, backups, coverage, Date.now())) return 0;
  const taken = new Set(await ownBackups(database));
  const parent = system.summarises
    ? chooseParent(
        backups.filter(({ id }) => taken.has(id)),
        system,
        Date.now(),
      )
    : null;
  await takeBackup(database, installation, { by: 'schedule', parent, signal });
  return 1;
}

/**
 * Due once a day; at once where none continues this server's present history (a new server, or one that was restored), where
 * the log after the newest one has a hole, and where that one is dated in the future: it would count as new for too long.
 */
export function isBackupDue(
  { systemId, timeline }: Pick<SystemIdentity, 'systemId' | 'timeline'>,
  backups: BackupRecord[],
  coverage: Map<string, Coverage>,
  now: number,
): boolean {
  const newest = newestOf(backups.filter((one) => one.systemId === systemId && one.timeline === timeline));
  if (!newest) return true;
  const age = now - Date.parse(newest.endedAt);
  const covered = coverage.get(newest.id);
  if (age >= every || age < -mayBeAhead || covered?.isBroken) return true;
  return now - Date.parse(covered?.until ?? newest.endedAt) > mayLag;
}

/** By the log: clocks may have been set back since. */
const newestOf = (backups: BackupRecord[]): BackupRecord | undefined =>
  backups.toSorted((a, b) => (parseLsn(a.endLsn) < parseLsn(b.endLsn) ? -1 : 1)).at(-1);

/** `summarises`: whether the server keeps what incremental backups rest on. */
async function identify(url: string): Promise<SystemIdentity & { summarises: boolean }> {
  const connection = await connectReplication(url, 'syllabase backup');
  try {
    const system = await identifySystem(connection);
    const [[setting] = []] = await connection.rows("SELECT current_setting('summarize_wal', true)");
    return { ...system, summarises: setting === 'on' };
  } finally {
    await connection.close();
  }
}
