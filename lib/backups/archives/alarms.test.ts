import { expect, test } from 'vitest';
import { archiveAlarms } from './alarms';

const asOf = '2026-11-26T05:00:00.000Z';
const titles = (takenAt: string[], platform: 'embedded' | 'neon') =>
  archiveAlarms(
    takenAt.map((moment) => ({ takenAt: moment })),
    platform,
    asOf,
  ).map(({ title }) => title);

test('having none is a fault only where archives are all there is', () => {
  expect(titles([], 'embedded')).toEqual([]);
  expect(titles([], 'neon')).toEqual(['There is no logical archive yet']);
});

test('a month missed is a fault everywhere', () => {
  expect(titles(['2026-11-01T05:12:00.000Z'], 'neon')).toEqual([]);
  expect(titles(['2026-10-11T05:12:00.000Z', '2026-09-01T05:12:00.000Z'], 'embedded')).toEqual([
    'The newest logical archive is over six weeks old',
  ]);
});
