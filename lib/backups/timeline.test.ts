import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeRestorable } from './restorable';
import { timelineOf } from './timeline';

const asOf = '2026-11-26T12:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(asOf) - days * 86_400_000).toISOString();

test('a week is a line of seven days that ends now', () => {
  const line = timelineOf(
    {
      asOf,
      restorable: [
        { from: daysAgo(20), until: daysAgo(5.25) },
        { from: daysAgo(3.5), until: asOf },
      ],
      backups: [
        { endedAt: daysAgo(3.5), parentId: 'a' },
        { endedAt: daysAgo(5.25), parentId: null },
        { endedAt: daysAgo(20), parentId: null },
      ],
      archives: [{ takenAt: daysAgo(7) }, { takenAt: daysAgo(400) }],
    },
    'week',
  );
  expect(line.from).toBe(daysAgo(7));
  expect(line.spans).toEqual([
    { at: 0, width: 250 },
    { at: 500, width: 500 },
  ]);
  expect(line.gaps).toEqual([{ at: 250, width: 250 }]);
  expect([line.backups, line.increments, line.archives]).toEqual([[250], [500], [0]]);
});

test('nothing leaves the line, and spans and gaps never lie on each other', () => {
  const moment = fc.double({ min: 0, max: 800, noNaN: true }).map(daysAgo);
  const stretches = fc.array(
    fc.tuple(moment, moment).map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a })),
  );
  fc.assert(
    fc.property(stretches, (all) => {
      const line = timelineOf({ asOf, restorable: mergeRestorable(all), backups: [], archives: [] }, 'year');
      const drawn = [...line.spans, ...line.gaps].sort((a, b) => a.at - b.at);
      let reached = 0;
      for (const { at, width } of drawn) {
        expect(at).toBeGreaterThanOrEqual(reached - 1e-6);
        reached = at + width;
      }
      expect(reached).toBeLessThanOrEqual(1000 + 1e-6);
    }),
  );
});
