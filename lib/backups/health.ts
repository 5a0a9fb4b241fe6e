import { may } from '@/lib/access/policy';
import { asSystem } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { AlarmCode } from './alarms';
import { archiveAge, archiveMayBe } from './archives/alarms';
import { type BackupRun, type BackupState, readBackupState } from './state';

/** The newest logical archive: its age and the age that is no alarm yet, in days, and how the last attempt ended. */
export type ArchiveHealth = {
  ageDays: number | null;
  mayBeDays: number;
  lastRun: BackupRun['status'] | null;
};

/** The worst of what should be looked at. `unknown`: nothing can be said from here, which is never taken for `ok`. */
export type BackupHealth = {
  state: 'ok' | 'caution' | 'critical' | 'unknown';
  alarms?: AlarmCode[];
  archives?: ArchiveHealth;
};

/** Milliseconds for which an answer is given again: watchers ask every few seconds. */
const keptFor = 15_000;
const notKnown: BackupHealth = { state: 'unknown', alarms: [] };
let kept: { until: number; health: Promise<BackupHealth> } | undefined;

/**
 * How backups stand, in a word; administrators are told which alarms as well, and how old the newest archive is. Names no file, place or reason: that is for the
 * page. Up to 15 seconds old.
 */
export async function readBackupHealth(viewer: Viewer | null): Promise<BackupHealth> {
  const health = await current();
  return viewer && may.administer(viewer) ? health : { state: health.state };
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
  const known = await asSystem(readBackupState);
  const alarms = known.alarms.map(({ code }) => code);
  return { state: wordFor(known), alarms, archives: archivesOf(known) };
}

function wordFor({ isOurs, backups, alarms }: BackupState): BackupHealth['state'] {
  const [worst] = alarms;
  if (worst) return worst.tone;
  return isOurs || backups.length > 0 ? 'ok' : 'unknown';
}

const archivesOf = ({ logical, platform, asOf }: BackupState): ArchiveHealth => ({
  ageDays: archiveAge(logical.takenAt, asOf),
  mayBeDays: archiveMayBe(platform),
  lastRun: logical.lastRun?.status ?? null,
});
