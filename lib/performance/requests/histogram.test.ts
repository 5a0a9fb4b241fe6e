import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCounters, type Counters } from '../readings/counters';
import { bucketCounters, countIn, noBuckets, quantile } from './histogram';

function histogramOf(times: number[]): Counters {
  const buckets = noBuckets();
  for (const time of times) countIn(buckets, time);
  return { ...bucketCounters(buckets), maxMilliseconds: Math.max(...times) };
}

it('quantiles lie within half of the true ones, whatever was counted', () => {
  const times = fc.array(fc.double({ min: 1.01, max: 16_000, noNaN: true }), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.95, 0.99), (all, share) => {
      const sorted = [...all].sort((a, b) => a - b);
      const truth = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
      const told = quantile(histogramOf(all), share) ?? Number.NaN;
      expect(told).toBeGreaterThanOrEqual(truth / 1.5);
      expect(told).toBeLessThanOrEqual(truth * 1.5);
    }),
  );
});

it('says nothing of nothing, and the largest seen of what is over all bounds', () => {
  expect(quantile({ requests: 0 }, 0.5)).toBeNull();
  expect(quantile(histogramOf([60_000]), 1)).toBe(60_000);
});

it('two periods together are the histogram of both', () => {
  expect(addCounters(histogramOf([3, 90]), histogramOf([90, 20_000]))).toEqual(
    histogramOf([3, 90, 90, 20_000]),
  );
});

it('a time on a bound is in the bucket that the bound ends', () => {
  expect(histogramOf([1, 1.4, 1.5, 16_384, 16_385])).toEqual({
    upTo1: 1,
    'upTo1.4': 1,
    upTo2: 1,
    upTo16384: 1,
    over: 1,
    maxMilliseconds: 16_385,
  });
});
