import type { BackupRecord } from '../base/record';
import { BackupDamage } from '../errors';
import type { Vault } from '../vault';
import { type LogFiles, listLog, readGrowing, readHead } from './archive';
import { parseLsn, segmentAt } from './lsn';

/** Segments without a hole between them, and until when they cover. What cannot be read at their end covers nothing. */
export type Stretch = { first: bigint; last: bigint; until: string | null; damage: BackupDamage | null };

export type Coverage = {
  /** Until when a backup can be continued; when it ended, at least. */
  until: string;
  /** Whether there is log after it that does not continue it: only another backup closes that hole. */
  isBroken: boolean;
  /** What of the log that continues it cannot be read, and why; null where nothing is known of such a thing. */
  damage: string | null;
};

type Log = Pick<BackupRecord, 'systemId' | 'timeline' | 'segmentBytes'>;

/** The stretches of one timeline's log, oldest first. Reads names, and the end of each stretch. */
export async function readStretches(vault: Vault, log: Log): Promise<Stretch[]> {
  const files = await listLog(vault, log.systemId, log.timeline, log.segmentBytes);
  const stretches = stretchesOf(files);
  for (const stretch of stretches) await readEnd(vault, files, stretch);
  return stretches;
}

function stretchesOf({ whole, growing }: LogFiles): Stretch[] {
  const numbers = [...new Set([...whole.keys(), ...growing.keys()])].sort((a, b) => (a < b ? -1 : 1));
  const stretches: Stretch[] = [];
  for (const segment of numbers) {
    const last = stretches.at(-1);
    // The rest of a segment that is not complete is missing where another one follows.
    if (last && last.last + 1n === segment && whole.has(last.last)) last.last = segment;
    else stretches.push({ first: segment, last: segment, until: null, damage: null });
  }
  return stretches;
}

/** From the last segment back to the first that says until when it covers. */
async function readEnd(vault: Vault, files: LogFiles, stretch: Stretch): Promise<void> {
  for (let segment = stretch.last; segment >= stretch.first && stretch.until === null; segment--) {
    try {
      stretch.until = await untilOf(vault, files, segment);
    } catch (error) {
      if (!(error instanceof BackupDamage)) throw error;
      stretch.damage = error;
    }
  }
}

async function untilOf(vault: Vault, { whole, growing }: LogFiles, segment: bigint): Promise<string | null> {
  const name = whole.get(segment);
  if (name) return (await readHead(vault, name)).until;
  return (await readGrowing(vault, growing.get(segment) ?? [])).until;
}

/** How far a backup can be continued. @param stretches of its own log */
export function coverageOf(
  { startLsn, segmentBytes, endedAt }: Pick<BackupRecord, 'startLsn' | 'segmentBytes' | 'endedAt'>,
  stretches: Stretch[],
): Coverage {
  const start = segmentAt(parseLsn(startLsn), segmentBytes);
  const own = stretches.find(({ first, last }) => first <= start && start <= last);
  const until = own?.until;
  return {
    until: until && until > endedAt ? until : endedAt,
    isBroken: stretches.some(({ first }) => first > start),
    damage: own?.damage?.message ?? null,
  };
}

/** How far each backup can be continued, by id. */
export async function readCoverage(vault: Vault, backups: BackupRecord[]): Promise<Map<string, Coverage>> {
  const logs = new Map<string, Stretch[]>();
  const covered = new Map<string, Coverage>();
  for (const backup of backups) {
    const log = `${backup.systemId}/${backup.timeline}`;
    const stretches = logs.get(log) ?? (await readStretches(vault, backup));
    logs.set(log, stretches);
    covered.set(backup.id, coverageOf(backup, stretches));
  }
  return covered;
}
