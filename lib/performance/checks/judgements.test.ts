import { describe, expect, it } from 'vitest';
import type { Phase } from '../phases/phases';
import type { SeenPhase } from '../phases/read-phases';
import { blocking, deadlocks } from './blocking';
import { check, type Verdict } from './check';
import { connections } from './connections';
import { diskFull } from './disk-full';
import type { Facts } from './facts';
import { faultReason } from './fault-reason';
import { foreignKeyIndex } from './foreign-key-index';
import { offsetCrawl } from './offset-crawl';
import { recovery } from './recovery';
import { redundantIndex } from './redundant-index';
import { replication } from './replication';
import { rowSecurityCost } from './row-security';
import { sequences } from './sequences';
import { serverVersion } from './server-version';
import { settings } from './settings';
import { planning, slowStatement, spill } from './statements';
import { sequentialScans } from './table-use';
import { unusedIndex } from './unused-index';
import { vacuumBehind } from './vacuum';
import { archiving } from './wal';
import { wraparound } from './wraparound';
import { xminHolder } from './xmin-holder';

const day = 86_400;
const facts: Facts = {
  version: 180_004,
  versionName: '18.4',
  database: 'd',
  replicas: 0,
  replicasHidden: false,
  neon: false,
  readsStatistics: true,
  showsActivity: true,
  countsUse: true,
  statisticsSince: '2026-01-01T00:00:00.000Z',
  statisticsAge: 100 * day,
  blockSize: 8192,
  lockedTables: [],
  statementsSchema: 'public',
  statementsSince: '2026-01-01T00:00:00.000Z',
  statementsAge: 100 * day,
  measuresPlanning: true,
  tupleSchema: null,
  readings: null,
  machine: null,
  phases: null,
  asOf: '2026-04-11T00:00:00.000Z',
};
const states = (verdicts: Verdict[]) => verdicts.map(({ state, object }) => `${state} ${object}`);

describe('blocking', () => {
  const waiter = (pid: number, blockedBy: number[], waitSeconds: number) => ({
    pid,
    blockedBy,
    waitSeconds,
    relation: null,
    prepared: [],
    statement: null,
  });

  it.each([
    [4, []],
    [5, ['warning pid 1']],
    [60, ['critical pid 1']],
  ])('of one for %d s', (seconds, expected) => {
    expect(states(blocking.judge([waiter(2, [1], seconds)], facts))).toEqual(expected);
  });

  it('names the root of a chain once, with everybody behind it', () => {
    const [verdict, ...others] = blocking.judge(
      [waiter(2, [1], 0), waiter(3, [2], 0), waiter(4, [3, 2], 0)],
      facts,
    );
    expect(verdict).toMatchObject({ state: 'warning', object: 'pid 1', evidence: { blocked: 3 } });
    expect(others).toEqual([]);
  });

  it('comes to an end in a circle, and names a prepared transaction as such', () => {
    expect(blocking.judge([waiter(1, [2], 90), waiter(2, [1], 90)], facts)).toEqual([]);
    const behind = (...prepared: string[]) =>
      states(blocking.judge([{ ...waiter(2, [0], 90), prepared }], facts));
    expect(behind()).toEqual(['critical prepared transaction']);
    expect(behind('Order 7')).toEqual(['critical prepared transaction Order 7']);
    expect(behind('a', 'b')).toEqual(['critical prepared transaction']);
  });

  it('deadlocks are fine when there was none, else not to be told from a total', () => {
    expect(deadlocks.judge([{ deadlocks: 0 }], facts)).toEqual([]);
    expect(states(deadlocks.judge([{ deadlocks: 2 }], facts))).toEqual(['unknown null']);
  });
});

