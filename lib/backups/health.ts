import { may } from '@/lib/access/policy';
import { asSystem } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { AlarmCode } from './alarms';
import { readBackupState } from './state';

/** The worst of what should be looked at. `unknown`: nothing can be said from here, which is never taken for `ok`. */
export type BackupHealth = { state: 'ok' | 'caution' | 'critical' | 'unknown'; alarms?: AlarmCode[] };

/** Milliseconds for which an answer is given again: watchers ask every few seconds. */
const keptFor = 15_000;
const notKnown: BackupHealth = { state: 'unknown', alarms: [] };
let kept: { until: number; health: Promise<BackupHealth> } | undefined;

/**
 * How backups stand, in a word; administrators are told which alarms as well. Names no file, place or reason: that is for the
 * page. Up to 15 seconds old.
 */
export async function readBackupHealth(viewer: Viewer | null): Promise<BackupHealth> {
  const { state, alarms } = await current();
  return viewer && may.administer(viewer) ? { state, alarms } : { state };
}

function current(): Promise<BackupHealth> {
  if (!kept || kept.until < Date.now())
    kept = {
      until: Date.now() + keptFor,
      health: judge().catch((error: unknown) => {
        console.error('health check: how backups stand could not be read', error);
        return notKnown;
      }),
    };
  return kept.health;
}

async function judge(): Promise<BackupHealth> {
  const { isOurs, backups, alarms } = await asSystem(readBackupState);
  const codes = alarms.map(({ code }) => code);
  const [worst] = alarms;
  if (worst) return { state: worst.tone, alarms: codes };
  return isOurs || backups.length > 0 ? { state: 'ok', alarms: [] } : notKnown;
}
