import { expect, it } from 'vitest';
import { judgeWatch, type Watched } from './judge-watch';
import type { Moment, Reading } from './readings';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 26);
const watching = { until: 24 * hour, leastCalls: 10, always: [] };

/** Totals that grow by so many calls of so many milliseconds in each reading. */
function story(...steps: [Moment, calls: number, each: number][]): Reading[] {
  let [calls, milliseconds] = [0, 0];
  return steps.map(([moment, more, each], n) => {
    calls += more;
    milliseconds += more * each;
    return {
      moment,
      at: new Date(start + n * hour).toISOString(),
      statements: [{ name: 'a.b', calls, milliseconds, since: null, elsewhere: false }],
    };
  });
}

const windows = (each: number, number = 6): [Moment, number, number][] =>
  Array.from({ length: number }, () => ['WATCH', 50, each]);
const before: [Moment, number, number][] = [
  ['PROPOSED', 100, 40],
  ['BEFORE', 100, 10],
  ['AFTER', 0, 0],
];
const outcome = (readings: Reading[], { kind = 'create', targets = ['a.b'], now = start + 9 * hour } = {}) =>
  judgeWatch(readings, targets, kind as Watched, now, watching).outcome;

it('keeps what is surely faster than between proposal and change', () => {
  const verdict = judgeWatch(story(...before, ...windows(2)), ['a.b'], 'create', start, watching);
  expect(verdict.outcome).toBe('keep');
  expect(verdict.effects[0]).toMatchObject({ statement: 'a.b', before: 10, after: 2, windows: 6 });
});

it('keeps nothing ahead of time that the most frequent write was not seen with', () => {
  const night = story(...before, ...windows(2));
  const judged = (readings: Reading[], now = start) =>
    judgeWatch(readings, ['a.b'], 'create', now, { ...watching, always: ['c.d'] }).outcome;
  expect(judged(night)).toBe('wait');
  expect(judged(night, start + 48 * hour)).toBe('keep');
  const day = night.map((reading, n) => ({
    ...reading,
    statements: [
      ...reading.statements,
      { name: 'c.d', calls: 20 * (n + 1), milliseconds: 20 * (n + 1), since: null, elsewhere: false },
    ],
  }));
  expect(judged(day)).toBe('keep');
});

it('undoes what is surely slower, also where it was not the aim', () => {
  expect(outcome(story(...before, ...windows(30)))).toBe('undo');
  expect(outcome(story(...before, ...windows(30)), { targets: ['c.d'] })).toBe('undo');
});

it('waits while there are few windows, and ends unclear', () => {
  expect(outcome(story(...before, ...windows(2, 4)))).toBe('wait');
  expect(outcome(story(...before, ...windows(10)))).toBe('wait');
  expect(outcome(story(...before, ...windows(10)), { now: start + 48 * hour })).toBe('unclear');
  expect(outcome([], { now: start + 48 * hour })).toBe('wait');
});

it('keeps what a foreign key needs once nothing became slower for it, though nobody asked what it makes faster', () => {
  const key = { kind: 'create-for-key', targets: [] };
  expect(outcome(story(...before, ...windows(10)), key)).toBe('wait');
  expect(outcome(story(...before, ...windows(10)), { ...key, now: start + 48 * hour })).toBe('keep');
  expect(outcome(story(...before, ...windows(30)), { ...key, now: start + 48 * hour })).toBe('undo');
  expect(outcome(story(...before, ...windows(2)), key)).toBe('keep');
  const unseen = story(...before, ['WATCH', 0, 0]);
  expect(outcome(unseen, { ...key, now: start + 48 * hour })).toBe('unclear');
});

it('keeps an index away once the time is over and nothing became slower', () => {
  expect(outcome(story(...before, ...windows(10)), { kind: 'drop', targets: [] })).toBe('wait');
  const over = { kind: 'drop', targets: [], now: start + 48 * hour };
  expect(outcome(story(...before, ...windows(10)), over)).toBe('keep');
  expect(outcome(story(...before, ...windows(10, 2)), over)).toBe('unclear');
});

