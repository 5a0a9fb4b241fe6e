import type { BackupRecord } from '../base/record';
import { BackupRefusal } from '../errors';
import { parseLsn } from '../wal/lsn';
import type { RestorePoint } from '../wal/restore-points';

export type RestoreTarget =
  | { kind: 'latest' }
  | { kind: 'time'; at: string }
  | { kind: 'point'; name: string }
  /** The state in which a backup ended. */
  | { kind: 'backup'; id: string };

const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)$/;
const utc = /^(Z|UTC|[+]00(:?00)?)$/;

/**
 * A moment in UTC as a person writes it, to ISO, with microseconds where there are any. Without a zone, and in another one
 * than UTC, it is refused: an hour's mistake would restore the wrong state.
 *
 * @throws BackupRefusal naming the same moment in UTC, where it is clear
 */
export function parseMoment(text: string): string {
  const [, day = '', time = '', fraction = '', zone = ''] = written.exec(text) ?? [];
  const offset = zone.replace('UTC', 'Z').replace(/^([+-]\d\d):?(\d\d)?$/, (_, h, m = '00') => `${h}:${m}`);
  const moment = new Date(`${day}T${time}${offset}`);
  if (!isDay(day) || Number.isNaN(moment.getTime()))
    throw new BackupRefusal(
      `“${text}” is no moment: write date and time in UTC, such as 2026-03-02T10:00:00Z.`,
    );
  const inUtc = withFraction(moment, fraction);
  if (utc.test(zone)) return inUtc;
  throw new BackupRefusal(`“${text}” is not in UTC. The same moment in UTC is ${inUtc}: write that.`);
}

/** Three digits, or six where they say more: the server's clock counts microseconds. */
function withFraction(moment: Date, fraction: string): string {
  const digits = fraction.padEnd(6, '0');
  return `${moment.toISOString().slice(0, 19)}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}

/** The first whole millisecond that is not before a moment: until when the log covers is told in those. */
export const upToMillisecond = (moment: string): string =>
  /\.\d{4,6}Z$/.test(moment) ? new Date(Date.parse(moment) + 1).toISOString() : moment;

/** JavaScript takes 30 February for 2 March: somebody would get another day than the one they wrote. */
const isDay = (day: string): boolean => {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
};

/**
 * The backup to begin from.
 *
 * @param backups oldest first
 * @throws BackupRefusal saying what can be restored instead
 */
export function chooseBackup(
  target: RestoreTarget,
  backups: BackupRecord[],
  points: RestorePoint[],
  now: string,
): BackupRecord {
  const oldest = backups[0];
  if (!oldest) throw new BackupRefusal('There is no backup.');
  if (target.kind === 'backup') return withId(target.id, backups);
  if (target.kind === 'latest') return backups.at(-1) ?? oldest;
  if (target.kind === 'point') return before(pointNamed(target.name, points), backups);
  if (target.at > now) throw new BackupRefusal(`${target.at} has not come yet; it is ${now}.`);
  const chosen = backups.findLast(({ endedAt }) => endedAt <= target.at);
  if (!chosen)
    throw new BackupRefusal(
      `${target.at} is before the oldest backup; the oldest moment is ${oldest.endedAt}.`,
    );
  return chosen;
}

function withId(id: string, backups: BackupRecord[]): BackupRecord {
  const chosen = backups.find((backup) => backup.id === id);
  if (chosen) return chosen;
  throw new BackupRefusal(
    `There is no complete backup “${id}”. There are: ${backups.map((one) => one.id).join(', ')}`,
  );
}

function pointNamed(name: string, points: RestorePoint[]): RestorePoint {
  const point = points.find((one) => one.name === name);
  if (point) return point;
  const newest = points.slice(-5).map((one) => one.name);
  throw new BackupRefusal(`There is no point “${name}”. The newest: ${newest.join(', ') || 'none'}`);
}

function before(point: RestorePoint, backups: BackupRecord[]): BackupRecord {
  const chosen = backups.findLast(
    ({ systemId, timeline, endLsn }) =>
      systemId === point.systemId && timeline === point.timeline && parseLsn(endLsn) <= parseLsn(point.lsn),
  );
  if (chosen) return chosen;
  throw new BackupRefusal(`The point “${point.name}” is before the oldest backup of its server.`);
}
