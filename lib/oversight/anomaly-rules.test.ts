import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ActorHour, anomalyRules, anomalyWords, judgeHour } from './anomaly-rules';

const quiet: ActorHour = {
  institutionId: 'i',
  actorId: 'a',
  actorName: 'Somebody',
  hour: '2026-03-02T10:00:00.000Z',
  students: 0,
  exports: 0,
  lookups: 0,
  refusals: 0,
  atNight: 0,
  untaught: 0,
  emergencies: 0,
};
const count = fc.integer({ min: 0, max: 100 });
const counts = fc.record({
  students: count,
  exports: count,
  lookups: count,
  refusals: count,
  atNight: count,
  untaught: count,
  emergencies: count,
});
const found = (hour: Partial<ActorHour>) => judgeHour({ ...quiet, ...hour }).map(({ rule }) => rule);

it('finds nothing in an hour of ordinary work', () => {
  expect(found({ students: 29, exports: 4, lookups: 9, refusals: 9, atNight: 4 })).toEqual([]);
});

it.each([
  ['bulk-reading', { students: 30 }],
  ['bulk-export', { exports: 5 }],
  ['number-lookups', { lookups: 10 }],
  ['refusals', { refusals: 10 }],
  ['out-of-hours', { atNight: 5 }],
  ['no-teaching-relation', { untaught: 1 }],
  ['emergency-access', { emergencies: 1 }],
])('finds %s from its threshold on', (rule, hour) => {
  expect(found(hour)).toEqual([rule]);
});

it('finds exactly what has reached its threshold, and never less where more was done', () => {
  fc.assert(
    fc.property(counts, counts, (some, more) => {
      const hour = { ...quiet, ...some };
      for (const { name, counts: counted, threshold } of anomalyRules)
        expect(found(some).includes(name)).toBe(counted(hour) >= threshold);
      const both = {
        students: some.students + more.students,
        exports: some.exports + more.exports,
        lookups: some.lookups + more.lookups,
        refusals: some.refusals + more.refusals,
        atNight: some.atNight + more.atNight,
        untaught: some.untaught + more.untaught,
        emergencies: some.emergencies + more.emergencies,
      };
      expect(found(both)).toEqual(expect.arrayContaining(found(some)));
    }),
  );
});

it('has words for every rule, and the bare name for one that is gone', () => {
  for (const { name, threshold } of anomalyRules)
    expect(anomalyWords(name, threshold).says).toContain(String(threshold));
  expect(anomalyWords('former-rule', 3)).toEqual({ says: 'former-rule: 3', why: '' });
});
