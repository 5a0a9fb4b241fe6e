import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesOf } from '@/lib/analytics/rules/rules';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { assessClass, type ClassDay } from './assess-class';
import { median } from './class-figures';
import { compareWeeks } from './compare-weeks';
import type { RiskFacts } from './facts';
import { assess } from './score';
import { productWeights, signalNames, weightsOf } from './weights';
import { explain, explainChange, explainLeft } from './words';

const diligent: RiskFacts = {
  userId: 'a',
  days: 28,
  idleDays: 1,
  startDays: 0,
  activeDays: 16,
  activeDays14: 8,
  activeDays7: 4,
  activeDaysBefore: 12,
  seconds: 36_000,
  interactions: 400,
  sectionsDone: 10,
  sectionsRequired: 40,
  comprehension: 80,
  comprehensionSections: 5,
};
const absent: RiskFacts = {
  ...diligent,
  idleDays: null,
  startDays: null,
  activeDays: 0,
  activeDays14: 0,
  activeDays7: 0,
  activeDaysBefore: 0,
  seconds: 0,
  interactions: 0,
  sectionsDone: 0,
  comprehension: null,
  comprehensionSections: 0,
};
const crowd = (n: number, facts = diligent) =>
  Array.from({ length: n }, (_, index) => ({ ...facts, userId: `crowd-${index}` }));
const classOf = (students: RiskFacts[], change: Partial<ClassDay> = {}): ClassDay => ({
  day: '2026-03-28',
  courseDays: 28,
  planned: 25,
  students,
  ...change,
});
const scoresOf = (seen: ClassDay) => {
  const answer = assessClass(seen, productWeights);
  return answer.usual === null ? answer.notEnough : answer.assessments;
};
const scoreOf = (student: RiskFacts, others = crowd(20)) => {
  const all = scoresOf(classOf([student, ...others]));
  if (typeof all === 'string') throw new Error(all);
  const found = all.find(({ userId }) => userId === student.userId);
  if (!found) throw new Error('not judged');
  return found;
};

const facts = fc.record({
  userId: fc.uuid(),
  days: fc.integer({ min: 0, max: 60 }),
  idleDays: fc.option(fc.integer({ min: 0, max: 60 })),
  startDays: fc.option(fc.integer({ min: 0, max: 60 })),
  activeDays: fc.integer({ min: 0, max: 60 }),
  activeDays14: fc.integer({ min: 0, max: 14 }),
  activeDays7: fc.integer({ min: 0, max: 7 }),
  activeDaysBefore: fc.integer({ min: 0, max: 21 }),
  seconds: fc.integer({ min: 0, max: 100_000 }),
  interactions: fc.integer({ min: 0, max: 1000 }),
  sectionsDone: fc.integer({ min: 0, max: 40 }),
  sectionsRequired: fc.constantFrom(0, 40),
  comprehension: fc.option(fc.integer({ min: 0, max: 100 })),
  comprehensionSections: fc.integer({ min: 0, max: 9 }),
});

describe('the weights', () => {
  it('are rules, the same under the versions that are older than these, and an institution’s own', () => {
    for (const version of [1, 2, 3]) expect(weightsOf(rulesOf(version))).toEqual(productWeights);
    const own = weightsOf(rulesOf(currentVersion, { 'risk.listedFrom': 50, 'riskPoints.trend': 0 }, 7));
    expect(own).toEqual({
      ...productWeights,
      listedFrom: 50,
      points: { ...productWeights.points, trend: 0 },
    });
  });

  it('are of every signal, and bring 100 points without comprehension', () => {
    expect(Object.keys(productWeights.points)).toEqual([...signalNames]);
    const { comprehension, ...others } = productWeights.points;
    expect(Object.values(others).reduce((sum, points) => sum + points, 0)).toBe(100);
    expect(comprehension).toBeGreaterThan(0);
  });
});

