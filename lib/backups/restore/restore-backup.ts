import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { secretsPath } from '@/db/embedded/secrets';
import type { EmbeddedServer } from '@/db/embedded/server';
import type { Erased } from '@/lib/records/erasure/list-line';
import { chainOf } from '../base/backup-chain';
import { type BackupRecord, listBackups } from '../base/record';
import { readKeptErasures } from '../erasures/kept-erasures';
import { BackupDamage, BackupRefusal } from '../errors';
import type { OnProgress } from '../progress';
import type { Vault } from '../vault';
import { type LogChain, readChain } from '../wal/chain';
import { parseLsn, segmentAt } from '../wal/lsn';
import { listRestorePoints, type RestorePoint } from '../wal/restore-points';
import { recover } from './recover';
import { type Settled, settle } from './settle';
import { chooseBackup, type RestoreTarget } from './target';
import { writeBackup } from './write-backup';
import { writeHistories, writeLog } from './write-files';

export type RestoreBackup = {
  vault: Vault;
  masterKey: string;
  target: RestoreTarget;
  /** A folder that is not there yet, or empty; becomes a data directory. */
  into: string;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  /** Settings of the server that recovers. */
  settings?: Record<string, string>;
  /** People who were erased, known besides those that the vault knows. */
  erased?: Erased[];
  /** Looks at the restored server before the folder takes its name; whatever it throws undoes the restore. */
  inspect?: (server: EmbeddedServer, settled: Settled) => Promise<unknown>;
};

export type RestoreReport = Settled & {
  backup: string;
  target: RestoreTarget;
  into: string;
  files: number;
  bytes: number;
  segments: number;
  lastCommitAt: string | null;
  seconds: { files: number; log: number; recovery: number; all: number };
};

/**
 * Restores the state of a moment into a new data directory. Everything is checked before a server sees it: that the target
 * lies within what there is, that the log has no hole up to it, every file against the manifest, every segment against its
 * seal. Whoever was erased since is erased in it. The folder gets its name when all is well; before that nothing has it.
 *
 * @throws BackupRefusal when the target cannot be had, BackupDamage when something in the vault is not as it was
 */
export async function restoreBackup(options: RestoreBackup): Promise<RestoreReport> {
  const { vault, target, signal, onProgress = () => undefined } = options;
  const into = resolve(options.into);
  await requireFresh(into);
  const started = Date.now();
  const plan = await planRestore(vault, target);
  const erased = [...(await readKeptErasures(vault)), ...(options.erased ?? [])];
  await mkdir(dirname(into), { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(dirname(into), `${basename(into)}.restoring-`));
  const seconds = stopwatch();
  try {
    const { files, bytes } = await writeBackup(plan.parts, draft, options);
    await writeSecrets(draft, plan.backup, options.masterKey);
    const filesTook = seconds();
    const log = join(draft, 'postgres', 'pg_wal');
    const { links } = plan.chain;
    await writeHistories(vault, plan.backup.systemId, log);
    await writeLog(vault, plan.backup, links, log, (count) => {
      signal?.throwIfAborted();
      onProgress(0.6 + (0.2 * count) / links.length, 'writing the log');
    });
    const logTook = seconds();
    onProgress(0.8, 'replaying the log');
    const { server, lastCommitAt } = await recover(draft, target, options.settings ?? {});
    let settled: Settled;
    try {
      settled = await settle(server.ownerUrl, plan.backup.secrets.appPassword, erased);
      await options.inspect?.(server, settled);
    } finally {
      await server.stop();
    }
    const recovery = seconds();
    signal?.throwIfAborted();
    if (existsSync(into)) await rmdir(into);
    await rename(draft, into);
    onProgress(1, 'done');
    const all = (Date.now() - started) / 1000;
    return {
      backup: plan.backup.id,
      target,
      into,
      files,
      bytes,
      segments: links.length,
      lastCommitAt,
      ...settled,
      seconds: { files: filesTook, log: logTook, recovery, all },
    };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

export type RestorePlan = {
  backup: BackupRecord;
  /** What that one is put together from, the full backup first. */
  parts: BackupRecord[];
  chain: LogChain;
};

/** What a restore would be made of. Reads names and heads only, and refuses what cannot be had. */
export async function planRestore(vault: Vault, target: RestoreTarget): Promise<RestorePlan> {
  const { backups } = await listBackups(vault);
  const points = target.kind === 'point' ? await listRestorePoints(vault) : [];
  const backup = chooseBackup(target, backups, points, new Date().toISOString());
  const parts = chainOf(backup, backups);
  if (target.kind === 'backup') return { backup, parts, chain: { links: [], until: null, missing: null } };
  const enough = (until: string) => target.kind === 'time' && until >= target.at;
  const chain = await readChain(vault, backup, enough);
  const point = points.find(({ name }) => target.kind === 'point' && name === target.name);
  requireCovered(target, chain, backup, point);
  return { backup, parts, chain };
}

function requireCovered(
  target: RestoreTarget,
  chain: LogChain,
  backup: BackupRecord,
  point: RestorePoint | undefined,
): void {
  const last = chain.links.at(-1)?.segment ?? -1n;
  const reached = point && segmentAt(parseLsn(point.lsn), backup.segmentBytes) <= last;
  const asked = target.kind === 'time' ? target.at : null;
  if (reached || (asked && chain.until !== null && chain.until >= asked)) return;
  const until = chain.until ?? backup.endedAt;
  if (chain.missing) {
    const instead = chain.until
      ? `Up to ${until} can be restored, with --to`
      : `The state of ${until} can be restored, with --backup ${backup.id}`;
    throw new BackupDamage(
      chain.missing,
      `is missing from the log, and later segments are there. ${instead}.`,
    );
  }
  if (point || asked)
    throw new BackupRefusal(
      `${asked ?? `“${point?.name}”`} is later than the archived log reaches: ${until}.`,
    );
}

async function requireFresh(into: string): Promise<void> {
  const entries = existsSync(into) ? await readdir(into) : [];
  if (entries.length > 0)
    throw new BackupRefusal(
      `${into} is not empty. A restore goes into a new folder, never over what is there.`,
    );
}

async function writeSecrets(draft: string, backup: BackupRecord, masterKey: string): Promise<void> {
  // Versions of sessions go back with the database: under the old secret, ended sessions would live again.
  const authSecret = randomBytes(32).toString('base64');
  const secrets = { ...backup.secrets, authSecret, masterKey };
  await writeFile(secretsPath(draft), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
}

/** Seconds since it was last asked. */
function stopwatch(): () => number {
  let last = Date.now();
  return () => {
    const now = Date.now();
    const took = (now - last) / 1000;
    last = now;
    return took;
  };
}