describe('indexes', () => {
  const key = {
    schema: 's',
    table: 't',
    constraint: 't_fk',
    columns: ['a'],
    parentSchema: 's',
    parent: 'p',
    partitioned: false,
    rows: 1_000_000,
    parentDeletes: 1,
    skipIndex: null,
  };

  it('a missing one is worse on a large table whose parent loses rows, milder where one can be skipped through', () => {
    expect(states(foreignKeyIndex.judge([key], facts))).toEqual(['critical s.t.t_fk']);
    for (const milder of [{ rows: 10 }, { parentDeletes: 0 }, { skipIndex: 'i' }])
      expect(states(foreignKeyIndex.judge([{ ...key, ...milder }], facts))).toEqual(['warning s.t.t_fk']);
  });

  const pair = {
    schema: 's',
    table: 't',
    index: 'small',
    cover: 'wide',
    bytes: 100,
    coverBytes: 300,
    scans: 1_000,
    duplicate: false,
    definition: '',
    partitioned: false,
  };

  it('a small one that is used often stays under one three times as large', () => {
    expect(redundantIndex.judge([pair], facts)).toEqual([]);
    for (const change of [{ scans: 999 }, { coverBytes: 299 }, { duplicate: true }])
      expect(states(redundantIndex.judge([{ ...pair, ...change }], facts))).toEqual(['warning s.small']);
  });

  const idle = {
    schema: 's',
    table: 't',
    index: 'i',
    bytes: 10 * 1024 ** 2,
    parts: [],
    writes: 0,
    lastScan: null,
    definition: '',
  };

  it('one that a phase of the last terms used is not unused, and where one was not seen it is not known', () => {
    const phase = (name: Phase, scans = 0, coveredDays = 30): SeenPhase => ({
      phase: name,
      from: '2025-09-01',
      until: '2025-09-30',
      coveredDays,
      scans: scans > 0 ? { 's.i': scans } : {},
    });
    const judged = (...phases: SeenPhase[]) => unusedIndex.judge([idle], { ...facts, phases });
    const rest = [phase('ENROLMENT'), phase('TEACHING')];
    expect(states(judged(...rest, phase('EXAMS')))).toEqual(['warning s.i']);
    expect(judged(...rest, phase('EXAMS', 12))).toEqual([]);
    for (const unseen of [judged(...rest), judged(...rest, phase('EXAMS', 0, 20))]) {
      expect(states(unseen)).toEqual(['unknown s.i']);
      expect(unseen[0]?.evidence).toMatchObject({ unusedIn: 'enrolment, teaching' });
      expect(unseen[0]?.evidence.reason).toContain('not seen as a whole yet: exams.');
    }
  });

  it('one of a partitioned table is used where a part of it is', () => {
    const seen = (scans: Record<string, number>): SeenPhase[] =>
      (['ENROLMENT', 'TEACHING', 'EXAMS'] as const).map((phase) => ({
        phase,
        from: '2025-09-01',
        until: '2025-09-30',
        coveredDays: 30,
        scans,
      }));
    const whole = { ...idle, parts: [['s', 'i_1'] as [string, string], ['s', 'i_2'] as [string, string]] };
    expect(unusedIndex.judge([whole], { ...facts, phases: seen({ 's.i_2': 3 }) })).toEqual([]);
    const [verdict] = unusedIndex.judge([whole], { ...facts, phases: seen({}) });
    expect(verdict).toMatchObject({ state: 'warning', object: 's.i' });
    expect(verdict?.sql).toBeUndefined();
  });

  it('an unused one is judged after 35 days, where no replica may use it', () => {
    expect(states(unusedIndex.judge([idle], facts))).toEqual(['warning s.i']);
    expect(states(unusedIndex.judge([idle], { ...facts, statisticsAge: 34 * day }))).toEqual(['unknown s.i']);
    expect(states(unusedIndex.judge([idle], { ...facts, replicas: 1 }))).toEqual(['unknown s.i']);
    expect(states(unusedIndex.judge([idle], { ...facts, replicasHidden: true }))).toEqual(['unknown s.i']);
    expect(unusedIndex.judge([{ ...idle, bytes: 8192 }], facts)).toEqual([]);
    expect(states(unusedIndex.judge([{ ...idle, bytes: 8192, writes: 1_000_000 }], facts))).toEqual([
      'warning s.i',
    ]);
  });
});

