import { deriveAppPassword } from '@/db/app-password';
import { type Database, openDatabase } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { markRestored, markRestoring } from '@/db/unfinished-restore';
import { asSystem } from '@/lib/access/transaction';
import { sealBatch } from '@/lib/audit/seal/seal';
import { env } from '@/lib/env';
import { masterKeys } from '@/lib/keys/master-key';
import { BackupRefusal } from '../errors';
import type { OnProgress } from '../progress';
import { recordRun } from '../runs';
import type { Vault } from '../vault';
import { requireEmpty } from './empty-database';
import { loadArchive } from './load-archive';
import { type Proof, proveRestored } from './prove-restored';
import { type ArchiveRecord, archiveNamed, totalsOf } from './record';
import { inRestoreTurn, type RestoreTurn } from './restore-turn';
import { inTransaction } from './session';
import { endWhatWentOn, settleRestored } from './settle-restored';

export type RestoreArchive = {
  vault: Vault;
  masterKey: string;
  /** Name of the archive. */
  id: string;
  /** An empty database, entered as its owner. */
  url: string;
  /** Where the lists of erased students and of what was taken back are kept outside the database; they need not be there. */
  listFolder: string;
  by: string;
  signal?: AbortSignal;
  onProgress?: OnProgress;
};

export type ArchiveReport = Proof & {
  archive: string;
  takenAt: string;
  tables: number;
  rows: number;
  /** Students who were erased after the archive was taken, and are again; and those whom something protects. */
  erasedAgain: number;
  waitingErasures: number;
  /** How much counted again that was taken back after the archive was taken. */
  withdrawnAgain: number;
  seconds: { load: number; rest: number };
};

/** Of the time a restore takes, the part until all rows are in and compared. */
const loading = 0.8;

/**
 * Restores an archive into an empty database: the schema of then with every row, in one transaction; then the schema of
 * today, row security and the application's login, the trail verified, the erased erased again,
 * what was taken back taken back again, everybody signed out.
 * Where any of that fails, the database is empty again. Killed at any moment, it leaves a database that no start accepts, and
 * that the next restore clears.
 *
 * @throws BackupRefusal when it cannot go there, BackupDamage when something in the vault is not as it was
 */
export async function restoreArchive(options: RestoreArchive): Promise<ArchiveReport> {
  const record = await archiveNamed(options.vault, options.id);
  requireKeys(record, options.masterKey);
  return inRestoreTurn(options.url, (turn) => {
    const signal = options.signal ? AbortSignal.any([options.signal, turn.signal]) : turn.signal;
    return loadAndSettle(record, turn, { ...options, signal });
  });
}

async function loadAndSettle(
  record: ArchiveRecord,
  turn: RestoreTurn,
  options: RestoreArchive,
): Promise<ArchiveReport> {
  const { vault, masterKey, url, signal, onProgress = () => undefined } = options;
  const started = Date.now();
  await inTransaction(url, 'ISOLATION LEVEL READ COMMITTED', signal, async (client) => {
    await requireEmpty(client, record);
    await markRestoring(client, `archive ${record.id}`);
    await loadArchive(client, vault, record, (done, doing) => onProgress(loading * done, doing));
    await endWhatWentOn(client);
  });
  const loaded = Date.now();
  onProgress(loading, 'bringing it up to date');
  await migrateDatabase({ ownerUrl: url, appPassword: deriveAppPassword(masterKey), isRestoring: true });
  // A table that was just filled has no statistics: checks would go through it in the slowest way.
  await inTransaction(url, '', signal, (client) => client.query('ANALYZE'));
  const found = await finish(record, options);
  await turn.requireMine();
  await inTransaction(url, '', signal, markRestored);
  onProgress(1, 'done');
  return {
    archive: record.id,
    takenAt: record.takenAt,
    tables: record.tables.length,
    rows: totalsOf(record).rows,
    ...found,
    seconds: { load: (loaded - started) / 1000, rest: (Date.now() - loaded) / 1000 },
  };
}

/** Sealed columns of another master key would come back, and never open. */
function requireKeys({ keys }: ArchiveRecord, masterKey: string): void {
  const own = masterKeys({ ...env(), MASTER_KEY: masterKey }).map(({ name }) => name);
  const other = keys.masterKeys.filter((known) => !own.includes(known));
  if (other.length > 0)
    throw new BackupRefusal(
      `Data keys in the archive are wrapped by another master key (${other.join(', ')}) than this one (${own.join(', ')}).`,
    );
}

/**
 * Kept as a run of the restored database and in its trail, which is then sealed as far as it can be; the worker goes on
 * with it. As the owner, whose statements may take their time.
 */
async function finish(record: ArchiveRecord, options: RestoreArchive) {
  const database = openDatabase(options.url, 2);
  try {
    const found = await recordRun(
      database,
      { kind: 'RESTORE', by: options.by },
      () => proveAndSettle(database, record, options),
      ({ erasedAgain, withdrawnAgain }) => ({
        target: `archive ${record.id}`,
        archive: record.takenAt,
        erasedAgain,
        withdrawnAgain,
      }),
    );
    while ((await asSystem((tx) => sealBatch(tx), database)) > 0);
    return found;
  } finally {
    await database.close();
  }
}

async function proveAndSettle(database: Database, record: ArchiveRecord, options: RestoreArchive) {
  const { signal = new AbortController().signal, onProgress = () => undefined } = options;
  onProgress(loading + 0.05, 'checking rollups and the audit trail');
  const proof = await proveRestored(database, record.id);
  onProgress(loading + 0.15, 'erasing again who was erased, and taking back what was taken back');
  return { ...proof, ...(await settleRestored(database, options.vault, options.listFolder, signal)) };
}
