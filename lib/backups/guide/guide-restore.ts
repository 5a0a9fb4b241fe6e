import { BackupRefusal } from '../errors';
import type { BackupOverview, KnownArchive } from '../overview';
import { parseMoment, upToMillisecond } from '../restore/target';
import type { KnownBackup } from '../state';
import type { Guide, GuideCheck, GuideQuery, KnownPoint } from './schema';
import { archiveSteps, backupSteps } from './steps';

type Known = Pick<BackupOverview, 'asOf' | 'platform' | 'backups' | 'archives' | 'restorable'> & {
  points: KnownPoint[];
  /** Name of the present master key. */
  presentKeys: readonly string[];
};

const program = 'npm run ops -- backup restore';
const folder = '/srv/restored';

/**
 * Whether a wanted state can be restored, and the command for it. Goes by what the worker last saw in the storage; the
 * command itself checks every byte.
 *
 * @returns null where nothing was asked for yet
 */
export function guideRestore(query: GuideQuery, known: Known): Guide | null {
  if (query.what === 'archive') return guideArchive(query.archive ?? '', known);
  const guide = guideFull(query, known);
  if (!guide?.command) return guide;
  return { ...guide, steps: backupSteps(folder, known.platform === 'self-hosted') };
}

function guideFull(query: GuideQuery, known: Known): Guide | null {
  if (query.what === 'backup') return guideBackup(query.backup ?? '', known);
  if (query.what === 'point') return guidePoint(query.point ?? '', known);
  if (query.what === 'moment') return guideMoment(query.at ?? '', known);
  return query.what === 'latest' ? guideLatest(known) : null;
}

const refused = (title: string, what: string, why: string): Guide => ({
  title,
  checks: [{ state: 'refused', what, why }],
  command: null,
  steps: [],
});

function guideLatest({ backups, restorable }: Known): Guide {
  const title = 'The newest state there is';
  const [newest] = backups;
  const until = restorable.at(-1)?.until;
  if (!newest || !until) return refused(title, 'There is no full backup yet', 'The worker takes one a day.');
  return fromBackup(title, newest, `Every change up to ${until} is in the log.`, '');
}

function guideMoment(text: string, { asOf, backups }: Known): Guide {
  const title = text === '' ? 'A moment' : `The state of ${text}`;
  const at = momentOf(text);
  if (at instanceof BackupRefusal) return refused(title, 'The moment is not clear', at.message);
  if (at > asOf) return refused(title, 'That moment has not come yet', `It is ${asOf}.`);
  const from = backups.find(({ endedAt }) => endedAt <= at);
  const oldest = backups.at(-1);
  if (!from)
    return refused(
      title,
      'That is before the oldest full backup',
      oldest ? `The oldest moment is ${oldest.endedAt}. An archive may be older.` : 'There is none yet.',
    );
  if (from.coveredUntil < upToMillisecond(at)) return unreached(title, at, from, backups);
  const reason = `The log goes on without a gap from ${from.endedAt} to ${from.coveredUntil}.`;
  return fromBackup(`The state of ${at}`, from, reason, ` --to ${at}`);
}

function unreached(title: string, at: string, from: KnownBackup, backups: KnownBackup[]): Guide {
  const next = backups.findLast(({ endedAt }) => endedAt > at);
  const why = next
    ? `It has a gap from ${from.coveredUntil} to ${next.endedAt}; both of these can be had.`
    : `It reaches ${from.coveredUntil}. Where the worker runs, it follows within seconds.`;
  return refused(title, 'The log does not reach that moment', why);
}

function momentOf(text: string): string | BackupRefusal {
  try {
    return parseMoment(text);
  } catch (error) {
    if (error instanceof BackupRefusal) return error;
    throw error;
  }
}

function guidePoint(name: string, known: Known): Guide {
  const point = known.points.find((one) => one.name === name);
  if (!point) return refused('A marked point', 'There is no such point', 'Choose one from the list.');
  const guide = guideMoment(point.at, known);
  const title = `The point “${name}”`;
  if (guide.command === null) return { ...guide, title };
  return { ...guide, title, command: `${program} --point ${name} --into ${folder}` };
}

function guideBackup(id: string, { backups }: Known): Guide {
  const backup = backups.find((one) => one.id === id);
  if (!backup) return refused('A full backup', 'There is no such backup', 'Choose one from the list.');
  const log = 'It brings the log along that it needs itself; no other log is needed.';
  const reason = backup.parentId
    ? `${log} It is put together with those it builds on, ${backup.parentId} and before.`
    : log;
  const kind = backup.parentId ? 'incremental' : 'full';
  return fromBackup(`The ${kind} backup of ${backup.endedAt}`, backup, reason, ` --backup ${id}`);
}

function fromBackup(title: string, backup: KnownBackup, reason: string, target: string): Guide {
  const checks: GuideCheck[] = [
    { state: 'ok', what: 'It can be reached', why: reason },
    {
      state: 'ok',
      what: 'The backup it begins from was read again',
      why: `${backup.id}: ${backup.files} files, each held against its checksum after it was stored.`,
    },
    {
      state: 'ok',
      what: 'It opens with the present MASTER_KEY',
      why: 'The worker opened its record with it when it last looked at the storage.',
    },
  ];
  return { title, checks, command: `${program}${target} --into ${folder}`, steps: [] };
}

function guideArchive(id: string, { archives, presentKeys }: Known): Guide {
  const archive = archives.find((one) => one.id === id);
  if (!archive) return refused('A logical archive', 'There is no such archive', 'Choose one from the list.');
  const key = keyCheck(archive, presentKeys);
  const checks: GuideCheck[] = [
    {
      state: 'ok',
      what: 'It was read again',
      why: `${archive.tables} tables, each held against its checksum after it was stored.`,
    },
    {
      state: 'ok',
      what: `It goes into PostgreSQL ${Number.parseInt(archive.serverVersion, 10)} or any newer version`,
      why: `Its schema is that of ${archive.schemaVersion}; it is brought up to date after it is in.`,
    },
    key,
  ];
  const title = `The archive of ${archive.takenAt}`;
  if (key.state === 'refused') return { title, checks, command: null, steps: [] };
  const target = 'postgres://owner@server/new_database';
  return {
    title,
    checks,
    command: `${program} --archive ${id} --into-url ${target}`,
    steps: archiveSteps(archive.takenAt),
  };
}

function keyCheck({ dataKeys, wrappedBy }: KnownArchive, presentKeys: readonly string[]): GuideCheck {
  const foreign = wrappedBy.filter((name) => !presentKeys.includes(name));
  if (foreign.length > 0)
    return {
      state: 'refused',
      what: 'Its sealed columns need another MASTER_KEY',
      why: `Its data keys are wrapped by ${foreign.join(', ')}; present are ${presentKeys.join(', ')}.`,
    };
  return {
    state: 'ok',
    what: 'Its keys are there',
    why: `${dataKeys === 1 ? 'One data key is' : `${dataKeys} data keys are`} in it, wrapped by the present MASTER_KEY.`,
  };
}
