import { expect, it } from 'vitest';
import { evidenceWords } from './evidence-words';

it('evidence is told in words with units', () => {
  const words = evidenceWords({
    bytes: 150 * 1024 ** 2,
    coveringIndexBytes: 8192,
    emptyShare: 0.5,
    seconds: 90,
    failingSeconds: 7200,
    planMilliseconds: 12,
    observedDays: 40,
    parentDeletes: 12_345,
    measured: true,
    lastVacuum: null,
    lastScan: '2026-03-02T10:00:00.000Z',
    columns: ['a', 'b'],
    relations: [],
  });
  expect(words.map(({ label, value }) => `${label}: ${value.replaceAll('\u00a0', ' ')}`)).toEqual([
    'size: 150 MB',
    'covering index: 8.0 kB',
    'empty share: 50.0 %',
    'for: 2 min',
    'failing: 2 h',
    'plan: 12 ms',
    'observed: 40 days',
    'parent deletes: 12,345',
    'measured: yes',
    'last scan: 2 Mar 2026, 10:00 UTC',
    'columns: a, b',
  ]);
});
