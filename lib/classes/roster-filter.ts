import type { StatusLimits } from '@/lib/analytics/status-limits';
import { containing } from '@/lib/list-query';
import { completionRange, learningRank, learningRankSql, limitValues } from './learning-status';
import type { RosterFilter } from './schema';

/** A statement about enrolments `e` of a class as it grows: its conditions, its values, and a name for what it asks. */
export type Asked = { where: string[]; values: unknown[]; parts: string[] };

/** The placeholder of one more value. */
export const placeholder = (asked: Asked, value: unknown): string => `$${asked.values.push(value)}`;

/**
 * Which students of a class are asked for. $1 is the course, $2 to $5 are what `learningRankSql` needs: the statement
 * has to hold it.
 */
export function filtered(courseId: string, { status, q }: RosterFilter, limits: StatusLimits): Asked {
  const asked: Asked = {
    where: ["e.course_id = $1 AND e.role = 'STUDENT'"],
    values: [courseId, ...limitValues(limits)],
    parts: [],
  };
  if (status?.enrollment) {
    asked.where.push(`e.status = ${placeholder(asked, status.enrollment)}::enrollment_status_enum`);
    asked.parts.push('status');
  }
  if (status?.learning) {
    const [from, to] = completionRange(status.learning, limits);
    asked.where.push(
      `e.avg_completion BETWEEN ${placeholder(asked, from)}::int AND ${placeholder(asked, to)}::int`,
      `${learningRankSql} = ${placeholder(asked, learningRank(status.learning))}::int`,
    );
    asked.parts.push('learning');
  }
  if (q) {
    asked.where.push(`e.person_name ILIKE ${placeholder(asked, containing(q))}`);
    asked.parts.push('q');
  }
  return asked;
}
