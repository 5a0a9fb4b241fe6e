import { describe, expect, it } from 'vitest';
import type { SealState } from '@/lib/audit/seal/state';
import type { BackupState } from '@/lib/backups/state';
import { states, worstOf } from './check';
import { judgeBackups } from './checks/backups-proven';
import { type Events, judgeCopies } from './checks/checkpoint-copies';
import { judgeEmergencies } from './checks/emergencies-reviewed';
import { judgeOpenFlags } from './checks/flags-reviewed';
import { judgeKeys } from './checks/key-age';
import { judgeRegularWork } from './checks/regular-work';
import { judgeInspections } from './checks/requests-in-time';
import { judgeRuntimeRole } from './checks/runtime-role';

const now = '2026-03-02T10:00:00.000Z';
const minutesAgo = (n: number) => new Date(Date.parse(now) - n * 60_000).toISOString();

it('takes the worst of several states, and what is not known never for what is in order', () => {
  expect(worstOf(['ok', 'warning', 'critical'])).toBe('critical');
  expect(worstOf(['ok', 'unknown'])).toBe('unknown');
  expect(worstOf([])).toBe('unknown');
  for (const state of states) expect(worstOf([state, 'ok'])).toBe(state);
});

describe('seals and copies', () => {
  const copy: SealState['copies'][number] = {
    target: 'file /x',
    name: 'file',
    rows: 10,
    copiedAt: minutesAgo(1),
    behindSince: null,
    fault: null,
  };
  const seals: SealState = {
    rows: 10,
    checkpoints: 2,
    sealedAt: minutesAgo(1),
    sealedSince: minutesAgo(9_000),
    copies: [copy],
  };
  const events = { newest: minutesAgo(2), unsealedSince: null, lostAt: null };
  const state = (change: Partial<SealState>, more: Partial<Events> = {}) =>
    judgeCopies({ ...seals, ...change }, { ...events, ...more }, now).state;

  it('are in order where nothing has happened since, however long ago that was', () => {
    expect(state({})).toBe('ok');
    expect(state({ sealedAt: minutesAgo(900) }, { newest: minutesAgo(900) })).toBe('ok');
    expect(state({}, { newest: null })).toBe('ok');
  });

  it('are behind after minutes and broken after an hour, however new the newest event is', () => {
    const waiting = (unsealedSince: string) =>
      state({ sealedAt: minutesAgo(300) }, { newest: minutesAgo(0), unsealedSince });
    expect(waiting(minutesAgo(3))).toBe('ok');
    expect(waiting(minutesAgo(10))).toBe('warning');
    expect(waiting(minutesAgo(61))).toBe('critical');
    const old = (behindSince: string) =>
      state({ sealedAt: minutesAgo(0), copies: [{ ...copy, rows: 5, behindSince }, copy] });
    expect(old(minutesAgo(1))).toBe('ok');
    expect(old(minutesAgo(10))).toBe('warning');
    expect(old(minutesAgo(90))).toBe('critical');
  });

  it('are never in order by a clock that was ahead', () => {
    expect(state({ sealedAt: minutesAgo(-2) })).toBe('ok');
    expect(state({ sealedAt: minutesAgo(-90) })).toBe('warning');
    expect(state({ sealedAt: minutesAgo(-90) }, { unsealedSince: minutesAgo(90) })).toBe('critical');
    expect(state({}, { unsealedSince: minutesAgo(-90) })).toBe('warning');
    expect(state({ copies: [{ ...copy, behindSince: minutesAgo(-90) }] })).toBe('warning');
  });

  it('are critical where a copy fails or was lost, and where there is none long after the first seal', () => {
    expect(state({ copies: [copy, { ...copy, fault: 'disk full' }] })).toBe('critical');
    expect(state({}, { lostAt: minutesAgo(600) })).toBe('critical');
    expect(state({ copies: [] })).toBe('critical');
    expect(state({ copies: [], sealedSince: minutesAgo(1) })).toBe('unknown');
    const never = { rows: 0, checkpoints: 0, sealedAt: null, sealedSince: null, copies: [] };
    expect(state(never, { newest: null })).toBe('unknown');
    expect(state(never, { unsealedSince: minutesAgo(70) })).toBe('critical');
  });
});

