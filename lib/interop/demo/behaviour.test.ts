import { describe, expect, it } from 'vitest';
import { type Archetype, drawArchetype, drawPlan, drawTraits, termStart } from './archetypes';
import { type StudySection, study } from './behaviour';
import { weekday } from './calendar';
import { seeded } from './random';

const today = 20_780;
const term = { start: termStart(today, 0), yesterday: today - 1 };
const sections: StudySection[] = Array.from({ length: 20 }, (_, n) => ({
  minutes: 4 + (n % 7),
  difficulty: 2 + n / 20,
}));
const archetypes: Archetype[] = ['finisher', 'steady', 'slow starter', 'stalled', 'dropped', 'absent'];

function workOf(archetype: Archetype, label: string) {
  const random = seeded(label);
  const traits = drawTraits(random);
  const plan = drawPlan(archetype, term, random);
  return { plan, work: study(plan, sections, traits, 1, random) };
}

const everybody = archetypes.flatMap((archetype) =>
  Array.from({ length: 60 }, (_, n) => ({ archetype, ...workOf(archetype, `${archetype} ${n}`) })),
);

describe('a student', () => {
  it('does the same again', () => {
    expect(workOf('steady', 'same')).toEqual(workOf('steady', 'same'));
    expect(workOf('steady', 'same')).not.toEqual(workOf('steady', 'other'));
  });

  it('works through the sections in order, at most the last one half done', () => {
    for (const { work } of everybody) {
      expect(work.map(({ section }) => section)).toEqual(work.map((_, index) => index));
      for (const [index, { completion, completedAt }] of work.entries()) {
        expect(completion).toBeGreaterThanOrEqual(5);
        expect(completion).toBeLessThanOrEqual(100);
        if (index < work.length - 1) expect(completion).toBe(100);
        expect(completedAt !== null).toBe(completion === 100);
      }
    }
  });

  it('studies between enrolment and yesterday, once a day in a section, never two sections at once', () => {
    for (const { plan, work } of everybody) {
      const visits = work.flatMap((each) => each.visits).sort((a, b) => a.day - b.day || a.start - b.start);
      for (const [index, visit] of visits.entries()) {
        expect(visit.day).toBeGreaterThanOrEqual(plan.enrolledOn);
        expect(visit.day).toBeLessThan(today);
        expect(visit.seconds).toBeGreaterThan(0);
        expect(visit.interactions).toBeGreaterThan(0);
        expect(visit.start + visit.seconds).toBeLessThan(86_400);
        const next = visits[index + 1];
        if (next?.day === visit.day) expect(next.start).toBeGreaterThanOrEqual(visit.start + visit.seconds);
      }
      for (const { visits: own } of work) {
        const days = own.map(({ day }) => day);
        expect(own.length).toBeGreaterThan(0);
        expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
      }
    }
  });

  it('rates and is scored only where a section is done', () => {
    for (const { completion, difficultyRating, comprehensionScore } of everybody.flatMap(
      ({ work }) => work,
    )) {
      if (completion < 100) expect([difficultyRating, comprehensionScore]).toEqual([null, null]);
      if (difficultyRating !== null) expect([1, 2, 3, 4, 5]).toContain(difficultyRating);
      if (comprehensionScore !== null) expect(comprehensionScore).toBeLessThanOrEqual(100);
    }
  });
});

describe('archetypes', () => {
  const of = (archetype: Archetype) => everybody.filter((each) => each.archetype === archetype);
  const done = ({ work }: { work: { completion: number }[] }) =>
    work.reduce((sum, { completion }) => sum + completion, 0) / sections.length;

  it('end where their name says', () => {
    for (const student of of('finisher')) expect(done(student)).toBe(100);
    for (const student of of('absent')) expect(student.work).toEqual([]);
    for (const student of of('steady')) {
      expect(done(student)).toBeGreaterThan(48);
      expect(done(student)).toBeLessThan(100);
    }
    for (const { plan } of of('dropped')) {
      expect(plan.droppedOn).toBeGreaterThan(plan.to);
      expect(plan.droppedOn).toBeLessThan(term.start + 14);
    }
    for (const { plan } of of('stalled')) expect(plan.to).toBeLessThan(term.yesterday - 10);
  });

  it('are all found in a class', () => {
    const random = seeded('a class');
    const found = Array.from({ length: 400 }, () => drawArchetype(drawTraits(random), random));
    expect(new Set(found)).toEqual(new Set(archetypes));
  });

  it('study more on Tuesdays than on Saturdays', () => {
    const days = everybody.flatMap(({ work }) =>
      work.flatMap(({ visits }) => visits.map(({ day }) => weekday(day))),
    );
    const count = (wanted: number) => days.filter((day) => day === wanted).length;
    expect(count(2)).toBeGreaterThan(count(6) * 1.3);
  });

  it('begin the term on a Monday about ten weeks ago', () => {
    for (let day = today; day < today + 7; day++) {
      expect(weekday(termStart(day, 0))).toBe(1);
      expect(day - termStart(day, 0)).toBeGreaterThanOrEqual(67);
      expect(day - termStart(day, 0)).toBeLessThanOrEqual(73);
    }
  });
});
