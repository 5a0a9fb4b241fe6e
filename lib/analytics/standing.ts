import { toldMedian } from './class-place';
import type { Rules } from './rules/rules';

/** What status and style are concluded from; kept with each recorded result, so that it can be concluded again. */
export type Standing = {
  /** Percent, 0–100. */
  progress: number;
  sectionsStarted: number;
  sectionsCompleted: number;
  /** Seconds. */
  timeSpent: number;
  /** Whether any time of the class was measured; left out of evidence from before this was asked, when it was. */
  timeMeasured?: boolean;
  /** Sections an hour over the completed sections; null before the first one. */
  velocity: number | null;
  /** Sections an hour that the course's own estimate comes to; null where it states none. */
  plannedVelocity: number | null;
  classmates: number;
  /** Percent; null where the class is too small to say. */
  classMedian: number | null;
  classmatesBelow: number | null;
  classmatesAbove: number | null;
};

/** From the one who needs somebody most. */
export const learningStatuses = ['NEEDS_SUPPORT', 'ON_TRACK', 'ACCELERATED'] as const;
export type LearningStatus = (typeof learningStatuses)[number];
export type LearningStyle = 'EFFICIENT' | 'BALANCED' | 'THOROUGH';
export type Confidence = 'low' | 'medium' | 'high';
export type Verdict<T> =
  | { value: T; reason: string; confidence: Confidence }
  | { value: null; reason: string };

const tooEarly = 'Not enough data yet';

/** How a student stands in the class; null with a reason where evidence or class are too small. */
export function learningStatus(s: Standing, rules: Rules): Verdict<LearningStatus> {
  const { status } = rules;
  const seconds = leastSeconds(s, rules);
  if (s.sectionsStarted < status.minimumSections || s.timeSpent < seconds) {
    const minutes = seconds > 0 ? ` and ${status.minimumMinutes} minutes` : '';
    return {
      value: null,
      reason: `${tooEarly}: this needs ${status.minimumSections} started sections${minutes}.`,
    };
  }
  if (s.classMedian === null || s.classmatesBelow === null || s.classmatesAbove === null) {
    return { value: null, reason: 'The class is too small to compare without showing a classmate.' };
  }
  const place = { median: s.classMedian, below: s.classmatesBelow, above: s.classmatesAbove };
  const value = statusAt(s, place, status);
  return {
    value,
    reason: reasonFor(value, s, s.classMedian),
    confidence: confidenceOf(s.sectionsStarted, s.classmates, rules),
  };
}

/** Time that must be spent before a status is given: none where activity comes without any, as from an import. */
export const leastSeconds = (
  { timeMeasured = true }: Pick<Standing, 'timeMeasured'>,
  { status }: Rules,
): number => (timeMeasured ? status.minimumMinutes * 60 : 0);

type Place = { median: number; below: number; above: number };

function statusAt(s: Standing, { median, below, above }: Place, rules: Rules['status']): LearningStatus {
  const reach = Math.min(median * rules.aheadRatio, median + (100 - median) * rules.aheadGapClosed);
  if (below / s.classmates >= rules.aheadOfShare && s.progress >= reach && s.progress > median)
    return 'ACCELERATED';
  return above / s.classmates >= rules.behindShare && s.progress <= median * rules.behindRatio
    ? 'NEEDS_SUPPORT'
    : 'ON_TRACK';
}

/** Says no more of the place in the class than the status itself does (docs/decisions/0012). */
const places: Record<LearningStatus, string> = {
  ACCELERATED: 'you are ahead of most of the class',
  NEEDS_SUPPORT: 'most of the class is further',
  ON_TRACK: 'by the rules, that is on track',
};

const reasonFor = (value: LearningStatus, s: Standing, median: number): string =>
  `${percent(s.progress)} done, class median about ${toldMedian(median, s.classmates)} %: ${places[value]}.`;

/** How a student works through sections, from time alone: a pace, not a judgement. */
export function learningStyle(s: Standing, rules: Rules): Verdict<LearningStyle> {
  const { minimumSections, efficientPace, thoroughPace } = rules.style;
  if (s.timeMeasured === false && s.velocity === null)
    return { value: null, reason: 'Time is not measured in this course, so there is no pace.' };
  if (s.velocity === null || s.sectionsCompleted < minimumSections) {
    return {
      value: null,
      reason: `${tooEarly}: this needs ${minimumSections} completed sections with time.`,
    };
  }
  const confidence = confidenceOf(s.sectionsCompleted, Number.POSITIVE_INFINITY, rules);
  const pace = s.plannedVelocity === null ? s.velocity : s.velocity / s.plannedVelocity;
  const reason =
    s.plannedVelocity === null
      ? `${s.velocity.toFixed(1)} sections an hour.`
      : `${s.velocity.toFixed(1)} sections an hour; the course plans ${s.plannedVelocity.toFixed(1)}.`;
  if (pace > efficientPace) return { value: 'EFFICIENT', reason, confidence };
  if (pace < thoroughPace) return { value: 'THOROUGH', reason, confidence };
  return { value: 'BALANCED', reason, confidence };
}

function confidenceOf(sections: number, classmates: number, { confidence }: Rules): Confidence {
  if (sections >= confidence.highSections && classmates >= confidence.highClassmates) return 'high';
  return sections >= confidence.mediumSections && classmates >= confidence.mediumClassmates
    ? 'medium'
    : 'low';
}

const percent = (value: number) => {
  const whole = value < 100 ? Math.min(Math.round(value), 99) : 100;
  return `${value > 0 ? Math.max(whole, 1) : 0} %`;
};

export type Judgement = {
  status: LearningStatus | null;
  statusConfidence: Confidence | null;
  style: LearningStyle | null;
  styleConfidence: Confidence | null;
};

/** Status and style without their words: what is recorded, and what the recorded evidence must give again. */
export function judge(evidence: Standing, rules: Rules): Judgement {
  const status = learningStatus(evidence, rules);
  const style = learningStyle(evidence, rules);
  return {
    status: status.value,
    statusConfidence: status.value === null ? null : status.confidence,
    style: style.value,
    styleConfidence: style.value === null ? null : style.confidence,
  };
}