describe('the score', () => {
  it('is 0 for whoever does what is usual, and 100 for whom nothing was seen of', () => {
    expect(scoreOf(diligent).score).toBe(0);
    expect(scoreOf(absent).score).toBe(100);
  });

  it('stays within 0–100, and its reasons add up to it but for rounding', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 10, maxLength: 30 }), (students) => {
        const all = scoresOf(classOf(students));
        if (typeof all === 'string') return;
        for (const { score, reasons } of all) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          const sum = reasons.reduce((total, { points }) => total + points, 0);
          expect(Math.abs(sum - score)).toBeLessThanOrEqual(signalNames.length / 2 + 0.5);
        }
      }),
    );
  });

  it('does not rise when a student does more, all else equal', () => {
    fc.assert(
      fc.property(facts, facts, fc.integer({ min: 1, max: 5 }), (student, other, more) => {
        const answer = assessClass(classOf([...crowd(10), other]), productWeights);
        if (answer.usual === null) return;
        const keener = {
          ...student,
          activeDays: student.activeDays + more,
          activeDays14: student.activeDays14 + more,
          activeDays7: student.activeDays7 + more,
          seconds: student.seconds + more * 60,
          interactions: student.interactions + more,
          sectionsDone: student.sectionsDone + more,
          idleDays: student.idleDays === null ? 0 : Math.max(0, student.idleDays - more),
        };
        const [before, after] = [student, keener].map((one) => assess(one, answer.usual, productWeights));
        expect(after?.score ?? 0).toBeLessThanOrEqual(before?.score ?? 0);
      }),
    );
  });

  it('expects of a newcomer no more than the days since allow', () => {
    const newcomer = {
      ...diligent,
      userId: 'new',
      activeDaysBefore: 4,
      days: 14,
      activeDays: 8,
      seconds: 18_000,
      interactions: 200,
      sectionsDone: 5,
    };
    expect(scoreOf(newcomer).score).toBe(0);
  });

  it('says nothing of whoever enrolled some days ago', () => {
    const all = scoresOf(classOf([{ ...absent, days: 6 }, ...crowd(20)]));
    expect(JSON.stringify(all)).not.toContain('"a"');
  });

  it('is as sure as the rules say of its days and of the class', () => {
    const surenessOf = (days: number, students: number, weights = productWeights) => {
      const answer = assessClass(classOf([{ ...diligent, days }, ...crowd(students - 1)]), weights);
      return answer.usual && answer.assessments.find(({ userId }) => userId === 'a')?.confidence;
    };
    expect([surenessOf(21, 50), surenessOf(20, 50), surenessOf(21, 49)]).toEqual([
      'high',
      'medium',
      'medium',
    ]);
    expect([surenessOf(14, 20), surenessOf(13, 20), surenessOf(14, 19)]).toEqual(['medium', 'low', 'low']);
    const small = weightsOf(rulesOf(currentVersion, { 'risk.highStudents': 20 }));
    expect(surenessOf(21, 20, small)).toBe('high');
  });

  it('compares a week with the weeks before only where these had enough', () => {
    const steady = { ...diligent, activeDays7: 0, activeDaysBefore: 4 };
    const signals = (weights = productWeights) => {
      const answer = assessClass(classOf([steady, ...crowd(20)]), weights);
      const found = answer.usual && answer.assessments.find(({ userId }) => userId === 'a');
      return found?.reasons.map(({ signal }) => signal);
    };
    expect(signals()).toContain('trend');
    expect(signals(weightsOf(rulesOf(currentVersion, { 'risk.trendDays': 2 })))).not.toContain('trend');
  });

  it('does not blame a student for a class that is behind its plan, nor for one ahead of it', () => {
    const slow = crowd(20, { ...diligent, sectionsDone: 2 });
    expect(scoreOf({ ...diligent, sectionsDone: 2 }, slow).score).toBe(0);
    const fast = crowd(20, { ...diligent, sectionsDone: 30 });
    expect(scoreOf({ ...diligent, sectionsDone: 10 }, fast).score).toBe(0);
  });
});

