import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { ownTags } from './own-tags';
import {
  type LearningStatus,
  type LearningStyle,
  learningStatus,
  learningStyle,
  type Verdict,
} from './standing';

type Row = {
  courseId: string;
  title: string;
  code: string | null;
  difficultyLevel: string;
  estimatedDuration: number | null;
  status: 'ACTIVE' | 'COMPLETED';
  avgCompletion: number;
  sectionsRequired: number;
  sectionsCompleted: number;
  progressRows: number;
  timeSpent: number;
  lessonsAttempted: number;
  lessonsCompleted: number;
  lessons: number;
  velocitySum: number;
  velocityCount: number;
  difficultySum: number;
  difficultyCount: number;
  comprehensionSum: number;
  comprehensionCount: number;
  firstActivityAt: string | null;
  lastActivityAt: string | null;
  classmates: number;
  median: number | null;
  below: number | null;
  above: number | null;
};

export const studentProgress = statement(
  'analytics.student-progress',
  `SELECT e.course_id AS "courseId", c.title, c.code, c.difficulty_level AS "difficultyLevel",
     c.estimated_duration AS "estimatedDuration", e.status,
     e.avg_completion AS "avgCompletion", e.sections_required AS "sectionsRequired",
     e.sections_completed AS "sectionsCompleted", e.progress_rows AS "progressRows", e.time_spent AS "timeSpent",
     e.lessons_attempted AS "lessonsAttempted", e.lessons_completed AS "lessonsCompleted",
     (SELECT count(*)::int FROM lessons l WHERE l.course_id = e.course_id AND l.deleted_at IS NULL) AS lessons,
     e.velocity_sum AS "velocitySum", e.velocity_count AS "velocityCount", e.difficulty_sum AS "difficultySum",
     e.difficulty_count AS "difficultyCount", e.comprehension_sum AS "comprehensionSum",
     e.comprehension_count AS "comprehensionCount", e.first_activity_at AS "firstActivityAt",
     e.last_activity_at AS "lastActivityAt", p.classmates, p.median, p.below, p.above
   FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN course_cards k ON k.course_id = e.course_id
   CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM course_deltas d WHERE d.course_id = e.course_id) AS waiting) w
   CROSS JOIN LATERAL (
     SELECT * FROM class_position(e.course_id, e.user_id) WHERE w.waiting
     UNION ALL
     SELECT k.enrolled - 1,
       CASE WHEN k.enrolled > 10 THEN median_of_middle(k.middle, k.enrolled, e.avg_completion) END,
       CASE WHEN k.enrolled > 10 THEN h.below END,
       CASE WHEN k.enrolled > 10 THEN k.enrolled - h.below - k.histogram[completion_bucket(e.avg_completion) + 1] END
     FROM (SELECT coalesce(sum(n), 0)::int AS below
       FROM unnest(k.histogram[1:completion_bucket(e.avg_completion)]) n) h
     WHERE NOT w.waiting) p
   WHERE e.user_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND ($2::uuid IS NULL OR e.course_id = $2::uuid)
   ORDER BY e.last_activity_at DESC NULLS LAST, e.enrolled_at DESC, e.course_id`,
);

export type CourseProgress = {
  courseId: string;
  title: string;
  code: string | null;
  difficultyLevel: string;
  status: 'ACTIVE' | 'COMPLETED';
  /** Percent of the required sections, two decimals. */
  avgProgress: number;
  sectionsRequired: number;
  sectionsCompleted: number;
  /** Seconds of visible, active time. */
  totalTimeSpent: number;
  lessons: number;
  lessonsAttempted: number;
  lessonsCompleted: number;
  /** Sections an hour, the mean over completed sections. */
  avgLearningVelocity: number | null;
  /** Mean of the own ratings, 1 easy – 5 hard. */
  perceivedDifficulty: number | null;
  /** Percent, the mean over scored sections. */
  comprehensionLevel: number | null;
  startedAt: string | null;
  lastActivity: string | null;
  totalClassmates: number;
  /** Percent; null below ten classmates. */
  medianClassProgress: number | null;
  learningStatus: Verdict<LearningStatus>;
  learningStyle: Verdict<LearningStyle>;
};

const mean = (sum: number, count: number, scale = 1) =>
  count > 0 ? Math.round((sum / count / scale) * 100) / 100 : null;

function toCourseProgress(row: Row): CourseProgress {
  const avgProgress = row.avgCompletion / 100;
  const velocity = mean(row.velocitySum, row.velocityCount, 100);
  const classMedian = row.median === null ? null : row.median / 100;
  const standing = {
    progress: avgProgress,
    sectionsStarted: row.progressRows,
    sectionsCompleted: row.sectionsCompleted,
    timeSpent: row.timeSpent,
    velocity,
    plannedVelocity:
      row.estimatedDuration && row.sectionsRequired
        ? (row.sectionsRequired * 60) / row.estimatedDuration
        : null,
    classmates: row.classmates,
    classMedian,
    classmatesBelow: row.below,
    classmatesAbove: row.above,
  };
  return {
    courseId: row.courseId,
    title: row.title,
    code: row.code,
    difficultyLevel: row.difficultyLevel,
    status: row.status,
    avgProgress,
    sectionsRequired: row.sectionsRequired,
    sectionsCompleted: row.sectionsCompleted,
    totalTimeSpent: row.timeSpent,
    lessons: row.lessons,
    lessonsAttempted: row.lessonsAttempted,
    lessonsCompleted: row.lessonsCompleted,
    avgLearningVelocity: velocity,
    perceivedDifficulty: mean(row.difficultySum, row.difficultyCount),
    comprehensionLevel: mean(row.comprehensionSum, row.comprehensionCount, 100),
    startedAt: row.firstActivityAt,
    lastActivity: row.lastActivityAt,
    totalClassmates: row.classmates,
    medianClassProgress: classMedian,
    learningStatus: learningStatus(standing),
    learningStyle: learningStyle(standing),
  };
}

const cachedProgress = personalRead(
  'progress',
  'analytics.student-progress',
  async (viewer, courseId: string | null) => {
    const rows = await asViewer(viewer, (tx) => tx.rows<Row>(studentProgress, [viewer.userId, courseId]));
    return rows.map(toCourseProgress);
  },
  (viewer) => ownTags(viewer),
);

/**
 * How the viewer stands in each current course (or one of them), most recent first, in one round trip. The
 * place in the class is read off the course's card; only while deltas wait for it is it worked out anew.
 */
export const getStudentProgress = (viewer: Viewer, courseId?: string): Promise<CourseProgress[]> =>
  cachedProgress(viewer, courseId ?? null);