describe('limits', () => {
  it.each([
    [79, 'ok'],
    [80, 'warning'],
    [90, 'critical'],
  ])('%d of 100 connections', (used, state) => {
    expect(connections.judge([{ used, most: 103, reserved: 3 }], facts)).toMatchObject([{ state }]);
  });

  const sequence = {
    schema: 's',
    sequence: 'q',
    hidden: false,
    locked: false,
    ascending: true,
    begin: 1,
    end: 1_000,
    cycles: false,
    columns: [],
    columnEnd: null,
    step: 1,
    insertedAWeek: null,
  };
  it.each([
    [{ last: 749 }, []],
    [{ last: 750 }, ['warning s.q']],
    [{ last: 900 }, ['critical s.q']],
    [{ last: 900, cycles: true }, []],
    [{ last: 450, cycles: true, columnEnd: 500 }, ['critical s.q']],
    [{ last: -900, ascending: false, end: -1_000 }, ['critical s.q']],
    [{ last: 900, ascending: false, end: -1_000 }, []],
    [{ last: 500, ascending: false, begin: 1_000, end: 1 }, []],
    [{ last: 200, ascending: false, begin: 1_000, end: 1 }, ['warning s.q']],
    [{ last: 2, ascending: false, begin: 1_000, end: 0 }, ['critical s.q']],
    [{ last: 2, ascending: false, begin: 1_000, end: 1, cycles: true }, []],
    [{ last: -50, begin: -1_000, end: -1 }, ['critical s.q']],
    [{ last: null }, []],
    [{ last: null, hidden: true }, ['unknown null']],
    [{ last: null, locked: true }, ['unknown null']],
  ])('a sequence with %j', (change, expected) => {
    expect(states(sequences.judge([{ ...sequence, ...change }], facts))).toEqual(expected);
  });

  it('of a serial column is no use without the column', () => {
    const serial = { ...sequence, last: 2e9, end: 2 ** 31 - 1, columnEnd: 2 ** 31 - 1 };
    const [verdict] = sequences.judge([serial], facts);
    expect(verdict?.evidence).toMatchObject({ limitedBy: 'column and sequence' });
    expect(verdict?.advice).toContain('The column can hold no more');
    expect(verdict?.sql).toBeUndefined();
    const [free] = sequences.judge([{ ...serial, columnEnd: 2 ** 63 }], facts);
    expect(free?.sql).toBe('ALTER SEQUENCE s.q AS bigint MAXVALUE 9223372036854775807;');
    const [bounded] = sequences.judge([{ ...sequence, last: 900, columnEnd: 32_767 }], facts);
    expect(bounded?.sql).toBe('ALTER SEQUENCE s.q AS bigint MAXVALUE 32767;');
  });

  it('says how many days a counter lasts, where readings say how many rows a day are added', () => {
    const readings = { since: null, coveredSeconds: 7 * day, latest: null };
    const judged = (change: object) =>
      sequences.judge([{ ...sequence, last: 900, ...change }], { ...facts, readings })[0]?.evidence;
    expect(judged({ insertedAWeek: 70, step: 2 })).toMatchObject({ insertedADay: 10, leftDays: 5 });
    expect(judged({ insertedAWeek: null })).not.toHaveProperty('leftDays');
  });

  const round = 2 ** 31;
  const age = {
    kind: 'table' as const,
    schema: 's',
    name: 't',
    multixacts: 0,
    option: null,
    value: null,
    usual: null,
  };
  it.each([
    [round * 0.49, []],
    [round * 0.5, ['warning s.t']],
    [round * 0.8, ['critical s.t']],
  ])('%d transactions since the oldest row was frozen', (transactions, expected) => {
    expect(states(wraparound.judge([{ ...age, transactions }], facts))).toEqual(expected);
  });
  it('multixacts count as well, and a lowered setting is named', () => {
    expect(states(wraparound.judge([{ ...age, transactions: 0, multixacts: round * 0.9 }], facts))).toEqual([
      'critical s.t',
    ]);
    const name = 'autovacuum_freeze_max_age';
    const lowered = {
      ...age,
      kind: 'setting' as const,
      schema: null,
      name,
      option: name,
      transactions: 60_000,
      value: 100_000,
      usual: 200_000_000,
    };
    expect(wraparound.judge([lowered], facts)).toMatchObject([
      { state: 'warning', object: name, evidence: { usedShare: 0.6 } },
    ]);
  });

  const megabyte = 1024 ** 2;
  const receiver = {
    kind: 'replica' as const,
    name: 'r',
    behindBytes: 0,
    behindSeconds: 0,
    active: true,
    walStatus: null,
  };
  it.each([
    [{}, []],
    [{ behindSeconds: 5 }, ['warning replica r']],
    [{ behindBytes: 100 * megabyte, behindSeconds: 60 }, ['critical replica r']],
    [{ kind: 'slot' as const, behindBytes: 2000 * megabyte }, []],
    [{ kind: 'slot' as const, behindBytes: 2000 * megabyte, active: false }, ['warning slot r']],
    [{ kind: 'slot' as const, walStatus: 'lost' }, ['critical slot r']],
  ])('a receiver with %j', (change, expected) => {
    expect(states(replication.judge([{ ...receiver, ...change }], facts))).toEqual(expected);
  });

  const holder = { kind: 'slot' as const, name: 'x', transactions: 0, statement: null };
  it.each([
    [{ seconds: 3_599 }, []],
    [{ seconds: 86_400 }, ['critical slot x']],
    [{ seconds: null, transactions: 999_999 }, []],
    [{ seconds: null, transactions: 1_000_000 }, ['unknown slot x']],
  ])('a slot that holds with %j', (change, expected) => {
    expect(states(xminHolder.judge([{ ...holder, ...change }], facts))).toEqual(expected);
  });

  const archiver = { mode: 'on', lastArchived: null, lastFailed: null, failingFile: null };
  it.each([
    [{ failingSeconds: null }, 'ok'],
    [{ mode: 'off', failingSeconds: 10 }, 'ok'],
    [{ failingSeconds: 10 }, 'warning'],
    [{ failingSeconds: 3_600 }, 'critical'],
  ])('an archive with %j is %s', (change, state) => {
    expect(archiving.judge([{ ...archiver, ...change }], facts)).toMatchObject([{ state }]);
  });
});

