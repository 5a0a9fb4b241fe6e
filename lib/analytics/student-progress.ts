import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { type CalendarDay, localDay } from './calendar-day';
import { toldMedian } from './class-place';
import { classPlaceSql, type EvidenceRow, evidenceColumns, evidenceOf } from './evidence';
import { type Means, meansOf } from './means';
import { ownTags } from './own-tags';
import { type Plan, plannedBy, planOf, type Schedule } from './plan';
import { rulesForAll } from './rules/institution-rules';
import type { Rules, RulesReference } from './rules/rules';
import {
  type LearningStatus,
  type LearningStyle,
  learningStatus,
  learningStyle,
  type Standing,
  type Verdict,
} from './standing';

type Row = EvidenceRow & {
  courseId: string;
  institutionId: string;
  timeZone: string;
  title: string;
  code: string | null;
  difficultyLevel: string;
  status: 'ACTIVE' | 'COMPLETED';
  enrolledAt: string;
  completedAt: string | null;
  startsOn: CalendarDay | null;
  endsOn: CalendarDay | null;
  lessonsAttempted: number;
  lessonsCompleted: number;
  lessons: number;
  difficultySum: number;
  difficultyCount: number;
  comprehensionSum: number;
  comprehensionCount: number;
  firstActivityAt: string | null;
  lastActivityAt: string | null;
};

export const studentProgress = statement(
  'analytics.student-progress',
  `SELECT e.course_id AS "courseId", c.institution_id AS "institutionId", i.time_zone AS "timeZone", c.title, c.code,
     c.difficulty_level AS "difficultyLevel", e.status, e.enrolled_at AS "enrolledAt", e.completed_at AS "completedAt",
     coalesce(e.begins_on, c.starts_on) AS "startsOn", coalesce(e.ends_on, c.ends_on) AS "endsOn",
     e.lessons_attempted AS "lessonsAttempted", e.lessons_completed AS "lessonsCompleted",
     (SELECT count(*)::int FROM lessons l WHERE l.course_id = e.course_id AND l.deleted_at IS NULL) AS lessons,
     e.difficulty_sum AS "difficultySum", e.difficulty_count AS "difficultyCount",
     e.comprehension_sum AS "comprehensionSum", e.comprehension_count AS "comprehensionCount",
     e.first_activity_at AS "firstActivityAt", e.last_activity_at AS "lastActivityAt", ${evidenceColumns}
   FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN institutions i ON i.id = c.institution_id
   ${classPlaceSql}
   WHERE e.user_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND ($2::uuid IS NULL OR e.course_id = $2::uuid)
   ORDER BY e.last_activity_at DESC NULLS LAST, e.enrolled_at DESC, e.course_id`,
);

export type CourseProgress = Means & {
  courseId: string;
  title: string;
  code: string | null;
  difficultyLevel: string;
  /** Minutes. */
  estimatedDuration: number | null;
  status: 'ACTIVE' | 'COMPLETED';
  enrolledAt: string;
  completedAt: string | null;
  /** In which the course's days are counted. */
  timeZone: string;
  /** Percent of the required sections, two decimals. */
  avgProgress: number;
  sectionsRequired: number;
  sectionsStarted: number;
  sectionsCompleted: number;
  /** Seconds of visible, active time. */
  totalTimeSpent: number;
  lessons: number;
  lessonsAttempted: number;
  lessonsCompleted: number;
  startedAt: string | null;
  lastActivity: string | null;
  totalClassmates: number;
  /** Percent, rounded (docs/decisions/0012); null below ten classmates. */
  medianClassProgress: number | null;
  /** When the course should be done, and how much of it by today in percent; null without dates and estimate. */
  plan: (Plan & { plannedProgress: number }) | null;
  learningStatus: Verdict<LearningStatus>;
  learningStyle: Verdict<LearningStyle>;
  /** The rules that status and style were concluded by. */
  rules: RulesReference;
};

