import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandOf,
  type Contact,
  leastStudents,
  measureImpact,
  type StudentHistory,
  windowDays,
} from './impact';

const contactDay = 100;
const today = 200;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const student = (studentId: string, change: Partial<StudentHistory> = {}): StudentHistory => ({
  studentId,
  enrolledOn: 0,
  endedOn: null,
  activeDays: [],
  finishedDays: [],
  ...change,
});
/** `count` students who were active on one day before and on `after` days after the contact. */
const people = (name: string, count: number, after: number) =>
  range(count).map((n) =>
    student(`${name}${n}`, {
      activeDays: [contactDay - 3, ...range(after).map((day) => contactDay + 1 + day)],
      finishedDays: range(after).map(() => contactDay + 2),
    }),
  );
const contactsOf = (students: StudentHistory[], day = contactDay): Contact[] =>
  students.map(({ studentId }) => ({ studentId, day }));

describe('before and after a contact', () => {
  const contacted = people('c', 12, 4);
  const others = people('o', 15, 1);

  it('stands beside students who were as active and were left alone', () => {
    expect(measureImpact([...contacted, ...others], contactsOf(contacted), today)).toEqual({
      contacts: 12,
      students: 12,
      comparableStudents: 15,
      comparison: {
        contacted: { activeDays: { before: 1, after: 4 }, sections: { before: 0, after: 4 } },
        comparable: { activeDays: { before: 1, after: 1 }, sections: { before: 0, after: 1 } },
      },
    });
  });

  it('is not said below ten students on either side', () => {
    const few = contacted.slice(0, leastStudents - 1);
    expect(measureImpact([...few, ...others], contactsOf(few), today).comparison).toBeNull();
    const lonely = measureImpact([...contacted, ...others.slice(0, 9)], contactsOf(contacted), today);
    expect(lonely.comparison).toBeNull();
    expect([lonely.contacts, lonely.comparableStudents]).toEqual([12, 9]);
  });

  it('waits for whole days on both sides', () => {
    const all = [...contacted, ...others];
    const on = (now: number) => measureImpact(all, contactsOf(contacted), now).contacts;
    expect([on(contactDay + windowDays), on(contactDay + windowDays + 1)]).toEqual([0, 12]);
    const late = contacted.map((each) => ({ ...each, enrolledOn: contactDay - windowDays + 1 }));
    expect(measureImpact([...late, ...others], contactsOf(contacted), today).contacts).toBe(0);
  });

  it('counts nobody who had done with the course, and no second contact in the window of the first', () => {
    const ended = contacted.map((each, n) => ({ ...each, endedOn: n < 2 ? contactDay : contactDay + 1 }));
    expect(measureImpact([...ended, ...others], contactsOf(contacted), today).contacts).toBe(10);
    const again = [...contactsOf(contacted), ...contactsOf(contacted, contactDay + windowDays)];
    expect(measureImpact([...contacted, ...others], again, today).contacts).toBe(12);
  });

  it('compares with nobody who was contacted about the same time', () => {
    const near = contactsOf(others, contactDay + windowDays);
    expect(
      measureImpact([...contacted, ...others], [...contactsOf(contacted), ...near], today).contacts,
    ).toBe(0);
    const far = contactsOf(others, contactDay + windowDays + 1);
    const impact = measureImpact([...contacted, ...others], [...contactsOf(contacted), ...far], today);
    expect(impact.comparison?.comparable.activeDays.after).toBe(1);
  });

  it('compares only within the same activity before', () => {
    const busy = people('b', 20, 9).map((each) => ({
      ...each,
      activeDays: [...each.activeDays, ...range(6).map((day) => contactDay - 5 - day)],
    }));
    const impact = measureImpact([...contacted, ...others, ...busy], contactsOf(contacted), today);
    expect(impact.comparableStudents).toBe(15);
    expect([0, 1, 2, 3, 5, 6, 14].map(bandOf)).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });
});

it('shows no difference where contact makes none: whoever is contacted does as the rest', () => {
  const history = fc.record({
    activeDays: fc.uniqueArray(fc.integer({ min: 80, max: 120 }), { maxLength: 20 }),
    finishedDays: fc.array(fc.integer({ min: 80, max: 120 }), { maxLength: 10 }),
  });
  fc.assert(
    fc.property(fc.array(history, { minLength: 10, maxLength: 20 }), (histories) => {
      const pick = (name: string) => histories.map((each, n) => student(`${name}${n}`, each));
      const [contacted, twins] = [pick('c'), pick('t')];
      const { comparison } = measureImpact([...contacted, ...twins], contactsOf(contacted), today);
      for (const measure of ['activeDays', 'sections'] as const)
        for (const side of ['before', 'after'] as const)
          expect(comparison?.contacted[measure][side]).toBeCloseTo(
            comparison?.comparable[measure][side] ?? -1,
            9,
          );
    }),
  );
});
