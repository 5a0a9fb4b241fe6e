import { type Database, openDatabase } from '@/db/client';
import { entranceRole } from '@/db/embedded/foreign';
import { findRunning } from '@/db/embedded/server';
import { readReplicator } from '@/db/roles';
import { checkStructure } from '@/lib/backups/drill/inspect';
import { BackupRefusal } from '@/lib/backups/errors';
import type { Lists } from '@/lib/backups/restore/replay-lists';
import { type RestoreReport, restoreBackup } from '@/lib/backups/restore/restore-backup';
import type { Settled } from '@/lib/backups/restore/settle';
import { parseMoment, type RestoreTarget } from '@/lib/backups/restore/target';
import { recordRun } from '@/lib/backups/runs';
import { env } from '@/lib/env';
import { erasureList, erasureListFile } from '@/lib/records/erasure/erasure-list';
import { readList } from '@/lib/records/signed-list/signed-list';
import { keepWithdrawals } from '@/lib/records/withdrawals/keep-withdrawals';
import { withdrawalList, withdrawalListFile } from '@/lib/records/withdrawals/withdrawal-list';
import { byWhom, type Command, type Flags, megabytes, noOperands, UsageFault, withProgress } from './command';
import { openVault } from './open-vault';
import { restoreLogical } from './restore-logical';

function targetOf({ to, point, backup }: Flags): RestoreTarget {
  const named = [to, point, backup].filter((value) => value !== undefined);
  if (named.length > 1) throw new UsageFault('Name one of --to, --point and --backup.');
  if (to !== undefined) return { kind: 'time', at: momentIn(to) };
  if (point !== undefined) return { kind: 'point', name: point };
  return backup === undefined ? { kind: 'latest' } : { kind: 'backup', id: backup };
}

function momentIn(text: string): string {
  try {
    return parseMoment(text);
  } catch (error) {
    throw error instanceof BackupRefusal ? new UsageFault(error.message) : error;
  }
}

const wordsFor = (target: RestoreTarget): string => {
  if (target.kind === 'time') return target.at;
  if (target.kind === 'point') return `point ${target.name}`;
  return target.kind === 'backup' ? `backup ${target.id}` : 'the newest state';
};

export const runRestore: Command = async (operands, flags, signal) => {
  noOperands(operands);
  if (flags.archive !== undefined || flags['into-url'] !== undefined)
    return restoreLogical(flags, signal, noteInRunning);
  const { into } = flags;
  if (!into) throw new UsageFault('Name a new folder, with --into.');
  const target = targetOf(flags);
  const { vault, masterKey } = openVault();
  const lists = await readOwnLists();
  const note: Note = { by: byWhom(flags), target: wordsFor(target), into };
  const restore = () =>
    withProgress((onProgress) =>
      restoreBackup({
        vault,
        masterKey,
        target,
        into,
        signal,
        onProgress,
        lists,
        inspect: ({ ownerUrl }, settled) =>
          noteRestore(
            ownerUrl,
            note,
            async () => {
              await checkStructure(ownerUrl, 'the restored database');
              return settled;
            },
            epochOf,
          ),
      }),
    );
  const report = await noteInRunning(note, restore, epochOf);
  const { seconds, trail, erased, withdrawn, isSealedByMasterKey, unread } = report;
  return {
    json: report,
    text: [
      `${report.into} holds ${wordsFor(target)}: backup ${report.backup}, ${report.files} files, ${megabytes(report.bytes)}, ${report.segments} segments of the log.`,
      `Last commit ${report.lastCommitAt ?? 'that of the backup'}. Took ${seconds.all.toFixed(1)} s: files ${seconds.files.toFixed(1)}, log ${seconds.log.toFixed(1)}, recovery and checks ${seconds.recovery.toFixed(1)}.`,
      `Erased again, because they were erased since: ${erased} students.`,
      `Taken back again, because they were taken back since: ${withdrawn} consents, guardianships and choices.`,
      `The audit trail goes on from ${trail?.rows ?? 0} sealed events (checkpoint ${trail?.checkpoint?.slice(0, 16) ?? 'none'}), on timeline ${report.timeline}.`,
      ...(isSealedByMasterKey
        ? []
        : [
            'MASTER_KEY did not seal this backup; an older key did, and it is the master key of the new folder now. Unless you changed the key on purpose, start without MASTER_KEY or with that one.',
          ]),
      ...unread.map((fault) => `DAMAGED and passed over: ${fault}`),
      ...intoService(report),
      'Everybody signs in again: its session secret is new. Where AUTH_SECRET is set in the environment, change it there.',
      'Copies of the audit trail outside may hold later events; `ops audit verify` will say so. Keep them, and let AUDIT_COPY_DIR, where it is set, name a new folder for what follows; `ops audit forget-copy` takes the old place off the list of those that must be fresh.',
    ].join('\n'),
  };
};