describe('a class', () => {
  it('is too young, too small or has not begun: in words', () => {
    expect(scoresOf(classOf(crowd(20), { courseDays: 6 }))).toBe('the course is in its first 7 days');
    expect(scoresOf(classOf(crowd(20), { courseDays: 0 }))).toBe('the course has not begun');
    expect(scoresOf(classOf(crowd(9)))).toContain('needs 10 students');
    expect(scoresOf(classOf(crowd(20, absent)))).toContain('has not begun');
    expect(scoresOf(classOf(crowd(20, { ...diligent, days: 3 }), { courseDays: null }))).toContain(
      '7 days ago',
    );
  });

  it('has the median that sorting gives', () => {
    expect([median([]), median([3]), median([1, 9]), median([5, 1, 9])]).toEqual([0, 3, 5, 5]);
  });
});

describe('a week', () => {
  const quiet = {
    ...diligent,
    userId: 'quiet',
    idleDays: 10,
    activeDays: 6,
    activeDays14: 1,
    activeDays7: 0,
    seconds: 9_000,
    sectionsDone: 2,
  };
  const week = (now: RiskFacts[], before: RiskFacts[]) =>
    compareWeeks(classOf([...now, ...crowd(20)]), classOf([...before, ...crowd(20)]), productWeights);

  it('names who is new, with what moved the score most', () => {
    const { listed } = week([quiet], [{ ...diligent, userId: 'quiet' }]);
    expect(listed.map(({ userId, change }) => [userId, change?.kind, change?.before])).toEqual([
      ['quiet', 'new', 0],
    ]);
    expect(listed[0]?.change?.because).toMatchObject({ signal: 'recent', before: 8, now: 1 });
  });

  it('names who rose, fell or stayed', () => {
    const kinds = (now: RiskFacts, before: RiskFacts) => week([now], [before]).listed[0]?.change?.kind;
    const gone = { ...absent, userId: 'quiet' };
    expect([kinds(gone, quiet), kinds(quiet, gone), kinds(quiet, quiet)]).toEqual([
      'worse',
      'better',
      'same',
    ]);
  });

  it('names who left, by getting better or by not learning any more', () => {
    const better = { ...diligent, userId: 'quiet' };
    expect(week([better], [quiet, absent]).left).toEqual([
      { userId: 'a', before: 100, now: null },
      { userId: 'quiet', before: expect.any(Number), now: 0 },
    ]);
  });

  it('makes no comparison with a week in which nothing could be said', () => {
    const early = classOf(crowd(20), { courseDays: 5 });
    const { compared, listed, left } = compareWeeks(classOf([quiet, ...crowd(20)]), early, productWeights);
    expect([compared, listed[0]?.change, left]).toEqual([false, null, []]);
  });
});

describe('the words', () => {
  it('carry the numbers', () => {
    const reason = { signal: 'absence', points: 20, own: 12, usual: 2, expected: 2, unit: 'days' } as const;
    expect(explain(reason)).toBe('No activity for 12 days; the class’s median is 2 days.');
    expect(explain({ ...reason, signal: 'recent', own: 0 })).toMatch(/^Active on no day of the last 14;/);
    expect(explainChange({ kind: 'same', before: 100, because: null })).toBe(
      'About the same as a week ago (100).',
    );
    expect(explainChange({ kind: 'new', before: null, because: null })).toMatch(/^New: .*too early/);
    expect(explainLeft({ before: 60, now: 10 })).toBe('From 60 to 10.');
    expect(
      explain({ ...reason, signal: 'progress', own: 4, usual: 12.75, expected: 10, unit: 'percent' }),
    ).toBe(
      '4\u00a0% of the required sections done; the class’s median is 12.8\u00a0%, and 10\u00a0% could be expected by now.',
    );
    expect(explain({ ...reason, signal: 'trend', own: 1, usual: 2.33, expected: 2.33 })).toBe(
      'Active on 1 day this week; 2.3 days a week in the weeks before.',
    );
  });
});
