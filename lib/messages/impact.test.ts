import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productRules } from '@/lib/analytics/rules/rules';
import {
  bandOf,
  type Contact,
  daysToJudge,
  type ImpactRules,
  impactMethod,
  measureImpact,
  type RisksThen,
  type RiskThen,
  type StudentHistory,
} from './impact';

const rules = productRules.impact;
const { windowDays, leastStudents } = rules;
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
const listed: RiskThen = { band: 'raised', score: 50 };
/** Where the list had everybody on the days of contacts; `others` where it had them differently. */
const risksOf = (
  students: StudentHistory[],
  contacts: Contact[],
  others: Record<string, RiskThen | undefined> = {},
): RisksThen => {
  const entries = students.flatMap(({ studentId }) => {
    const risk = studentId in others ? others[studentId] : listed;
    return risk ? [[studentId, risk] as const] : [];
  });
  return new Map(contacts.map(({ day }) => [day, new Map(entries)]));
};
const measure = (
  students: StudentHistory[],
  contacts: Contact[],
  now = today,
  others?: Record<string, RiskThen | undefined>,
  by: ImpactRules = rules,
) => measureImpact(students, contacts, risksOf(students, contacts, others), by, now);

describe('before and after a contact', () => {
  const contacted = people('c', 12, 4);
  const others = people('o', 15, 1);

  it('stands beside students who stood alike and were left alone', () => {
    expect(measure([...contacted, ...others], contactsOf(contacted))).toEqual({
      method: impactMethod,
      rules,
      contacts: 12,
      students: 12,
      comparableStudents: 15,
      leftOut: 0,
      comparison: {
        contacted: { activeDays: { before: 1, after: 4 }, sections: { before: 0, after: 4 }, score: 50 },
        comparable: { activeDays: { before: 1, after: 1 }, sections: { before: 0, after: 1 }, score: 50 },
        // All did the same, so nothing is in doubt.
        difference: { activeDays: { mean: 3, from: 3, to: 3 }, sections: { mean: 3, from: 3, to: 3 } },
      },
    });
  });

  it('is not said below ten students on either side', () => {
    const few = contacted.slice(0, leastStudents - 1);
    expect(measure([...few, ...others], contactsOf(few)).comparison).toBeNull();
    const lonely = measure([...contacted, ...others.slice(0, 9)], contactsOf(contacted));
    expect(lonely.comparison).toBeNull();
    expect([lonely.contacts, lonely.comparableStudents]).toEqual([12, 9]);
  });

  it('waits for whole days on both sides', () => {
    const all = [...contacted, ...others];
    const on = (now: number) => measure(all, contactsOf(contacted), now).contacts;
    expect([on(contactDay + windowDays), on(contactDay + windowDays + 1)]).toEqual([0, 12]);
    const late = contacted.map((each) => ({ ...each, enrolledOn: contactDay - windowDays + 1 }));
    expect(measure([...late, ...others], contactsOf(contacted)).contacts).toBe(0);
  });

  it('counts nobody who had done with the course, and no second contact in the window of the first', () => {
    const ended = contacted.map((each, n) => ({ ...each, endedOn: n < 2 ? contactDay : contactDay + 1 }));
    expect(measure([...ended, ...others], contactsOf(contacted)).contacts).toBe(10);
    const again = [...contactsOf(contacted), ...contactsOf(contacted, contactDay + windowDays)];
    expect(measure([...contacted, ...others], again).contacts).toBe(12);
  });

  it('compares with nobody who was contacted about the same time', () => {
    const near = contactsOf(others, contactDay + windowDays);
    const lonely = measure([...contacted, ...others], [...contactsOf(contacted), ...near]);
    expect([lonely.contacts, lonely.leftOut]).toEqual([0, 12 + 15]);
    const far = contactsOf(others, contactDay + windowDays + 1);
    const impact = measure([...contacted, ...others], [...contactsOf(contacted), ...far]);
    expect(impact.comparison?.comparable.activeDays.after).toBe(1);
  });

  it('compares only within the same activity before', () => {
    const busy = people('b', 20, 9).map((each) => ({
      ...each,
      activeDays: [...each.activeDays, ...range(6).map((day) => contactDay - 5 - day)],
    }));
    const impact = measure([...contacted, ...others, ...busy], contactsOf(contacted));
    expect(impact.comparableStudents).toBe(15);
    expect([0, 1, 2, 3, 5, 6, 14].map((days) => bandOf(days, rules))).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });

  it('compares only within the same place on the at-risk list, and with nobody of whom it said nothing', () => {
    const all = [...contacted, ...others];
    const apart = Object.fromEntries(
      others.map(({ studentId }, n): [string, RiskThen | undefined] => [
        studentId,
        n < 11 ? { band: 'raised', score: 60 } : n < 13 ? { band: 'high', score: 70 } : undefined,
      ]),
    );
    const impact = measure(all, contactsOf(contacted), today, apart);
    expect(impact).toMatchObject({ contacts: 12, comparableStudents: 11, leftOut: 0 });
    expect([impact.comparison?.contacted.score, impact.comparison?.comparable.score]).toEqual([50, 60]);
    const alone = { c0: { band: 'unlisted', score: 10 }, c1: undefined } as const;
    expect(measure(all, contactsOf(contacted), today, alone)).toMatchObject({ contacts: 10, leftOut: 2 });
  });

  it('goes by the rules of the institution, which it names', () => {
    const all = [...contacted, ...others];
    const by = (change: Partial<ImpactRules>) =>
      measure(all, contactsOf(contacted), today, {}, { ...rules, ...change });
    expect(by({ leastStudents: 13 })).toMatchObject({ comparison: null, rules: { leastStudents: 13 } });
    // Four active days in a row begin on the day after; one lay three days before.
    expect(by({ windowDays: 7 }).comparison?.contacted.activeDays).toEqual({ before: 1, after: 4 });
    expect(by({ windowDays: 2 }).comparison?.contacted.activeDays).toEqual({ before: 0, after: 2 });
    const busier = contacted.map((each) => ({ ...each, activeDays: [...each.activeDays, contactDay - 5] }));
    const apart = (fewDays: number) =>
      measure([...busier, ...others], contactsOf(busier), today, {}, { ...rules, fewDays }).contacts;
    expect([apart(2), apart(1)]).toEqual([12, 0]);
  });

  it('needs the list of the days whose contacts count, the newest first', () => {
    const days = [3, 90, 95, 110, 180, 187].map((day) => ({ studentId: 'a', day }));
    expect(daysToJudge([...days, { studentId: 'b', day: 95 }], rules, today)).toEqual([180, 110, 95, 90, 3]);
    expect(daysToJudge(days, rules, 17)).toEqual([]);
  });
});