/** A server of the product's own is started on it; one of somebody's own goes back to where that runs. */
function intoService({ into, origin, serverVersion }: RestoreReport): string[] {
  if (origin === null)
    return [
      `Start it with  DATA_DIR=${into} npm start`,
      `Where it takes the old server’s place, let it have the old BACKUP_DIR:  DATA_DIR=${into} npm run ops -- backup take-over --reason TEXT  Otherwise give it another one.`,
    ];
  return [
    `It is a copy of your own server, of PostgreSQL ${serverVersion}, with every database on it. To look at it, start it beside the old one, without DATABASE_URL and with another BACKUP_DIR:  DATA_DIR=${into} npm start`,
    `To bring it into service on your own host: copy ${into}/postgres there as the server’s data directory, put back the settings in ${into}/server-settings, start the server, and run  DROP ROLE ${entranceRole};  which was made for this restore. All its other roles and passwords are those of that moment. docs/self-hosted-backups.md has every step.`,
    'At the address of the old server it keeps its backups where they are; at another one say so once with  npm run ops -- backup take-over --reason TEXT',
  ];
}

/**
 * Beside the old server's trail, where that is still there, may be what the vault does not know yet; and in the database that still
 * runs, what was taken back in the last minutes.
 */
async function readOwnLists(): Promise<Lists> {
  const { AUDIT_COPY_DIR } = env();
  const [erasures, withdrawals] = [erasureListFile(AUDIT_COPY_DIR), withdrawalListFile(AUDIT_COPY_DIR)];
  const running = await findRunningOwner();
  if (running !== null)
    await inDatabase(running, (database) => keepWithdrawals(database, withdrawals)).catch((error: Error) =>
      console.error(`The running database does not say what was taken back last: ${error.message}`),
    );
  return {
    erased: (await readList(erasureList, erasures)).listed,
    withdrawn: (await readList(withdrawalList, withdrawals)).listed,
  };
}

async function inDatabase<T>(ownerUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(ownerUrl, 1);
  return work(database).finally(() => database.close());
}

export type Note = { by: string; target: string; into: string };

/** Whoever answers for the running database should see that a copy of it was made. */
async function noteInRunning<T>(
  note: Note,
  restore: () => Promise<T>,
  summarise: (report: T) => object,
): Promise<T> {
  const running = await findRunningOwner();
  return running ? noteRestore(running, note, restore, summarise) : restore();
}

/** The database that is worked with, where there still is one. */
async function findRunningOwner(): Promise<string | null> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (!DATABASE_URL) return (await findRunning(DATA_DIR))?.ownerUrl ?? null;
  return readReplicator(DATABASE_URL).then(
    () => DATABASE_URL,
    () => null,
  );
}

const epochOf = ({ timeline, trail, erased, withdrawn }: Settled) => ({
  timeline,
  sealedEvents: trail?.rows ?? null,
  checkpoint: trail?.checkpoint ?? null,
  erasedAgain: erased,
  withdrawnAgain: withdrawn,
});

/** Keeps a restore, and where its trail goes on from, in the trail and the runs of a database, entered as its owner. */
async function noteRestore<T>(
  ownerUrl: string,
  { by, target, into }: Note,
  work: () => Promise<T>,
  summarise: (report: T) => object,
): Promise<T> {
  return inDatabase(ownerUrl, (database) =>
    recordRun(database, { kind: 'RESTORE', by }, work, (report) => ({ target, into, ...summarise(report) })),
  );
}
