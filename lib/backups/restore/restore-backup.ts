import { rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serverAccount } from '@/db/embedded/account';
import { majorOf, missingPrograms } from '@/db/embedded/binaries';
import { clusterPath } from '@/db/embedded/data-dir';
import type { EmbeddedServer } from '@/db/embedded/server';
import { env } from '@/lib/env';
import { BackupRefusal } from '../errors';
import { keptErasures, keptWithdrawals, readKept } from '../kept-lists/kept-lists';
import type { OnProgress } from '../progress';
import type { Vault } from '../vault';
import { draftFolder, freshFolder } from './fresh-folder';
import { planRestore, type RestorePlan } from './plan-restore';
import { goalOf, recover } from './recover';
import type { Lists } from './replay-lists';
import { type Settled, settle } from './settle';
import type { RestoreTarget } from './target';
import { writeBackup } from './write-backup';
import { writeHistories, writeLog } from './write-files';
import { writeSecrets } from './write-secrets';

export type RestoreBackup = {
  vault: Vault;
  masterKey: string;
  /** Older ones; those of the environment unless others are given. */
  previousMasterKeys?: readonly string[];
  target: RestoreTarget;
  /** A folder that is not there yet, or empty; becomes a data directory. */
  into: string;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  /** Settings of the server that recovers. */
  settings?: Record<string, string>;
  /** Who was erased and what was taken back, besides what the vault knows of. */
  lists?: Lists;
  /** Asked before anything is written; whatever it throws ends the restore. */
  approve?: (plan: RestorePlan) => Promise<unknown>;
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
  /** Of a copy of somebody's own server: its owner there; null where the product made the server. */
  origin: RestorePlan['backup']['origin'];
  serverVersion: string;
  /** Whether MASTER_KEY sealed the backup; where an older one did, that is the key of the restored folder. */
  isSealedByMasterKey: boolean;
  /** Records that could not be read and were passed over, each with its reason. */
  unread: string[];
  seconds: { files: number; log: number; recovery: number; all: number };
};

/**
 * Restores the state of a moment into a new data directory. Everything is checked before a server sees it: that the target
 * lies within what there is, that the log has no hole up to it, every file against the manifest, every segment against its
 * seal. Whoever was erased since is erased in it, and what was taken back since counts in it no more. The folder gets its name when all is well; before that nothing has it.
 *
 * @throws BackupRefusal when the target cannot be had, BackupDamage when something in the vault is not as it was
 */
export async function restoreBackup(options: RestoreBackup): Promise<RestoreReport> {
  const { vault, target, signal, onProgress = () => undefined } = options;
  const masterKeys = [options.masterKey, ...(options.previousMasterKeys ?? env().MASTER_KEY_PREVIOUS)];
  const into = await freshFolder(options.into);
  const started = Date.now();
  const plan = await planRestore(vault, target);
  requirePrograms(plan, into);
  const lists = await readLists(vault, options.lists);
  await options.approve?.(plan);
  const draft = await draftFolder(into);
  const seconds = stopwatch();
  try {
    const { files, bytes } = await writeBackup(plan.parts, draft, options);
    const isSealedByMasterKey = await writeSecrets(draft, { vault, backup: plan.backup }, masterKeys);
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
    const { server, lastCommitAt } = await recover(
      draft,
      goalOf(target, plan.point),
      options.settings ?? {},
      plan.backup.origin,
    );
    let settled: Settled;
    try {
      settled = await settle(server.ownerUrl, plan.backup.secrets.appPassword, lists);
      await options.inspect?.(server, settled);
    } finally {
      await server.stop();
    }
    const recovery = seconds();
    signal?.throwIfAborted();
    await rmdir(into).catch(() => undefined);
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
      origin: plan.backup.origin,
      serverVersion: plan.backup.serverVersion,
      isSealedByMasterKey,
      unread: plan.unread,
      ...settled,
      seconds: { files: filesTook, log: logTook, recovery, all },
    };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function readLists(
  vault: Vault,
  { erased, withdrawn }: Lists = { erased: [], withdrawn: [] },
): Promise<Lists> {
  return {
    erased: [...(await readKept(vault, keptErasures)), ...erased],
    withdrawn: [...(await readKept(vault, keptWithdrawals)), ...withdrawn],
  };
}

/** Before anything is written: a server reads only what its own major version wrote. */
function requirePrograms({ backup }: RestorePlan, into: string): void {
  const missing = missingPrograms(majorOf(backup.serverVersion), serverAccount(clusterPath(into)));
  if (missing !== null) throw new BackupRefusal(`${backup.id} is of ${backup.serverVersion}: ${missing}.`);
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