const history = fc.record({
  activeDays: fc.uniqueArray(fc.integer({ min: 80, max: 120 }), { maxLength: 20 }),
  finishedDays: fc.array(fc.integer({ min: 80, max: 120 }), { maxLength: 10 }),
});
const anyRisk: fc.Arbitrary<RiskThen> = fc.constantFrom<RiskThen>(
  { band: 'unlisted', score: 12 },
  { band: 'raised', score: 45 },
  { band: 'high', score: 80 },
);
/** A class in which everybody who is contacted has a twin who is not. */
const twins = fc
  .array(fc.tuple(history, anyRisk), { minLength: leastStudents, maxLength: 20 })
  .map((members) => {
    const pick = (name: string) => members.map(([each], n) => student(`${name}${n}`, each));
    const risks = Object.fromEntries(
      members.flatMap(([, risk], n) => [
        [`c${n}`, risk],
        [`t${n}`, risk],
      ]),
    );
    return { contacted: pick('c'), others: pick('t'), risks };
  });

describe('whoever is contacted, and a twin of each who is not', () => {
  it('differ in nothing where contact makes no difference', () => {
    fc.assert(
      fc.property(twins, ({ contacted, others, risks }) => {
        const { comparison } = measure([...contacted, ...others], contactsOf(contacted), today, risks);
        for (const side of ['before', 'after'] as const)
          for (const what of ['activeDays', 'sections'] as const)
            expect(comparison?.contacted[what][side]).toBeCloseTo(
              comparison?.comparable[what][side] ?? -1,
              9,
            );
        expect(comparison?.contacted.score).toBeCloseTo(comparison?.comparable.score ?? -1, 9);
      }),
    );
  });

  it('differ by what contact adds, whoever else is in the class and in whatever order they come', () => {
    const more = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        twins,
        more,
        fc.array(history),
        fc.infiniteStream(fc.nat(99)),
        (class_, added, rest, dice) => {
          const { others, risks } = class_;
          const contacted = class_.contacted.map((each) => ({
            ...each,
            finishedDays: [...each.finishedDays, ...range(added).map(() => contactDay + 3)],
          }));
          const bystanders = rest.map((each, n) => student(`b${n}`, { ...each, endedOn: contactDay }));
          const strangers = rest.map((each, n) => student(`s${n}`, each));
          const silent = Object.fromEntries(strangers.map(({ studentId }) => [studentId, undefined]));
          const everybody = [...contacted, ...others, ...bystanders, ...strangers];
          const shuffled = everybody
            .map((each) => ({ each, at: dice.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ each }) => each);
          const impact = measure(shuffled, contactsOf(contacted).toReversed(), today, {
            ...risks,
            ...silent,
          });
          expect(impact.contacts).toBe(contacted.length);
          const { sections, activeDays } = impact.comparison?.difference ?? {};
          expect(sections?.mean).toBeCloseTo(added, 9);
          expect(activeDays?.mean).toBeCloseTo(0, 9);
          expect(activeDays?.from).toBeLessThanOrEqual(1e-9);
          expect(activeDays?.to).toBeGreaterThanOrEqual(-1e-9);
        },
      ),
    );
  });

  it('are not compared below ten of either, and each contact is either compared or left out', () => {
    const place = fc.option(anyRisk, { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(history, place, fc.boolean()), { maxLength: 30 }), (members) => {
        const all = members.map(([each], n) => student(`s${n}`, each));
        const contacted = all.filter((_, n) => members[n]?.[2]);
        const risks = Object.fromEntries(members.map(([, risk], n) => [`s${n}`, risk]));
        const impact = measure(all, contactsOf(contacted), today, risks);
        expect(impact.contacts + impact.leftOut).toBe(contacted.length);
        const isEnough = impact.students >= leastStudents && impact.comparableStudents >= leastStudents;
        expect(impact.comparison !== null).toBe(isEnough);
      }),
    );
  });
});
