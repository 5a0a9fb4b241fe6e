import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Disclosure } from './disclosures';
import { occasionsOf } from './occasions';

const start = Date.parse('2026-03-02T10:00:00Z');
const lookAt = (minute: number, part: Partial<Disclosure> = {}): Disclosure => ({
  id: `look ${minute}`,
  at: new Date(start + minute * 60_000).toISOString(),
  who: 'Ada',
  role: 'ADMIN',
  action: 'record.request.view',
  outcome: 'ALLOWED',
  purpose: null,
  justification: null,
  level: null,
  ground: null,
  course: null,
  ...part,
});
const minutes = (occasions: ReturnType<typeof occasionsOf>) =>
  occasions.map(({ look, times, since }) => [look.at, times, since].join(' '));

describe('occasionsOf', () => {
  it('puts looks of one sitting together, whatever was done in between', () => {
    const decided = lookAt(15, { action: 'record.request.decide' });
    expect(minutes(occasionsOf([lookAt(20), decided, lookAt(10), lookAt(0)]))).toEqual([
      '2026-03-02T10:20:00.000Z 3 2026-03-02T10:00:00.000Z',
      '2026-03-02T10:15:00.000Z 1 2026-03-02T10:15:00.000Z',
    ]);
  });

  it('keeps apart what is more than an hour apart, and whatever says something else', () => {
    const others: Partial<Disclosure>[] = [
      { who: 'Bo' },
      { outcome: 'DENIED' },
      { purpose: 'Advising' },
      { justification: 'a reason' },
      { level: 'full' },
      { ground: 'EMERGENCY' },
      { course: 'Logic' },
    ];
    expect(occasionsOf([lookAt(61), lookAt(0)])).toHaveLength(2);
    for (const other of others) expect(occasionsOf([lookAt(1), lookAt(0, other)])).toHaveLength(2);
  });

  it('loses no look and invents none', () => {
    const minute = fc.nat(600);
    const who = fc.constantFrom('Ada', 'Bo');
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, who)), (made) => {
        const looks = made.toSorted(([a], [b]) => b - a).map(([at, name]) => lookAt(at, { who: name }));
        const occasions = occasionsOf(looks);
        expect(occasions.reduce((sum, { times }) => sum + times, 0)).toBe(looks.length);
        for (const { look, since, times } of occasions) {
          const within = looks.filter(({ who, at }) => who === look.who && at <= look.at && at >= since);
          expect(within.length).toBeGreaterThanOrEqual(times);
          expect(within.at(-1)?.at).toBe(since);
        }
        expect(occasions.map(({ look }) => look.at)).toEqual(
          occasions
            .map(({ look }) => look.at)
            .toSorted()
            .reverse(),
        );
      }),
    );
  });
});
