import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setAsideSettings, startForeign } from '@/db/embedded/foreign';
import { LaunchError } from '@/db/embedded/launch';
import { type EmbeddedServer, startEmbedded } from '@/db/embedded/server';
import type { BackupRecord } from '../base/record';
import type { RestorePoint } from '../wal/restore-points';
import type { RestoreTarget } from './target';

export type Recovered = { server: EmbeddedServer; lastCommitAt: string | null };

/** A target as the server knows it: of a point the name in the log. */
export type Goal = Exclude<RestoreTarget, { kind: 'point' }> | { kind: 'point'; label: string };

export const goalOf = (target: RestoreTarget, point: RestorePoint | null): Goal =>
  target.kind === 'point' ? { kind: 'point', label: point?.label ?? target.name } : target;

const endedEarly = /recovery ended before configured recovery target was reached/;

/** The log is in place already: whatever is asked for elsewhere is not there, and no folder outside is read. */
const base = {
  hot_standby: 'off',
  restore_command: 'false',
  recovery_target_timeline: 'current',
  recovery_target_action: 'promote',
};

const settingsFor = (target: Goal): Record<string, string> => {
  if (target.kind === 'time') return { ...base, recovery_target_time: target.at.replace('Z', '+00') };
  if (target.kind === 'point') return { ...base, recovery_target_name: target.label };
  return target.kind === 'backup' ? { ...base, recovery_target: 'immediate' } : base;
};

/** A copy subscribes to nothing that the original does, and can replay what that had prepared. */
const settingsOfCopy = ({ preparedTransactions }: NonNullable<Origin>): Record<string, string> => ({
  max_logical_replication_workers: '0',
  max_prepared_transactions: String(preparedTransactions),
});

type Origin = BackupRecord['origin'];

/**
 * Lets a server replay the log on restored files up to the target, and makes it a server of its own. The log was checked
 * to cover the target: where no commit follows that moment the server sees only that the log ends, which is the state
 * that was asked for.
 *
 * @param origin of a copy of somebody's own server
 */
export async function recover(
  dataDir: string,
  target: Goal,
  settings: Record<string, string>,
  origin: Origin = null,
): Promise<Recovered> {
  if (origin) setAsideSettings(dataDir);
  writeFileSync(join(dataDir, 'postgres', 'recovery.signal'), '', { mode: 0o600 });
  const start = (own: Record<string, string>) =>
    origin
      ? startForeign({ dataDir, settings: { ...own, ...settingsOfCopy(origin), ...settings } }, origin.owner)
      : startEmbedded({ dataDir, settings: { ...own, ...settings } });
  const server = await start(settingsFor(target)).catch((error: unknown) => {
    const atEnd = error instanceof LaunchError && endedEarly.test(error.log) && target.kind === 'time';
    if (!atEnd) throw error;
    return start(base);
  });
  return { server, lastCommitAt: lastCommit(join(dataDir, 'postgres.log')) };
}

/** The last commit that was replayed, as the server logs it (in UTC); null when none was. */
function lastCommit(logFile: string): string | null {
  const pattern = /last completed transaction was at log time (\S+ \S+)\+00/g;
  const times = [...readFileSync(logFile, 'utf8').matchAll(pattern)].map(([, time = '']) => time);
  const last = times.at(-1);
  return last ? `${last.replace(' ', 'T')}Z` : null;
}
