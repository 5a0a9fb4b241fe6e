import { type Day, mondayOnOrBefore } from './calendar';
import { between, chance, logNormal, normal, type Random, wholeBetween } from './random';

/** How a student goes through a course. */
export type Archetype = 'finisher' | 'steady' | 'slow starter' | 'stalled' | 'dropped' | 'absent';

/** A course's first day and the last day that is over. */
export type Term = { start: Day; yesterday: Day };

export type Plan = {
  enrolledOn: Day;
  /** First and last day of study. */
  from: Day;
  to: Day;
  /** Of the course's sections, 0–1. */
  share: number;
  droppedOn: Day | null;
};

/** What a student is like in every course. */
export type Traits = {
  /** Standard normal. */
  diligence: number;
  /** Multiplies the estimated time; 1 is the median student. */
  pace: number;
  /** Standard normal. */
  ability: number;
  sectionsADay: number;
};

export const drawTraits = (random: Random): Traits => ({
  diligence: normal(random),
  pace: logNormal(random, 0.25),
  ability: normal(random),
  sectionsADay: between(random, 1.2, 2.8),
});

/** Courses of one institution begin on Mondays ten weeks ago, some a week before or after. */
export const termStart = (today: Day, shiftInWeeks: number): Day =>
  mondayOnOrBefore(today - 67) + 7 * shiftInWeeks;

export function drawArchetype(traits: Traits, random: Random): Archetype {
  const effort = (traits.diligence + normal(random)) / Math.SQRT2;
  if (effort > 0.85) return 'finisher';
  if (effort > -0.15) return 'steady';
  const rest = random();
  if (rest < 0.36) return 'slow starter';
  if (rest < 0.7) return 'stalled';
  return rest < 0.9 ? 'dropped' : 'absent';
}

export function drawPlan(archetype: Archetype, { start, yesterday }: Term, random: Random): Plan {
  const day = (low: number, high: number) => start + wholeBetween(random, low, high);
  const recently = () => yesterday - wholeBetween(random, 0, 12);
  const plans: Record<Archetype, () => Omit<Plan, 'enrolledOn'>> = {
    finisher: () => ({ from: day(0, 6), to: day(38, yesterday - start), share: 1, droppedOn: null }),
    steady: () => ({ from: day(0, 10), to: recently(), share: between(random, 0.5, 0.95), droppedOn: null }),
    'slow starter': () => ({
      from: day(21, 40),
      to: recently(),
      share: between(random, 0.2, 0.6),
      droppedOn: null,
    }),
    stalled: () => ({ from: day(0, 12), to: day(20, 45), share: between(random, 0.1, 0.5), droppedOn: null }),
    dropped: () => ({
      from: day(0, 6),
      to: day(7, 11),
      share: between(random, 0, 0.12),
      droppedOn: day(12, 13),
    }),
    absent: () => ({ from: day(0, 10), to: day(11, 12), share: 0, droppedOn: null }),
  };
  const plan = plans[archetype]();
  const late = chance(random, 0.12);
  return { ...plan, enrolledOn: late ? plan.from : start - wholeBetween(random, 1, 9) };
}
