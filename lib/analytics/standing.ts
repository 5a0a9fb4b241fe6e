/**
 * Learning status and style, each with its reason and the evidence it rests on. Starting point: the ratios
 * 1.2 and 0.8 of the class median, which alone cannot work (above a median of 83.3 % nobody could be
 * ahead), so a ratio counts only together with the student's place in the class.
 */
export const rules = {
  version: 1,
  /** Sections started, and minutes spent, before anything is said. */
  minimumSections: 3,
  minimumMinutes: 10,
  aheadRatio: 1.2,
  /** Above a high median the ratio cannot be reached; closing this share of the gap to 100 % counts as well. */
  aheadGapClosed: 0.5,
  aheadOfShare: 0.75,
  behindRatio: 0.8,
  behindShare: 0.75,
  /** Own pace as a multiple of the pace the course plans with; without a plan, plain sections an hour. */
  efficientPace: 1.5,
  thoroughPace: 0.5,
} as const;

export type Standing = {
  /** Percent, 0–100. */
  progress: number;
  sectionsStarted: number;
  sectionsCompleted: number;
  /** Seconds. */
  timeSpent: number;
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

export type LearningStatus = 'ACCELERATED' | 'ON_TRACK' | 'NEEDS_SUPPORT';
export type LearningStyle = 'EFFICIENT' | 'BALANCED' | 'THOROUGH';
export type Confidence = 'low' | 'medium' | 'high';
export type Verdict<T> =
  | { value: T; reason: string; confidence: Confidence }
  | { value: null; reason: string };

const tooEarly = 'Not enough data yet';

/** How a student stands in the class; null with a reason where evidence or class are too small. */
export function learningStatus(s: Standing): Verdict<LearningStatus> {
  if (s.sectionsStarted < rules.minimumSections || s.timeSpent < rules.minimumMinutes * 60) {
    return {
      value: null,
      reason: `${tooEarly}: this needs ${rules.minimumSections} started sections and ${rules.minimumMinutes} minutes.`,
    };
  }
  if (s.classMedian === null || s.classmatesBelow === null || s.classmatesAbove === null) {
    return { value: null, reason: 'The class is too small to compare without showing a classmate.' };
  }
  const confidence = confidenceOf(s.sectionsStarted, s.classmates);
  const aheadOf = s.classmatesBelow / s.classmates;
  const behind = s.classmatesAbove / s.classmates;
  const reach = Math.min(
    s.classMedian * rules.aheadRatio,
    s.classMedian + (100 - s.classMedian) * rules.aheadGapClosed,
  );
  const place = `${percent(s.progress)} done, class median ${percent(s.classMedian)}`;
  if (aheadOf >= rules.aheadOfShare && s.progress >= reach && s.progress > s.classMedian) {
    return {
      value: 'ACCELERATED',
      reason: `${place}; ahead of ${percent(aheadOf * 100)} of classmates.`,
      confidence,
    };
  }
  if (behind >= rules.behindShare && s.progress <= s.classMedian * rules.behindRatio) {
    return {
      value: 'NEEDS_SUPPORT',
      reason: `${place}; ${percent(behind * 100)} of classmates are further.`,
      confidence,
    };
  }
  return {
    value: 'ON_TRACK',
    reason: `${place}; ahead of ${percent(aheadOf * 100)} of classmates, behind ${percent(behind * 100)}.`,
    confidence,
  };
}

/** How a student works through sections, from time alone: a pace, not a judgement. */
export function learningStyle(s: Standing): Verdict<LearningStyle> {
  if (s.velocity === null || s.sectionsCompleted < rules.minimumSections) {
    return {
      value: null,
      reason: `${tooEarly}: this needs ${rules.minimumSections} completed sections with time.`,
    };
  }
  const confidence = confidenceOf(s.sectionsCompleted, Number.POSITIVE_INFINITY);
  const pace = s.plannedVelocity === null ? s.velocity : s.velocity / s.plannedVelocity;
  const reason =
    s.plannedVelocity === null
      ? `${s.velocity.toFixed(1)} sections an hour.`
      : `${s.velocity.toFixed(1)} sections an hour; the course plans ${s.plannedVelocity.toFixed(1)}.`;
  if (pace > rules.efficientPace) return { value: 'EFFICIENT', reason, confidence };
  if (pace < rules.thoroughPace) return { value: 'THOROUGH', reason, confidence };
  return { value: 'BALANCED', reason, confidence };
}

function confidenceOf(sections: number, classmates: number): Confidence {
  if (sections >= 15 && classmates >= 50) return 'high';
  return sections >= 6 && classmates >= 20 ? 'medium' : 'low';
}

const percent = (value: number) => {
  const whole = value < 100 ? Math.min(Math.round(value), 99) : 100;
  return `${value > 0 ? Math.max(whole, 1) : 0} %`;
};