describe('housekeeping', () => {
  const waiting = {
    schema: 's',
    table: 't',
    dead: 1_000,
    rows: 5_000,
    trigger: 100,
    lastVacuum: '2026-04-10T23:59:00.000Z',
    attended: false,
    heldBy: null,
  };
  it.each([
    [{}, ['warning s.t']],
    [{ dead: 200 }, []],
    [{ attended: true }, []],
    [{ attended: true, heldBy: 'pid 7' }, ['warning s.t']],
    [{ dead: 200, attended: true, heldBy: 'pid 7' }, []],
    [{ dead: 0, rows: 10_000, lastVacuum: null }, ['warning s.t']],
  ])('dead rows with %j', (change, expected) => {
    expect(states(vacuumBehind.judge([{ ...waiting, ...change }], facts))).toEqual(expected);
  });

  it('names who keeps vacuum from removing them, and does not ask for another vacuum', () => {
    const [verdict] = vacuumBehind.judge([{ ...waiting, attended: true, heldBy: 'slot idle' }], facts);
    expect(verdict).toMatchObject({ evidence: { heldBy: 'slot idle' } });
    expect(verdict?.sql).toBeUndefined();
  });

  it('does not take what a role cannot see for nobody', () => {
    const blind = { ...facts, readsStatistics: false };
    expect(states(vacuumBehind.judge([{ ...waiting, attended: true }], blind))).toEqual(['unknown s.t']);
  });
});

describe('settings', () => {
  const off = [
    { name: 'data_checksums', value: 'off' },
    { name: 'fsync', value: 'off' },
    { name: 'zero_damaged_pages', value: 'off' },
  ];
  it('that endanger the data are named; Neon’s storage replaces some of them', () => {
    expect(states(settings.judge(off, facts))).toEqual(['warning data_checksums', 'critical fsync']);
    expect(settings.judge(off, { ...facts, neon: true })).toEqual([]);
  });
});

