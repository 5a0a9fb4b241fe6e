import { expect, test } from 'vitest';
import type { KnownArchive } from '../overview';
import { mergeRestorable } from '../restorable';
import type { KnownBackup } from '../state';
import { guideRestore } from './guide-restore';

const backup = (id: string, endedAt: string, coveredUntil: string): KnownBackup => ({
  parentId: null,
  id,
  timeline: 1,
  startedAt: endedAt,
  endedAt,
  coveredUntil,
  files: 1_200,
  plainBytes: 1,
  storedBytes: 1,
});
const archive: KnownArchive = {
  id: 'old',
  takenAt: '2025-01-01T05:12:00.000Z',
  endedAt: '2025-01-01T05:13:00.000Z',
  serverVersion: '17.2',
  schemaVersion: '0026_review',
  tables: 60,
  rowCount: 9,
  plainBytes: 1,
  storedBytes: 1,
  dataClasses: [],
  dataKeys: 2,
  wrappedBy: ['environment aa'],
  heldFor: null,
  seenAt: '2026-11-26T09:00:00.000Z',
};
/** A gap of an hour from ten to eleven. */
const backups = [
  backup('second', '2026-11-26T11:00:00.000Z', '2026-11-26T12:00:00.000Z'),
  backup('first', '2026-11-26T09:00:00.000Z', '2026-11-26T10:00:00.000Z'),
];
const known = {
  platform: 'embedded' as const,
  asOf: '2026-11-26T12:00:10.000Z',
  backups,
  archives: [archive],
  restorable: mergeRestorable(
    backups.map(({ endedAt, coveredUntil }) => ({ from: endedAt, until: coveredUntil })),
  ),
  points: [{ name: 'before-exams', at: '2026-11-26T09:30:00.000Z' }],
  presentKeys: ['environment aa'],
};
const guide = (query: Parameters<typeof guideRestore>[0], changes = {}) =>
  guideRestore(query, { ...known, ...changes });
const reasonOf = (query: Parameters<typeof guideRestore>[0], changes = {}) => {
  const answer = guide(query, changes);
  expect(answer?.command).toBeNull();
  return `${answer?.checks[0]?.what} ${answer?.checks.at(-1)?.what}: ${answer?.checks.at(-1)?.why}`;
};

test('nothing asked, nothing answered', () => {
  expect(guide({})).toBeNull();
});

test('a moment in UTC becomes the command; in another zone it is refused with what it is in UTC', () => {
  expect(guide({ what: 'moment', at: '2026-11-26 11:30 UTC' })?.command).toBe(
    'npm run ops -- backup restore --to 2026-11-26T11:30:00.000Z --into /srv/restored',
  );
  expect(reasonOf({ what: 'moment', at: '2026-11-26T12:30:00+01:00' })).toContain(
    'The same moment in UTC is 2026-11-26T11:30:00.000Z',
  );
});

test('a moment in the gap, before the first, in the future or without a zone is refused with what can be had', () => {
  expect(reasonOf({ what: 'moment', at: '2026-11-26T10:30:00Z' })).toContain(
    'from 2026-11-26T10:00:00.000Z to 2026-11-26T11:00:00.000Z',
  );
  expect(reasonOf({ what: 'moment', at: '2026-11-26T08:00:00Z' })).toContain('2026-11-26T09:00:00.000Z');
  expect(reasonOf({ what: 'moment', at: '2026-11-26T12:00:05Z' })).toContain(
    'It reaches 2026-11-26T12:00:00.000Z',
  );
  expect(reasonOf({ what: 'moment', at: '2027-01-01T00:00:00Z' })).toContain('has not come');
  expect(reasonOf({ what: 'moment', at: '2026-11-26 10:30' })).toContain('in UTC');
  expect(reasonOf({ what: 'moment' })).toContain('in UTC');
});

test('a point, a backup and the newest state name themselves', () => {
  expect(guide({ what: 'point', point: 'before-exams' })?.command).toContain('--point before-exams --into');
  expect(guide({ what: 'backup', backup: 'first' })?.command).toContain('--backup first --into');
  expect(guide({ what: 'latest' })?.command).toBe('npm run ops -- backup restore --into /srv/restored');
  expect(reasonOf({ what: 'point', point: 'x; rm -rf /' })).toContain('no such point');
  expect(reasonOf({ what: 'backup', backup: '$(id)' })).toContain('no such backup');
  expect(reasonOf({ what: 'latest' }, { backups: [], restorable: [] })).toContain('no full backup yet');
});

test('what is restored of a server of one’s own goes back to its host', () => {
  const steps = (changes = {}) => guide({ what: 'latest' }, changes)?.steps.join('\n') ?? '';
  expect(steps()).toContain('DATA_DIR=/srv/restored npm start');
  expect(steps({ platform: 'self-hosted' })).toContain('/srv/restored/server-settings');
  expect(steps({ platform: 'self-hosted' })).not.toContain('DATA_DIR=');
  expect(steps({ platform: 'self-hosted' })).toContain('another AUTH_SECRET');
});

test('an archive goes where its keys are', () => {
  expect(guide({ what: 'archive', archive: 'old' })?.command).toContain('--archive old --into-url');
  expect(reasonOf({ what: 'archive', archive: 'old' }, { presentKeys: ['environment bb'] })).toContain(
    'environment aa',
  );
  expect(reasonOf({ what: 'archive', archive: 'other' })).toContain('no such archive');
});
