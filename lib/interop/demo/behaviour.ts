import type { Plan, Traits } from './archetypes';
import type { Day, Moment } from './calendar';
import { between, chance, logNormal, normal, type Random } from './random';
import { drawStudyDays, placeInSitting } from './study-days';

/** A section as a student meets it: `difficulty` from 1 (easy) to 5. */
export type StudySection = { minutes: number; difficulty: number };

export type Visit = { day: Day; start: number; seconds: number; interactions: number };

/** What a student has done in one section. Every visit is on a day of its own. */
export type SectionWork = {
  section: number;
  /** Percent, 0–100. */
  completion: number;
  completedAt: Moment | null;
  difficultyRating: number | null;
  comprehensionScore: number | null;
  visits: Visit[];
};

type Task = { section: number; completion: number; seconds: number };
type Sitting = { task: Task; seconds: number; review: boolean };

const shortest = 45;
const longest = 7200;

/**
 * Lets a student work through the sections of a course, in order, on the days and as far as the plan says.
 * Pure: the same arguments and generator give the same work.
 *
 * @param sitting the time of day that the student keeps for this course (see study-days.ts)
 */
export function study(
  plan: Plan,
  sections: StudySection[],
  traits: Traits,
  sitting: number,
  random: Random,
): SectionWork[] {
  const tasks = drawTasks(plan.share, sections, traits, random);
  if (tasks.length === 0) return [];
  const count = Math.ceil(tasks.length / traits.sectionsADay);
  const days = drawStudyDays(plan.from, plan.to, count, random);
  const calendar = shareOut(tasks, days, random);
  const work = tasks.map((task) => newWork(task, sections[task.section], traits, random));
  for (const [day, sittings] of calendar) {
    const places = placeInSitting(
      sittings.map(({ seconds }) => seconds),
      sitting,
      random,
    );
    sittings.forEach(({ task, review }, index) => {
      const place = places[index];
      const done = work[task.section];
      if (!place || !done) return;
      done.visits.push({ day, ...place, interactions: 1 + Math.floor(place.seconds / 90) });
      if (task.completion === 100 && !review) {
        done.completedAt = { day, second: place.start + place.seconds };
      }
    });
  }
  return work;
}

/** The sections in order up to the share; the last may be half done. */
function drawTasks(share: number, sections: StudySection[], traits: Traits, random: Random): Task[] {
  return sections.flatMap(({ minutes, difficulty }, section) => {
    const completion = Math.min(100, Math.round((share * sections.length - section) * 100));
    if (completion < 5) return [];
    const effort = traits.pace * (0.85 + difficulty / 20) * logNormal(random, 0.4);
    const whole = Math.min(longest, Math.max(shortest, minutes * 60 * effort));
    return [{ section, completion, seconds: Math.round((whole * completion) / 100) }];
  });
}

/** Gives every task a day; some are broken off and ended on the next day of study, a few are read again. */
function shareOut(tasks: Task[], days: Day[], random: Random): Map<Day, Sitting[]> {
  const calendar = new Map<Day, Sitting[]>(days.map((day) => [day, []]));
  const add = (index: number, sitting: Sitting) => calendar.get(days[index] ?? -1)?.push(sitting);
  const dayOf = (task: number) => Math.floor((task * days.length) / tasks.length);
  const reviews: [number, Sitting][] = [];
  tasks.forEach((task, index) => {
    const own = dayOf(index);
    const lastOfDay = dayOf(index + 1) > own && own + 1 < days.length;
    const broken = lastOfDay && chance(random, 0.35);
    const first = broken ? Math.ceil(task.seconds * between(random, 0.3, 0.8)) : task.seconds;
    add(own, { task, seconds: first, review: false });
    if (broken && task.seconds > first) {
      add(own + 1, { task, seconds: task.seconds - first, review: false });
    }
    const later = own + 2 + Math.floor(random() * 4);
    if (later < days.length && task.completion === 100 && chance(random, 0.09)) {
      reviews.push([
        later,
        { task, seconds: Math.ceil(task.seconds * between(random, 0.15, 0.5)), review: true },
      ]);
    }
  });
  for (const [day, sitting] of reviews) add(day, sitting);
  return calendar;
}

function newWork(task: Task, section: StudySection | undefined, traits: Traits, random: Random): SectionWork {
  const difficulty = section?.difficulty ?? 3;
  const rating = Math.round(difficulty - 0.35 * traits.ability + 0.6 * normal(random));
  const score = Math.round(88 - 5.5 * (difficulty - 1) + 6 * traits.ability + 8 * normal(random));
  const done = task.completion === 100;
  const rated = chance(random, 0.4);
  const scored = chance(random, 0.55);
  return {
    section: task.section,
    completion: task.completion,
    completedAt: null,
    difficultyRating: done && rated ? clamp(rating, 1, 5) : null,
    comprehensionScore: done && scored ? clamp(score, 20, 100) : null,
    visits: [],
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