it('finds any power of the application’s role', () => {
  const role = { name: 'app', powers: [], owns: [], becomes: [] };
  expect(judgeRuntimeRole(role).state).toBe('ok');
  for (const change of [{ powers: ['superuser'] }, { owns: ['table lessons'] }, { becomes: ['owner'] }])
    expect(judgeRuntimeRole({ ...role, ...change }).state).toBe('critical');
});

it('warns of emergencies that wait for a review, that nobody could review, or that were none', () => {
  const seen = {
    emergencies: 3,
    waiting: 1,
    oldest: minutesAgo(60 * 24 * 6),
    nobodysToReview: 0,
    unjustified: 0,
  };
  expect(judgeEmergencies(seen, now)).toMatchObject({ state: 'ok', summary: '1 to review.' });
  expect(judgeEmergencies({ ...seen, oldest: minutesAgo(60 * 24 * 7) }, now).state).toBe('warning');
  expect(judgeEmergencies({ ...seen, nobodysToReview: 1 }, now).state).toBe('warning');
  expect(judgeEmergencies({ ...seen, unjustified: 2 }, now)).toMatchObject({
    state: 'warning',
    summary: expect.stringContaining('2 records'),
  });
  expect(judgeEmergencies({ ...seen, waiting: 0, oldest: null }, now).state).toBe('ok');
  const crowd = (waiting: number) => judgeEmergencies({ ...seen, emergencies: waiting, waiting }, now);
  expect(crowd(49).state).toBe('ok');
  expect(crowd(50)).toMatchObject({ state: 'warning', summary: expect.stringContaining('50 emergencies') });
});

it('says when a request to see a record runs out of its 45 days', () => {
  const asked = (oldest: string | null, late = 0) =>
    judgeInspections({ open: oldest === null ? 0 : 2, oldest, late, today: '2026-03-20' }).state;
  expect([asked(null), asked('2026-02-14'), asked('2026-02-13')]).toEqual(['ok', 'ok', 'warning']);
  expect([asked('2026-02-03'), asked('2026-02-02')]).toEqual(['warning', 'critical']);
  // An answer does not make a request one that was answered in time.
  expect([asked(null, 1), asked('2026-02-14', 1), asked('2026-02-02', 1)]).toEqual([
    'warning',
    'warning',
    'critical',
  ]);
});

it('warns of flags that wait for more than a week', () => {
  expect(judgeOpenFlags({ flags: 3, open: 1, oldest: minutesAgo(60 * 24 * 6) }, now).state).toBe('ok');
  expect(judgeOpenFlags({ flags: 3, open: 1, oldest: minutesAgo(60 * 24 * 8) }, now).state).toBe('warning');
  expect(judgeOpenFlags({ flags: 0, open: 0, oldest: null }, now).state).toBe('ok');
  expect(judgeOpenFlags({ flags: 0, open: 0, oldest: null }, now, null).state).toBe('unknown');
  expect(judgeOpenFlags({ flags: 3, open: 0, oldest: null }, now, null).state).toBe('unknown');
});

it('warns of work that did not come back in time, and does not take what never ran for late', () => {
  const names = [
    'seal-audit',
    'flag-anomalies',
    'extend-audit-partitions',
    'prune-progress-events',
    'prune-sign-in-attempts',
    'prune-notifications',
    'prune-records',
    'wake-accounts',
    'carry-out-erasures',
    'keep-keys',
    'seal-old-texts',
    'take-backup',
    'drill-restore',
  ];
  const queues = (ago: number) =>
    names.map((name) => ({ name, waiting: 0, active: 0, failed: 0, lastDoneAt: minutesAgo(ago) }));
  expect(judgeRegularWork(queues(5), now).state).toBe('ok');
  expect(judgeRegularWork(queues(70), now).state).toBe('warning');
  expect(judgeRegularWork(queues(5).slice(1), now).state).toBe('unknown');
  expect(judgeRegularWork(queues(5).slice(0, -1), now).state).toBe('unknown');
  expect(judgeRegularWork(null, now).state).toBe('unknown');
});

