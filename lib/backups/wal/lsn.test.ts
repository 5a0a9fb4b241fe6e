import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLsn, parseLsn, parseSegmentName, segmentAt, segmentName } from './lsn';

const sixteen = 16 * 1024 * 1024;

test('places and segments are called what Postgres calls them', () => {
  expect(formatLsn(parseLsn('16/B374D848'))).toBe('16/B374D848');
  expect(segmentName(1, segmentAt(parseLsn('0/1000000'), sixteen), sixteen)).toBe('000000010000000000000001');
  expect(segmentName(3, segmentAt(parseLsn('16/B374D848'), sixteen), sixteen)).toBe(
    '0000000300000016000000B3',
  );
  expect(segmentName(1, segmentAt(parseLsn('1/0'), 1024 * 1024), 1024 * 1024)).toBe(
    '000000010000000100000000',
  );
  expect(() => parseLsn('16-B3')).toThrow('no place');
  expect(parseSegmentName('00000002.history', sixteen)).toBeNull();
});

test('a place and a segment come back from what they are called', () => {
  const size = fc.constantFrom(1024 * 1024, sixteen, 64 * 1024 * 1024);
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 64n - 1n),
      size,
      fc.integer({ min: 1, max: 2 ** 31 }),
      (lsn, bytes, timeline) => {
        expect(parseLsn(formatLsn(lsn))).toBe(lsn);
        const segment = segmentAt(lsn, bytes);
        expect(parseSegmentName(segmentName(timeline, segment, bytes), bytes)).toEqual({ timeline, segment });
      },
    ),
  );
});