describe('what a loss could be made good from', () => {
  const hour = 3_600;
  const machine = { memoryBytes: 1, freeBytes: 1 };
  const sound = {
    newestSeconds: 20 * hour,
    oldestSeconds: 90 * hour,
    drillSeconds: 20 * hour,
    drillDone: true,
    drillFault: null,
    archiveFault: null,
    upSeconds: 90 * hour,
  };
  it.each([
    [{}, []],
    [{ newestSeconds: 37 * hour }, ['critical backups']],
    [{ newestSeconds: null, oldestSeconds: null }, ['critical backups']],
    [{ newestSeconds: null, oldestSeconds: null, upSeconds: 60 }, ['unknown backups']],
    [{ drillSeconds: 49 * hour }, ['warning drills']],
    [{ drillSeconds: null, drillDone: null }, ['warning drills']],
    [{ drillSeconds: null, drillDone: null, oldestSeconds: 20 * hour }, []],
    [{ drillDone: false, drillFault: 'x' }, ['critical drills']],
    [{ archiveFault: 'x' }, ['critical archive of the log']],
  ])('with %j', (change, expected) => {
    expect(states(recovery.judge([{ ...sound, ...change }], { ...facts, machine }))).toEqual(expected);
  });

  it('is unknown of a database that somebody else runs', async () => {
    expect(states(await recovery.read(() => Promise.reject(new Error('not asked')), facts))).toEqual([
      'unknown null',
    ]);
  });
});

describe('the version of the server', () => {
  it.each([
    [180_006, '2026-11-26', 'ok'],
    [180_004, '2026-11-26', 'ok'],
    [180_003, '2026-11-26', 'warning'],
    [180_004, '2027-03-01', 'warning'],
    [180_006, '2027-03-01', 'unknown'],
    [160_003, '2026-11-26', 'warning'],
    [160_015, '2028-12-01', 'critical'],
    [190_000, '2026-11-26', 'unknown'],
  ])('%d on %s is %s', (version, day, state) => {
    const asOf = `${day}T12:00:00.000Z`;
    expect(serverVersion.judge([], { ...facts, version, asOf })).toMatchObject([{ state }]);
  });
});

describe('a disk', () => {
  const gigabyte = 1024 ** 3;
  const today = Math.floor(Date.parse(facts.asOf) / (day * 1000));
  const grown = (days: number) =>
    Array.from({ length: days }, (_, n) => ({
      day: today - days + n,
      bytes: n * gigabyte,
      transactionId: 0,
      multixactId: 0,
    }));
  const withRoom = (days: number, freeGigabytes: number) =>
    diskFull.judge(grown(days), {
      ...facts,
      machine: { memoryBytes: gigabyte, freeBytes: freeGigabytes * gigabyte },
    });

  it.each([
    [31, []],
    [29, ['warning null']],
    [6, ['critical null']],
  ])('with room for %d days', (days, expected) => {
    expect(states(withRoom(14, days))).toEqual(expected);
  });

  it('cannot be told before there is a week, and is no concern where nothing grows', () => {
    expect(states(withRoom(5, 1))).toEqual(['unknown null']);
    const still = grown(14).map((each) => ({ ...each, bytes: gigabyte }));
    const machine = { memoryBytes: gigabyte, freeBytes: 1 };
    expect(diskFull.judge(still, { ...facts, machine })).toEqual([]);
  });

  it('elsewhere is unknown, and says who must watch it', async () => {
    const [verdict] = await diskFull.read(() => Promise.reject(new Error('not asked')), facts);
    expect(verdict).toMatchObject({ state: 'unknown' });
  });
});

describe('row security', () => {
  const policy = {
    schema: 's',
    table: 't',
    policy: 'own',
    shown: "((tenant_id)::text = ( SELECT current_setting('x'::text) AS current_setting))",
    accepted: '',
    rows: 10_000,
    leaders: [],
    words: [],
  };
  const judged = (change: object) => rowSecurityCost.judge([{ ...policy, ...change }], facts)[0];

  it('needs an index on what it compares, as it compares it', () => {
    expect(judged({})).toMatchObject({ sql: 'CREATE INDEX CONCURRENTLY ON s.t (tenant_id);' });
    expect(judged({ leaders: ['tenant_id'] })?.advice).toContain('Convert what tenant_id is compared with');
    for (const served of [
      { leaders: ['tenant_id'], words: ['tenant_id'] },
      { leaders: ['tenant_id::text'] },
      { rows: 9_999 },
    ])
      expect(judged(served)).toBeUndefined();
  });
});

