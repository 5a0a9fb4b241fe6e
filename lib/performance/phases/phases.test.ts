import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '@/lib/days';
import { isTerm, type Phase, phases, phasesOf, spansOf, spansOfTerm, type Term } from './phases';

const autumn: Term = { startsOn: '2026-09-07', endsOn: '2026-12-18' };

const day = fc.integer({ min: 0, max: 1_500 }).map((n) => addDays('2024-01-01', n));
const term = fc
  .tuple(day, fc.integer({ min: 27, max: 399 }))
  .map(([startsOn, length]): Term => ({ startsOn, endsOn: addDays(startsOn, length) }));
const terms = fc.array(term, { maxLength: 6 });

describe('the phase of a day', () => {
  it.each<[string, Phase[]]>([
    ['2026-08-09', []],
    ['2026-08-10', ['ENROLMENT']],
    ['2026-09-20', ['ENROLMENT']],
    ['2026-09-21', ['TEACHING']],
    ['2026-11-27', ['TEACHING']],
    ['2026-11-28', ['EXAMS']],
    ['2026-12-25', ['EXAMS']],
    ['2026-12-26', []],
  ])('%s is in %j', (date, expected) => {
    expect(phasesOf(date, [autumn])).toEqual(expected);
  });

  it('is that of each term where terms overlap', () => {
    const spring: Term = { startsOn: '2027-01-11', endsOn: '2027-05-14' };
    expect(phasesOf('2026-12-20', [autumn, spring])).toEqual(['ENROLMENT', 'EXAMS']);
  });

  it('does not come from workshops, or from courses without an end', () => {
    const dates = [
      { startsOn: '2026-09-07', endsOn: '2026-09-20' },
      { startsOn: '2026-01-01', endsOn: '2030-01-01' },
      { startsOn: '2026-09-07', endsOn: '2026-08-01' },
    ];
    expect(dates.map(isTerm)).toEqual([false, false, false]);
    expect(phasesOf('2026-09-08', dates)).toEqual([]);
  });

  it('is one of three from the first enrolment to the last mark, in that order', () => {
    fc.assert(
      fc.property(term, (one) => {
        const first = addDays(one.startsOn, -28);
        const all = Array.from({ length: daysBetween(first, one.endsOn) + 8 }, (_, n) =>
          phasesOf(addDays(first, n), [one]),
        );
        expect(all.every((found) => found.length === 1)).toBe(true);
        const order = all.flatMap(([found]) => (found ? [phases.indexOf(found)] : []));
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(new Set(order).size).toBe(3);
        expect(phasesOf(addDays(first, -1), [one])).toEqual([]);
        expect(phasesOf(addDays(one.endsOn, 8), [one])).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the spans of a phase', () => {
  it('hold exactly the days that are in it, whatever the order of the terms', () => {
    fc.assert(
      fc.property(terms, day, (all, date) => {
        const spans = spansOf(all);
        const named = phases.filter((phase) =>
          spans.some((span) => span.phase === phase && span.from <= date && date <= span.until),
        );
        expect(named).toEqual(phasesOf(date, all));
        expect(spansOf([...all].reverse())).toEqual(spans);
      }),
    );
  });

  it('neither overlap nor touch', () => {
    fc.assert(
      fc.property(terms, (all) => {
        for (const phase of phases) {
          const spans = spansOf(all).filter((span) => span.phase === phase);
          for (const [n, { from, until }] of spans.entries()) {
            expect(from <= until).toBe(true);
            const next = spans[n + 1];
            if (next) expect(daysBetween(until, next.from)).toBeGreaterThan(1);
          }
        }
      }),
    );
  });

  it('of one term are three', () => {
    expect(spansOf([autumn])).toEqual(spansOfTerm(autumn));
  });
});
