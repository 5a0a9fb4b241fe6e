import type { BackupRecord } from '../base/record';
import type { Vault } from '../vault';
import { listLog, readGrowing, readHead } from './archive';
import { parseLsn, segmentAt } from './lsn';

/** Segments without a hole between them, and until when they cover. */
export type Stretch = { first: bigint; last: bigint; until: string | null };

type Log = Pick<BackupRecord, 'systemId' | 'timeline' | 'segmentBytes'>;

/** The stretches of one timeline's log, oldest first. Reads names, and the end of each stretch. */
export async function readStretches(vault: Vault, log: Log): Promise<Stretch[]> {
  const files = await listLog(vault, log.systemId, log.timeline, log.segmentBytes);
  const numbers = [...new Set([...files.whole.keys(), ...files.growing.keys()])].sort((a, b) =>
    a < b ? -1 : 1,
  );
  const stretches: Stretch[] = [];
  for (const segment of numbers) {
    const last = stretches.at(-1);
    // The rest of a segment that is not complete is missing where another one follows.
    if (last && last.last + 1n === segment && files.whole.has(last.last)) last.last = segment;
    else stretches.push({ first: segment, last: segment, until: null });
  }
  const untilOf = async (segment: bigint) => {
    const name = files.whole.get(segment);
    if (name) return (await readHead(vault, name)).until;
    return (await readGrowing(vault, files.growing.get(segment) ?? [])).until;
  };
  for (const stretch of stretches) {
    for (let segment = stretch.last; segment >= stretch.first && stretch.until === null; segment--)
      stretch.until = await untilOf(segment);
  }
  return stretches;
}

/** Until when a backup can be continued; when it ended, at least. */
export function coveredUntil(
  { startLsn, segmentBytes, endedAt }: BackupRecord,
  stretches: Stretch[],
): string {
  const start = segmentAt(parseLsn(startLsn), segmentBytes);
  const until = stretches.find(({ first, last }) => first <= start && start <= last)?.until;
  return until && until > endedAt ? until : endedAt;
}

/** Until when each backup can be continued, by id. */
export async function readCoverage(vault: Vault, backups: BackupRecord[]): Promise<Map<string, string>> {
  const logs = new Map<string, Stretch[]>();
  const covered = new Map<string, string>();
  for (const backup of backups) {
    const log = `${backup.systemId}/${backup.timeline}`;
    const stretches = logs.get(log) ?? (await readStretches(vault, backup));
    logs.set(log, stretches);
    covered.set(backup.id, coveredUntil(backup, stretches));
  }
  return covered;
}
