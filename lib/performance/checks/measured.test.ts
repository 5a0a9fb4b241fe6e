import { expect, it } from 'vitest';
import type { Finding } from './check';
import { withMeasured } from './measured';

const finding = (changes: Partial<Finding>): Finding => ({
  check: 'index-bloat',
  state: 'unknown',
  object: 's.i',
  evidence: {},
  advice: '',
  ...changes,
});
const measured = {
  check: 'index-bloat',
  object: 's.i',
  state: 'warning' as const,
  evidence: { emptyShare: 0.7 },
  advice: 'Build it again.',
  since: '2026-03-02T10:00:00.000Z',
};

it('says what the worker measured where a page does not measure', () => {
  expect(withMeasured([finding({})], [measured])).toMatchObject([
    { state: 'warning', evidence: { emptyShare: 0.7, measuredSince: measured.since } },
  ]);
});

it('leaves everything else as it was seen', () => {
  const seen = [
    finding({ object: 's.other' }),
    finding({ state: 'ok', object: null }),
    finding({ check: 'unused-index' }),
  ];
  expect(withMeasured(seen, [measured])).toEqual(seen);
});

it('says what reading found and no estimate can see, in place of all being well', () => {
  const read = { ...measured, evidence: { emptyShare: 0.7, measured: true } };
  const [other, found, ...more] = withMeasured(
    [finding({ state: 'ok', object: null }), finding({ check: 'unused-index', state: 'ok', object: null })],
    [read],
  );
  expect(other).toMatchObject({ check: 'unused-index', state: 'ok' });
  expect(found).toMatchObject({
    object: 's.i',
    state: 'warning',
    evidence: { measuredSince: measured.since },
  });
  expect(more).toEqual([]);
});