it('takes work that was not done within a week for late where it was there to be done', () => {
  const installed = (hours: number) => new Map([['prune-records', minutesAgo(60 * hours)]]);
  expect(judgeRegularWork([], now, installed(40)).state).toBe('unknown');
  expect(judgeRegularWork([], now, installed(60)).state).toBe('warning');
  expect(judgeRegularWork([], now, installed(24 * 8)).state).toBe('critical');
});

it('finds keys that are overdue, and keys of another master key', () => {
  const key = {
    keyClass: 'COMMUNICATIONS',
    version: 2,
    state: 'ACTIVE',
    age: 12.5,
    rotateAfter: 365,
    isOverdue: false,
    isOurs: true,
    retiredAt: null,
    emptiedAt: null,
  } as const;
  const judge = (...keys: Parameters<typeof judgeKeys>[0]) => judgeKeys(keys, now);
  expect(judge().state).toBe('ok');
  expect(judge(key)).toMatchObject({
    state: 'ok',
    evidence: [{ what: 'Messages and notes, version 2', value: '12 days old; due after 365' }],
  });
  expect(judge(key, { ...key, isOverdue: true, age: 372 }).state).toBe('warning');
  expect(judge(key, { ...key, isOverdue: true, age: 373 }).state).toBe('critical');
  expect(judge(key, { ...key, state: 'DECRYPT_ONLY', isOurs: false }).state).toBe('critical');
  expect(judge(key, { ...key, state: 'DESTROYED', isOurs: false }).state).toBe('ok');
});

it('finds keys that were replaced and are still in use, classes without one, and values without theirs', () => {
  const key = {
    keyClass: 'COMMUNICATIONS',
    version: 2,
    state: 'ACTIVE',
    age: 1,
    rotateAfter: 365,
    isOverdue: false,
    isOurs: true,
    retiredAt: null,
    emptiedAt: null,
  } as const;
  const old = { ...key, version: 1, state: 'DECRYPT_ONLY' } as const;
  const days = (n: number) => minutesAgo(n * 24 * 60);
  expect(judgeKeys([key, { ...old, retiredAt: days(1) }], now).state).toBe('ok');
  expect(judgeKeys([key, { ...old, retiredAt: days(4) }], now).state).toBe('warning');
  expect(judgeKeys([key, { ...old, retiredAt: days(4), emptiedAt: days(3) }], now).state).toBe('ok');
  expect(judgeKeys([{ ...old, retiredAt: days(1) }], now).state).toBe('critical');
  expect(judgeKeys([], now, [{ place: 'messages.body_sealed', values: 3 }])).toMatchObject({
    state: 'critical',
    evidence: [{ what: 'messages.body_sealed', value: '3 values without their key' }],
  });
});

it('judges backups by their alarms', () => {
  const alarm = {
    code: 'drill-overdue',
    tone: 'caution',
    title: 'No restore was tried for two days',
    advice: 'Try one.',
  } as const;
  const state = { isOurs: true, alarms: [], backups: [], lastDrill: null, restorable: [] };
  const lastDrill = { startedAt: minutesAgo(60), status: 'DONE' } as NonNullable<BackupState['lastDrill']>;
  expect(judgeBackups({ ...state, lastDrill }).state).toBe('ok');
  expect(judgeBackups(state).state).toBe('unknown');
  expect(judgeBackups({ ...state, isOurs: false }).state).toBe('unknown');
  expect(judgeBackups({ ...state, alarms: [alarm] })).toMatchObject({
    state: 'warning',
    summary: alarm.title,
  });
  expect(judgeBackups({ ...state, alarms: [alarm, { ...alarm, tone: 'critical' }] }).state).toBe('critical');
});
