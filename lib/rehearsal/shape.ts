import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type CourseShape = {
  students: number;
  lessons: number;
  sections: number;
  /** How many sections a student has begun, at each tenth of the class from the least to the most; empty without students. */
  reach: number[];
};

/** How many students were enrolled in courses at the end of a week, counting a student once a course. */
export type Enrolled = { week: string; enrolled: number };

/** What a term looks like in numbers of nobody: a sandbox is filled by it, so no record leaves the database. */
export type TermShape = {
  institutions: number;
  instructors: number;
  students: number;
  progressRows: number;
  /** Days of activity for each section that a student has begun. */
  daysPerSection: number;
  courses: CourseShape[];
  /** Oldest week first. */
  growth: Enrolled[];
};

type Sums = Omit<TermShape, 'courses' | 'growth' | 'daysPerSection'> & { activityDays: number };

const courseShapes = statement(
  'rehearsal.courses',
  `SELECT count(e.id)::int AS students, s.lessons, s.sections,
     coalesce(percentile_disc(ARRAY[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]) WITHIN GROUP (ORDER BY e.progress_rows), '{}') AS reach
   FROM courses c LEFT JOIN enrollments e ON e.course_id = c.id AND e.role = 'STUDENT'
   CROSS JOIN LATERAL (
     SELECT count(DISTINCT lesson_id)::int AS lessons, count(*)::int AS sections FROM sections
     WHERE course_id = c.id AND deleted_at IS NULL AND removed_in_version IS NULL) s
   WHERE c.status = 'PUBLISHED' AND c.deleted_at IS NULL GROUP BY c.id, s.lessons, s.sections`,
);
const totals = statement(
  'rehearsal.totals',
  `SELECT (SELECT count(*)::int FROM institutions) AS institutions, p.*,
     (SELECT coalesce(sum(progress_rows), 0)::bigint FROM enrollments) AS "progressRows",
     (SELECT coalesce(sum(n_live_tup), 0)::bigint FROM pg_stat_user_tables WHERE relname = 'activity_days') AS "activityDays"
   FROM (SELECT (count(*) FILTER (WHERE role = 'STUDENT'))::int AS students,
     (count(*) FILTER (WHERE role = 'INSTRUCTOR'))::int AS instructors FROM users WHERE deleted_at IS NULL) p`,
);
const enrolledByWeek = statement(
  'rehearsal.growth',
  `SELECT to_char(week, 'YYYY-MM-DD') AS week, (sum(n) OVER (ORDER BY week))::int AS enrolled
   FROM (SELECT date_trunc('week', enrolled_at AT TIME ZONE 'UTC') AS week, count(*) AS n FROM enrollments
     WHERE role = 'STUDENT' GROUP BY 1) w ORDER BY week`,
);

/** The shape of what is in the database now. As SYSTEM; reads all enrolments, so only for a command or a job. */
export async function readShape(tx: Transaction): Promise<TermShape> {
  const courses = await tx.rows<CourseShape>(courseShapes);
  const [sums] = await tx.rows<Sums>(totals);
  if (!sums) throw new Error('The term could not be counted.');
  const growth = await tx.rows<Enrolled>(enrolledByWeek);
  const { activityDays, ...counts } = sums;
  const daysPerSection = Math.max(1, Math.round(activityDays / Math.max(1, counts.progressRows)));
  return { ...counts, daysPerSection, courses, growth };
}

/** Students in all courses, and in the largest. */
export const enrolledIn = ({ courses }: Pick<TermShape, 'courses'>): { all: number; largest: number } => ({
  all: courses.reduce((sum, { students }) => sum + students, 0),
  largest: courses.reduce((most, { students }) => Math.max(most, students), 0),
});
