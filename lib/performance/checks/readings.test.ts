import { expect, it } from 'vitest';
import { areStale } from './readings';

const asOf = '2026-03-02T10:00:00.000Z';
const facts = (latest: string | null) => ({
  readings: { since: null, coveredSeconds: 604_800, latest },
  asOf,
});

it('takes readings that nobody adds to any more for what they are', () => {
  expect(areStale(facts('2026-03-02T09:50:00.000Z'))).toBe(false);
  expect(areStale(facts('2026-03-02T09:30:00.000Z'))).toBe(true);
  expect(areStale(facts(null))).toBe(false);
  expect(areStale({ readings: null, asOf })).toBe(false);
});
