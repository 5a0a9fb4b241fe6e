import { idleOf, progressOf, startOf } from './class-figures';
import type { ClassFigures, RiskFacts } from './facts';
import { type SignalName, signalNames, type Weights } from './weights';

/** One thing the score rests on: the student's own figure beside the one it is compared with. */
export type Reason = {
  signal: SignalName;
  /** Share of the score, in its points: the reasons of a score add up to it, but for rounding. */
  points: number;
  own: number;
  /** The class's median, or for `trend` the student's own weeks before. */
  usual: number;
  /** What could be expected of this student: less than usual for who enrolled later or where less is planned. */
  expected: number;
  unit: 'days' | 'seconds' | 'interactions' | 'percent';
};

export type Confidence = 'low' | 'medium' | 'high';

export type Assessment = {
  userId: string;
  /** 0 (nothing stands out) to 100 (nothing was seen of this student while the class was at work). */
  score: number;
  /** Every signal that could be told, strongest first, those that bring nothing included. */
  reasons: Reason[];
  confidence: Confidence;
};

type Evidence = Omit<Reason, 'signal' | 'points'> & { concern: number };
type Judge = (student: RiskFacts, usual: ClassFigures, weights: Weights) => Evidence | null;

const clip = (value: number) => Math.min(Math.max(value, 0), 1);
/** How much of what could be expected is missing: 0 for all of it done, 1 for nothing. */
const missing = (own: number, expected: number) => (expected > 0 ? clip(1 - own / expected) : 0);
/** The part of a window of `days` in which the student was there. */
const presence = (student: RiskFacts, days: number) => (days > 0 ? Math.min(1, student.days / days) : 1);

function shortfall(own: number, usual: number, expected: number, unit: Reason['unit']): Evidence {
  return { own, usual, expected, unit, concern: missing(own, expected) };
}

function judgeEffort(student: RiskFacts, usual: ClassFigures): Evidence {
  const there = presence(student, usual.days);
  return usual.seconds === null
    ? shortfall(student.interactions, usual.interactions, usual.interactions * there, 'interactions')
    : shortfall(student.seconds, usual.seconds, usual.seconds * there, 'seconds');
}

/** Behind the class and behind the plan: who keeps up with either is not behind. */
function judgeProgress(student: RiskFacts, usual: ClassFigures): Evidence {
  const reference = Math.min(usual.progress, usual.planned ?? 100);
  return shortfall(progressOf(student), usual.progress, reference * presence(student, usual.days), 'percent');
}

function judgeComprehension(student: RiskFacts, usual: ClassFigures, weights: Weights): Evidence | null {
  const own = student.comprehension;
  if (own === null || usual.comprehension === null) return null;
  if (student.comprehensionSections < weights.comprehensionSections) return null;
  const expected = usual.comprehension;
  const concern = clip((expected - own) / weights.comprehensionGap);
  return { own, usual: expected, expected, unit: 'percent', concern };
}

/** This week beside the average of the up to three weeks before it. */
function judgeTrend(student: RiskFacts, _usual: ClassFigures, { trendDays }: Weights): Evidence | null {
  const weeksBefore = Math.min(3, (student.days - 7) / 7);
  if (weeksBefore < 1) return null;
  const before = student.activeDaysBefore / weeksBefore;
  if (before < trendDays) return null;
  return shortfall(student.activeDays7, before, before, 'days');
}

/** Days beyond the usual ones, as a share of those at which they count in full. */
function excess(own: number, usual: number, full: number): Evidence {
  return { own, usual, expected: usual, unit: 'days', concern: clip((own - usual) / full) };
}

const judges: Record<SignalName, Judge> = {
  absence: (student, usual, { absenceDays }) => excess(idleOf(student), usual.idleDays, absenceDays),
  recent: (student, usual) =>
    shortfall(
      student.activeDays14,
      usual.activeDays14,
      usual.activeDays14 * presence(student, Math.min(14, usual.days)),
      'days',
    ),
  steadiness: (student, usual) =>
    shortfall(student.activeDays, usual.activeDays, usual.activeDays * presence(student, usual.days), 'days'),
  effort: judgeEffort,
  progress: judgeProgress,
  comprehension: judgeComprehension,
  trend: judgeTrend,
  start: (student, usual, { lateStartDays }) => excess(startOf(student), usual.startDays, lateStartDays),
};

/**
 * How much a student stands out from the class by what the course saw of them: each signal is a share of its
 * points, and the score is the sum's share of the points of the signals that could be told, 0–100. A plain
 * weighted sum, so that every point has a reason; no outcome and no trait of the person goes in.
 *
 * @returns null for who is enrolled too short a time to say anything
 */
export function assess(student: RiskFacts, usual: ClassFigures, weights: Weights): Assessment | null {
  if (student.days < weights.minimumDays) return null;
  const told = signalNames.flatMap((signal) => {
    const evidence = judges[signal](student, usual, weights);
    return evidence ? [{ signal, evidence, most: weights.points[signal] }] : [];
  });
  const most = told.reduce((sum, signal) => sum + signal.most, 0);
  const scored = told.map(({ signal, evidence: { concern, ...figures }, most: own }) => ({
    signal,
    points: most > 0 ? (100 * own * concern) / most : 0,
    ...figures,
  }));
  return {
    userId: student.userId,
    score: Math.round(scored.reduce((sum, { points }) => sum + points, 0)),
    reasons: scored
      .map((reason) => ({ ...reason, points: Math.round(reason.points) }))
      .toSorted((a, b) => b.points - a.points),
    confidence: confidenceOf(student, usual, weights),
  };
}

/** How far the figures carry: by how long the student was there, and by how many the medians are of. */
function confidenceOf({ days }: RiskFacts, { students }: ClassFigures, weights: Weights): Confidence {
  if (days >= weights.highDays && students >= weights.highStudents) return 'high';
  return days >= weights.mediumDays && students >= weights.mediumStudents ? 'medium' : 'low';
}