function toCourseProgress(row: Row, rules: Rules, now: Date): CourseProgress {
  const evidence = evidenceOf(row);
  return {
    courseId: row.courseId,
    title: row.title,
    code: row.code,
    difficultyLevel: row.difficultyLevel,
    estimatedDuration: row.estimatedDuration,
    status: row.status,
    enrolledAt: row.enrolledAt,
    completedAt: row.completedAt,
    timeZone: row.timeZone,
    avgProgress: evidence.progress,
    sectionsRequired: row.sectionsRequired,
    sectionsStarted: row.progressRows,
    sectionsCompleted: row.sectionsCompleted,
    totalTimeSpent: row.timeSpent,
    lessons: row.lessons,
    lessonsAttempted: row.lessonsAttempted,
    lessonsCompleted: row.lessonsCompleted,
    ...meansOf({
      sectionsTimed: row.velocityCount,
      sectionsRated: row.difficultyCount,
      sectionsScored: row.comprehensionCount,
      sums: {
        velocity: row.velocitySum,
        difficulty: row.difficultySum,
        comprehension: row.comprehensionSum,
      },
    }),
    startedAt: row.firstActivityAt,
    lastActivity: row.lastActivityAt,
    totalClassmates: row.classmates,
    medianClassProgress:
      evidence.classMedian === null ? null : toldMedian(evidence.classMedian, row.classmates),
    plan: planToday(row, rules, now),
    learningStatus: learningStatus(evidence, rules),
    learningStyle: learningStyle(evidence, rules),
    rules: rules.reference,
  };
}

function planToday(row: Row, rules: Rules, now: Date): CourseProgress['plan'] {
  const plan = planOf(scheduleOf(row), rules);
  return plan && { ...plan, plannedProgress: plannedBy(plan, localDay(now, row.timeZone)) };
}

const scheduleOf = ({ enrolledAt, timeZone, startsOn, endsOn, estimatedDuration }: Row): Schedule => ({
  enrolledOn: localDay(enrolledAt, timeZone),
  startsOn,
  endsOn,
  estimatedDuration,
});

// The facts are kept, not what follows from them: a changed rule shows at once.
const cachedFacts = personalRead(
  'progress',
  'analytics.student-progress',
  (viewer, courseId: string | null) =>
    asViewer(viewer, (tx) => tx.rows<Row>(studentProgress, [viewer.userId, courseId])),
  (viewer) => ownTags(viewer),
);

/** The viewer's current courses (or one of them) with the rules of the institution of each, by course id. */
export async function getOwnRules(viewer: Viewer, courseId?: string): Promise<Map<string, Rules>> {
  const rows = await cachedFacts(viewer, courseId ?? null);
  const rules = await rulesForAll(rows.map(({ institutionId }) => institutionId));
  return new Map(rows.map((row) => [row.courseId, found(rules, row.institutionId)]));
}

/** What a student's recommendations in a course are concluded from, besides what the student is told of it. */
export type CourseGrounds = { standing: Standing; schedule: Schedule; rules: Rules };

/** The grounds of the viewer's current courses (or of one of them), by course id. */
export async function getOwnGrounds(viewer: Viewer, courseId?: string): Promise<Map<string, CourseGrounds>> {
  const rows = await cachedFacts(viewer, courseId ?? null);
  const rules = await rulesForAll(rows.map(({ institutionId }) => institutionId));
  return new Map(
    rows.map((row) => [
      row.courseId,
      { standing: evidenceOf(row), schedule: scheduleOf(row), rules: found(rules, row.institutionId) },
    ]),
  );
}

/**
 * How the viewer stands in each current course (or one of them), most recent first, in one round trip. The
 * place in the class is read off the course's card; only while deltas wait for it is it worked out anew.
 */
export async function getStudentProgress(
  viewer: Viewer,
  courseId?: string,
  now = new Date(),
): Promise<CourseProgress[]> {
  const rows = await cachedFacts(viewer, courseId ?? null);
  const rules = await rulesForAll(rows.map(({ institutionId }) => institutionId));
  return rows.map((row) => toCourseProgress(row, found(rules, row.institutionId), now));
}

function found(rules: ReadonlyMap<string, Rules>, institutionId: string): Rules {
  const own = rules.get(institutionId);
  if (!own) throw new Error(`no rules were read for institution ${institutionId}`);
  return own;
}
