import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { forgetRiskLists } from '@/lib/classes/risk/forget-lists';
import { forgetImpacts } from '@/lib/messages/keep-impacts';

const lockCourse = statement(
  'interop.rollups.lock-course',
  'SELECT id FROM enrollments WHERE course_id = $1 ORDER BY user_id, course_id FOR UPDATE',
);
const settle = statement(
  'interop.rollups.settle',
  `WITH r AS MATERIALIZED (SELECT * FROM enrollment_rollups WHERE id = ANY ($1::uuid[]))
   UPDATE enrollments e SET sections_required = r.sections_required, sections_completed = r.sections_completed,
     completion_sum = r.completion_sum, progress_rows = r.progress_rows, time_spent = r.time_spent,
     interactions = r.interactions, lessons_attempted = r.lessons_attempted, lessons_completed = r.lessons_completed,
     velocity_sum = r.velocity_sum, velocity_count = r.velocity_count, difficulty_sum = r.difficulty_sum,
     difficulty_count = r.difficulty_count, comprehension_sum = r.comprehension_sum,
     comprehension_count = r.comprehension_count, first_activity_at = r.first_activity_at,
     last_activity_at = r.last_activity_at,
     status = CASE WHEN done.now THEN 'COMPLETED' ELSE e.status END,
     completed_at = CASE WHEN done.now THEN (SELECT max(p.completed_at) FROM user_progress p
       WHERE p.user_id = e.user_id AND p.course_id = e.course_id) ELSE e.completed_at END,
     updated_at = now()
   FROM enrollments self JOIN r ON r.id = self.id
     CROSS JOIN LATERAL (SELECT self.role = 'STUDENT' AND self.status = 'ACTIVE' AND r.sections_required > 0
       AND r.sections_completed >= r.sections_required AS now) done
   WHERE e.id = self.id AND self.id = ANY ($1::uuid[])
     AND (done.now OR (e.sections_required, e.sections_completed, e.completion_sum, e.progress_rows, e.time_spent, e.interactions,
       e.lessons_attempted, e.lessons_completed, e.velocity_sum, e.velocity_count, e.difficulty_sum, e.difficulty_count,
       e.comprehension_sum, e.comprehension_count, e.first_activity_at, e.last_activity_at)
     IS DISTINCT FROM (r.sections_required, r.sections_completed, r.completion_sum, r.progress_rows, r.time_spent, r.interactions,
       r.lessons_attempted, r.lessons_completed, r.velocity_sum, r.velocity_count, r.difficulty_sum, r.difficulty_count,
       r.comprehension_sum, r.comprehension_count, r.first_activity_at, r.last_activity_at))`,
);
const rebuild = statement('interop.rollups.rebuild-cards', 'SELECT rebuild_course_cards($1::uuid[])');

/**
 * Sets the rollups of enrolments from their progress and completes those whose required sections are all
 * done. The caller holds these rows (FOR UPDATE, ordered by user and course), so that live progress waits.
 */
export async function settleEnrollments(tx: Transaction, enrollmentIds: string[]): Promise<void> {
  if (enrollmentIds.length > 0) await tx.rows(settle, [enrollmentIds]);
}

/** Locks and settles every enrolment of a course: after its required sections have changed. */
export async function settleCourse(tx: Transaction, courseId: string): Promise<void> {
  const rows = await tx.rows<{ id: string }>(lockCourse, [courseId]);
  await settleEnrollments(
    tx,
    rows.map((row) => row.id),
  );
}

/**
 * Sets the totals on course cards from their enrolments, and forgets what was worked out ahead of these classes; call
 * it last in a transaction, it holds up folding.
 */
export async function rebuildCards(tx: Transaction, courseIds: string[]): Promise<void> {
  if (courseIds.length === 0) return;
  await forgetRiskLists(tx, courseIds);
  await forgetImpacts(tx, courseIds);
  await tx.rows(rebuild, [courseIds]);
}
