import { z } from 'zod';

/** What a student's attention score is made of, strongest first where two bring the same points. */
export const signalNames = [
  'absence',
  'recent',
  'steadiness',
  'effort',
  'progress',
  'comprehension',
  'trend',
  'start',
] as const;

export type SignalName = (typeof signalNames)[number];

const points = z.number().int().min(0).max(100);
const days = z.number().int().min(1).max(365);

/** Everything the score depends on besides what a student did. A stored score names the version it was made with. */
export const weightsSchema = z.strictObject({
  version: z.number().int().positive(),
  /** Points each signal can bring; a score is a share of the points of those signals that can be told. */
  points: z.record(z.enum(signalNames), points),
  /** Days without activity beyond the class's median at which absence counts in full. */
  absenceDays: days,
  /** Days between the class's median first day and a student's own at which a late start counts in full. */
  lateStartDays: days,
  /** Percentage points below the class's median at which comprehension counts in full. */
  comprehensionGap: points,
  /** Scored sections before comprehension says anything. */
  comprehensionSections: z.number().int().min(1),
  /** Score from which a student is on the list, and from which the row says “high”. */
  listedFrom: points,
  highFrom: points,
  /** Score points by which a week must differ to be called a rise or a fall. */
  change: points,
  /** Days of a course, and of an enrolment, before anything is said. */
  minimumDays: days,
  /** Students there must be to speak of a class's median. */
  minimumClass: z.number().int().min(2),
});

export type Weights = z.output<typeof weightsSchema>;

const current: Weights = {
  version: 1,
  points: {
    absence: 20,
    recent: 20,
    steadiness: 20,
    effort: 15,
    progress: 15,
    comprehension: 10,
    trend: 5,
    start: 5,
  },
  absenceDays: 14,
  lateStartDays: 14,
  comprehensionGap: 40,
  comprehensionSections: 2,
  listedFrom: 40,
  highFrom: 65,
  change: 5,
  minimumDays: 7,
  minimumClass: 10,
};

/** Every version there ever was: a stored score is recomputed under its own. */
const versions: ReadonlyMap<number, Weights> = new Map(
  [current].map((weights) => [weights.version, weightsSchema.parse(weights)]),
);

/** The weights that scores are made with now. Where they come from: docs/decisions/0016-at-risk.md. */
export const currentWeights: Weights = current;

/** The weights of a stored score. Throws for a version that never was. */
export function weightsOf(version: number): Weights {
  const found = versions.get(version);
  if (!found) throw new Error(`there are no risk weights of version ${version}`);
  return found;
}
