import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { todayIn } from '@/lib/days';
import { ageOn, mayCollect, rightsHolder } from './rights-holder';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('whose the rights are', () => {
  it('passes to the student on the eighteenth birthday, not a day sooner', () => {
    const facts = { birthDate: '2008-11-26', postsecondarySince: null };
    expect(rightsHolder(facts, '2026-11-25')).toBe('GUARDIAN');
    expect(rightsHolder(facts, '2026-11-26')).toBe('STUDENT');
  });

  it('passes at midnight where the institution is', () => {
    const facts = { birthDate: '2008-11-26', postsecondarySince: null };
    const at = (moment: string, zone: string) => rightsHolder(facts, todayIn(zone, new Date(moment)));
    expect(at('2026-11-26T04:59:59Z', 'America/New_York')).toBe('GUARDIAN');
    expect(at('2026-11-26T05:00:00Z', 'America/New_York')).toBe('STUDENT');
    expect(at('2026-11-25T09:59:59Z', 'Pacific/Kiritimati')).toBe('GUARDIAN');
    expect(at('2026-11-25T10:00:00Z', 'Pacific/Kiritimati')).toBe('STUDENT');
  });

  it('is 18 on 1 March for whoever was born on 29 February', () => {
    expect([ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18]);
  });

  it('passes with the first day of postsecondary education at any age', () => {
    const facts = { birthDate: '2010-05-01', postsecondarySince: '2026-09-01' };
    expect([rightsHolder(facts, '2026-08-31'), rightsHolder(facts, '2026-09-01')]).toEqual([
      'GUARDIAN',
      'STUDENT',
    ]);
  });

  it('never goes back to the guardian, and is the student’s where the age is not known', () => {
    fc.assert(
      fc.property(day, fc.option(day), day, day, (birthDate, postsecondarySince, one, other) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        const facts = { birthDate, postsecondarySince };
        if (rightsHolder(facts, first) === 'STUDENT') expect(rightsHolder(facts, second)).toBe('STUDENT');
        expect(rightsHolder({ birthDate: null, postsecondarySince }, one)).toBe('STUDENT');
      }),
    );
  });
});

it('collects from a child under 13 only while a guardian agrees', () => {
  expect(mayCollect('2014-01-10', '2027-01-09', false)).toBe(false);
  expect(mayCollect('2014-01-10', '2027-01-09', true)).toBe(true);
  expect(mayCollect('2014-01-10', '2027-01-10', false)).toBe(true);
  expect(mayCollect(null, '2027-01-09', false)).toBe(true);
});
