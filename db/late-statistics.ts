import type pg from 'pg';

/** Which columns of a table go together: the planner takes columns for independent of each other. */
type LateStatistics = { name: string; table: string; columns: string };

const lateStatistics: LateStatistics[] = [
  // A section is of one lesson of one course. Unaware of that, the planner expects one row of a section instead of a
  // whole class, and looks a student's row up through everybody who has begun the section.
  { name: 'user_progress_place', table: 'user_progress', columns: 'course_id, lesson_id, section_id' },
];

/**
 * Has what is missing of them gathered, without holding up readers or writers; from then on ANALYZE keeps them. Changes
 * nothing the second time.
 */
export async function gatherLateStatistics(owner: pg.Client): Promise<void> {
  for (const { name, table, columns } of lateStatistics) {
    const { rowCount } = await owner.query('SELECT 1 FROM pg_statistic_ext WHERE stxname = $1', [name]);
    if (rowCount) continue;
    // One transaction: what was not gathered is not there, and is tried again.
    await owner.query(
      `CREATE STATISTICS public.${name} (dependencies) ON ${columns} FROM public.${table}; ANALYZE public.${table}`,
    );
  }
}
