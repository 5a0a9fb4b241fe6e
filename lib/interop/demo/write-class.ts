import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { settleEnrollments } from '../rollups';
import type { ClassRows } from './class-rows';

const addEnrollments = statement(
  'demo.enrollments',
  `INSERT INTO enrollments (user_id, course_id, status, enrolled_at, created_at, dropped_at)
   SELECT "userId", $1, CASE WHEN "droppedAt" IS NULL THEN 'ACTIVE' ELSE 'DROPPED' END::enrollment_status_enum,
     "enrolledAt" AT TIME ZONE $2, "enrolledAt" AT TIME ZONE $2, "droppedAt" AT TIME ZONE $2
   FROM jsonb_to_recordset($3::jsonb) AS r("userId" uuid, "enrolledAt" timestamp, "droppedAt" timestamp)
   RETURNING id`,
);
const addProgress = statement(
  'demo.progress',
  `INSERT INTO user_progress (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent, completed_at,
     difficulty_rating, difficulty_rated_at, comprehension_score, comprehension_scored_at, first_activity_at, last_activity_at)
   SELECT "userId", $1, "lessonId", "sectionId", completion, seconds, done, rating, CASE WHEN rating IS NOT NULL THEN done END,
     score, CASE WHEN score IS NOT NULL THEN done END, "firstAt" AT TIME ZONE $2, "lastAt" AT TIME ZONE $2
   FROM jsonb_to_recordset($3::jsonb) AS r("userId" uuid, "lessonId" uuid, "sectionId" uuid, completion numeric,
     seconds int, "completedAt" timestamp, rating smallint, score numeric, "firstAt" timestamp, "lastAt" timestamp)
   CROSS JOIN LATERAL (SELECT "completedAt" AT TIME ZONE $2 AS done) d`,
);
const addActivity = statement(
  'demo.activity',
  `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds, interactions)
   SELECT "userId", $1, "sectionId", day, seconds, interactions
   FROM jsonb_to_recordset($2::jsonb) AS r("userId" uuid, "sectionId" uuid, day date, seconds int, interactions int)`,
);
const addAnswers = statement(
  'demo.answers',
  `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen, answered_at)
   SELECT gen_random_uuid(), "userId", "questionId", version, ARRAY(SELECT jsonb_array_elements_text(chosen)),
     at AT TIME ZONE $1
   FROM jsonb_to_recordset($2::jsonb) AS r(n int, "userId" uuid, "questionId" uuid, version int, chosen jsonb, at timestamp)
   ORDER BY n`,
);
const lastActive = statement(
  'demo.last-active',
  `UPDATE users u SET last_active_at = e.at FROM (
     SELECT user_id, max(last_activity_at) AS at FROM enrollments GROUP BY user_id) e
   WHERE u.id = e.user_id AND e.at IS NOT NULL`,
);

/** Writes a class and what it has done, and sets its rollups from the rows. */
export async function writeClass(
  tx: Transaction,
  courseId: string,
  timeZone: string,
  { enrollments, progress, activity, answers }: ClassRows,
): Promise<void> {
  const seats = await tx.rows<{ id: string }>(addEnrollments, [
    courseId,
    timeZone,
    JSON.stringify(enrollments),
  ]);
  await tx.rows(addProgress, [courseId, timeZone, JSON.stringify(progress)]);
  await tx.rows(addActivity, [courseId, JSON.stringify(activity)]);
  await tx.rows(addAnswers, [timeZone, JSON.stringify(answers)]);
  await settleEnrollments(
    tx,
    seats.map(({ id }) => id),
  );
}

/** Says of every student when they last did something; call it when all classes are written. */
export const noteLastActivity = (tx: Transaction) => tx.rows(lastActive);