it('takes the totals where nobody called between proposal and change', () => {
  const quiet = story(['PROPOSED', 500, 10], ['BEFORE', 0, 0], ['AFTER', 0, 0], ...windows(2));
  expect(outcome(quiet)).toBe('keep');
});

it('takes the totals where a few called between proposal and change', () => {
  const hasty = story(['PROPOSED', 500, 10], ['BEFORE', 20, 1], ['AFTER', 0, 0], ...windows(9));
  expect(outcome(hasty)).toBe('wait');
});

it('begins a window anew where statistics were reset', () => {
  const readings = story(...before, ...windows(2, 3));
  const reset = story(...windows(2, 4)).map((reading) => ({ ...reading, moment: 'WATCH' as const }));
  const { effects } = judgeWatch([...readings, ...reset], ['a.b'], 'create', start, watching);
  expect(effects[0]).toMatchObject({ windows: 6, after: 2 });
});

it('knows of a reset also where more was asked since than before', () => {
  const dated = (readings: Reading[], since: string) =>
    readings.map((reading) => ({
      ...reading,
      statements: reading.statements.map((total) => ({ ...total, since })),
    }));
  const busy = story(['WATCH', 5_000, 2], ...windows(2, 5));
  const readings = [
    ...dated(story(...before), '2026-11-01 00:00:00+00'),
    ...dated(busy, '2026-11-26 04:00:00+00'),
  ];
  const { effects } = judgeWatch(readings, ['a.b'], 'create', start, watching);
  expect(effects[0]).toMatchObject({ windows: 5, after: 2 });
});

/** A story in which six other statements, of 3 ms each before, are asked as well; `otherEach` is what one, or all of them, take later. */
function amongOthers(each: number, otherEach: number | number[], others = 6): Reading[] {
  const readings = story(...before, ...windows(each));
  return readings.map((reading, n) => ({
    ...reading,
    statements: [
      ...reading.statements,
      ...Array.from({ length: others }, (_, k) => {
        const [calm, later] = [Math.min(n + 1, 3), Math.max(n - 2, 0)];
        const now = typeof otherEach === 'number' ? otherEach : (otherEach[k] ?? 3);
        const milliseconds = 100 * (3 * calm + now * later);
        return { name: `other.${k}`, calls: 100 * (n + 1), milliseconds, since: null, elsewhere: true };
      }),
    ],
  }));
}

it('blames no change for what slowed down everything else as well', () => {
  expect(outcome(amongOthers(18, 3))).toBe('undo');
  expect(outcome(amongOthers(18, 5.4))).toBe('wait');
  expect(outcome(amongOthers(18, 5.4), { now: start + 48 * hour })).toBe('unclear');
  expect(outcome(amongOthers(30, 5.4))).toBe('undo');
});

it('blames no change for what befell one of the others as well', () => {
  expect(outcome(amongOthers(18, [2.5, 2.8, 3, 3, 3.2, 6]))).toBe('wait');
  expect(outcome(amongOthers(25, [2.5, 2.8, 3, 3, 3.2, 6]))).toBe('undo');
});

it('gives no change the merit of a quiet night', () => {
  expect(outcome(amongOthers(6, 3))).toBe('keep');
  expect(outcome(amongOthers(6, 1.8))).toBe('wait');
  expect(outcome(amongOthers(2, 1.8))).toBe('keep');
});

it('says nothing of hours in which all else was more than twice as slow, or as fast', () => {
  expect(outcome(amongOthers(90, 7))).toBe('wait');
  expect(outcome(amongOthers(0.5, 1))).toBe('wait');
});

it('compares with others only where there are enough of them', () => {
  expect(outcome(amongOthers(18, 5.4, 4))).toBe('undo');
});
