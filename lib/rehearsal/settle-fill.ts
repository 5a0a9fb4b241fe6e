/** Does one statement, and says what it is for. */
export type Step = (what: string, sql: string) => Promise<void>;

/** After enrolments and progress were written past their triggers: rollups and cards from the rows, and statistics. */
export async function settleFill(step: Step): Promise<void> {
  await step('statistics', 'ANALYZE');
  await step(
    'rollups',
    `UPDATE enrollments e SET sections_completed = r.sections_completed, completion_sum = r.completion_sum,
      progress_rows = r.progress_rows, time_spent = r.time_spent, interactions = r.interactions, lessons_attempted = r.lessons_attempted,
      lessons_completed = r.lessons_completed, velocity_sum = r.velocity_sum, velocity_count = r.velocity_count,
      first_activity_at = r.first_activity_at, last_activity_at = r.last_activity_at,
      status = CASE WHEN r.sections_completed = r.sections_required THEN 'COMPLETED' ELSE 'ACTIVE' END::enrollment_status_enum
    FROM enrollment_rollups r WHERE r.id = e.id`,
  );
  await step('cards', 'SELECT rebuild_course_cards(array_agg(id)) FROM courses');
  await step('vacuum', 'VACUUM (ANALYZE)');
}