describe('what cannot be told', () => {
  it('statements of a younger statistic, which is reset apart from all else, are not fine', () => {
    const reset = { ...facts, statementsAge: 6 * day };
    for (const one of [slowStatement, spill, planning, offsetCrawl]) {
      expect([one.name, one.judge([], facts)]).toEqual([one.name, []]);
      expect([one.name, ...states(one.judge([], reset))]).toEqual([one.name, 'unknown null']);
    }
  });

  it('planning that nobody measures is not fine', async () => {
    const unmeasured = { ...facts, measuresPlanning: false };
    expect(states(await planning.read(() => Promise.reject(new Error('not asked')), unmeasured))).toEqual([
      'unknown null',
    ]);
  });

  it('what the server does not count, and sessions that do not say what they do, are not fine', async () => {
    const uncounted = { ...facts, countsUse: false };
    const asked = () => Promise.reject(new Error('not asked'));
    for (const one of [vacuumBehind, unusedIndex, sequentialScans, deadlocks])
      expect([one.name, ...states(await one.read(asked, uncounted))]).toEqual([one.name, 'unknown null']);
    expect(states(xminHolder.judge([], { ...facts, showsActivity: false }))).toEqual(['unknown null']);
  });

  it('texts and replicas that a role may not see are not taken for none', () => {
    const blind = { ...facts, readsStatistics: false, replicasHidden: true };
    expect(states(offsetCrawl.judge([], blind))).toEqual(['unknown null']);
    expect(states(replication.judge([], blind))).toEqual(['unknown null']);
  });

  it('totals without a candidate are fine when they cover a week', () => {
    expect(sequentialScans.judge([], facts)).toEqual([]);
    expect(states(sequentialScans.judge([], { ...facts, statisticsAge: 6 * day }))).toEqual(['unknown null']);
    const scanned = [{ schema: 's', table: 't', bytes: 1e8, scans: 500, rowsAScan: 1e5 }];
    expect(states(sequentialScans.judge(scanned, facts))).toEqual(['unknown s.t']);
  });

  it('rows beyond the most that are judged are not passed over in silence', async () => {
    const each = check<{ n: number }>({
      name: 'each',
      title: '',
      why: '',
      sql: 'SELECT n',
      judge: (rows) =>
        rows.map(({ n }) => ({ state: 'warning', object: String(n), evidence: {}, advice: '' })),
    });
    const verdictsOf = (length: number, one = each) =>
      one.read(async <Row>() => Array.from({ length }, (_, n) => ({ n })) as Row[], facts);
    const verdicts = await verdictsOf(201);
    expect(verdicts).toHaveLength(201);
    expect(verdicts.at(-1)?.state).toBe('unknown');
    const last = check<{ n: number }>({
      ...each,
      sql: 'SELECT n',
      judge: (rows) => each.judge(rows, facts).filter(({ object }) => object === '300'),
    });
    expect(states(await verdictsOf(301, last))).toEqual(['warning 300']);
    expect(states(await verdictsOf(5_001, last))).toEqual(['unknown null', 'warning 300']);
  });

  it('a refusal of the server has a reason, a fault of ours has none', () => {
    const refusal = Object.assign(new Error('permission denied for view x'), { code: '42501' });
    expect(faultReason(refusal)).toBe(
      'The role of this connection may not read what the check needs (permission denied for view x).',
    );
    const refused = (code: string) => faultReason(Object.assign(new Error('so it is'), { code }));
    for (const code of ['XX000', 'XX001', '40001', '53100', '42601', 'F0000'])
      expect([code, refused(code)]).toEqual([code, 'The server answered with an error (so it is).']);
    expect(['08006', '57P01', 'EPIPE', 'ECONNRESET'].map(refused)).toEqual([null, null, null, null]);
    expect(faultReason(new TypeError('x is undefined'))).toBeNull();
  });
});
