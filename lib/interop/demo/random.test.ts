import { describe, expect, it } from 'vitest';
import { logNormal, normal, seeded, uuid, wholeBetween } from './random';

const draw = (label: string, count: number) => {
  const random = seeded(label);
  return Array.from({ length: count }, random);
};

describe('the generator', () => {
  it('repeats itself for a label and differs for another', () => {
    expect(draw('a', 5)).toEqual(draw('a', 5));
    expect(draw('a', 5)).not.toEqual(draw('b', 5));
  });

  it('stays what it is: these numbers are part of the demo', () => {
    expect(draw('names', 2).map((value) => value.toFixed(6))).toEqual(['0.928868', '0.131425']);
  });

  it('is spread evenly from 0 to 1', () => {
    const numbers = draw('even', 10_000);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, n) => sum + n, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });
});

describe('distributions', () => {
  it('has both ends among whole numbers', () => {
    const random = seeded('whole');
    const numbers = Array.from({ length: 500 }, () => wholeBetween(random, 3, 5));
    expect(new Set(numbers)).toEqual(new Set([3, 4, 5]));
  });

  it('has the mean and the median that were asked for', () => {
    const random = seeded('bell');
    const bell = Array.from({ length: 5_000 }, () => normal(random));
    expect(Math.abs(bell.reduce((sum, n) => sum + n, 0) / bell.length)).toBeLessThan(0.05);
    const skewed = Array.from({ length: 5_001 }, () => logNormal(random, 0.4)).sort((a, b) => a - b);
    expect(skewed[2_500]).toBeCloseTo(1, 1);
  });

  it('makes well-formed version 4 uuids', () => {
    expect(uuid(seeded('id'))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
