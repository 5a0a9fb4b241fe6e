import { type Statement, statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { containing } from '@/lib/list-query';
import { requireClass } from './class-access';
import { cursorAfter, cursorBefore, decodeStart, orderSql, type Start } from './roster-order';
import { type RosterPage, type RosterQuery, type RosterStudent, usualOrder } from './schema';

type Row = RosterStudent & { key: string | number };

/**
 * The statement behind one roster page. The default order is one index, both ways, at any class size; every other
 * order sorts the top of one class.
 */
export function rosterStatement(
  courseId: string,
  query: RosterQuery,
): { page: Statement; values: unknown[]; start: Start } {
  const sort = query.sort ?? 'completion';
  const order = query.order ?? usualOrder(sort);
  const start = decodeStart(sort, query.cursor);
  const values: unknown[] = [courseId, query.limit + 1];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = ["e.course_id = $1 AND e.role = 'STUDENT'"];
  const parts: string[] = [sort, order];
  if (query.status) {
    where.push(`e.status = ${parameter(query.status)}::enrollment_status_enum`);
    parts.push('status');
  }
  if (query.q) {
    where.push(`e.person_name ILIKE ${parameter(containing(query.q))}`);
    parts.push('q');
  }
  const at = start && { key: parameter(start.at.key), id: parameter(start.at.id) };
  const place = orderSql(sort, order, start?.side ?? 'after', at);
  if (start && place.where) {
    where.push(place.where);
    parts.push(start.side);
  }
  const text = `SELECT e.user_id AS "userId", e.person_name AS name, e.status, e.avg_completion / 100.0 AS completion,
      e.sections_completed AS "sectionsCompleted", e.sections_required AS "sectionsRequired", e.time_spent AS "timeSpent",
      e.interactions, round(e.velocity_sum / 100.0 / nullif(e.velocity_count, 0), 2) AS velocity,
      round(e.difficulty_sum::numeric / nullif(e.difficulty_count, 0), 2) AS difficulty,
      round(e.comprehension_sum / 100.0 / nullif(e.comprehension_count, 0), 2) AS comprehension,
      e.last_activity_at AS "lastActivityAt", e.enrolled_at AS "enrolledAt", ${place.key} AS key
    FROM enrollments e
    WHERE ${where.join(' AND ')} ORDER BY ${place.orderBy} LIMIT $2::int`;
  return { page: statement(`classes.roster:${parts.join(':')}`, text), values, start };
}

/** The rows of one page in their order, and the ways on from it. One row more than asked for was read. */
function toPage(rows: Row[], limit: number, start: Start): Omit<RosterPage, 'total'> {
  const more = rows.length > limit;
  const backwards = start?.side === 'before';
  const shown = backwards ? rows.slice(0, limit).toReversed() : rows.slice(0, limit);
  const [first, last] = [shown.at(0), shown.at(-1)];
  const before = backwards ? more : start !== null;
  const after = backwards || more;
  return {
    students: shown.map(({ key: _key, ...student }) => student),
    previousCursor: before && first ? cursorBefore({ key: first.key, id: first.userId }) : null,
    nextCursor: after && last ? cursorAfter({ key: last.key, id: last.userId }) : null,
  };
}

const countStatement = statement(
  'classes.roster-count',
  `SELECT count(*)::int AS total FROM enrollments e
   WHERE e.course_id = $1 AND e.role = 'STUDENT' AND ($2::enrollment_status_enum IS NULL OR e.status = $2::enrollment_status_enum)
     AND ($3::text IS NULL OR e.person_name ILIKE $3::text)`,
);

const cardTotals = statement(
  'classes.registered',
  `SELECT (k.enrolled + k.dropped + coalesce(sum(d.enrolled + d.dropped), 0))::int AS total
   FROM course_cards k LEFT JOIN course_deltas d ON d.course_id = k.course_id WHERE k.course_id = $1
   GROUP BY k.course_id`,
);

/** One page of the class list for the course's instructor or its institution's administrators; the look is audited. */
export async function getRoster(viewer: Viewer, courseId: string, query: RosterQuery): Promise<RosterPage> {
  const { page, values, start } = rosterStatement(courseId, query);
  return asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const shown = toPage(await tx.rows<Row>(page, values), query.limit, start);
    const narrowed = query.status !== undefined || query.q !== undefined;
    const pattern = query.q ? containing(query.q) : null;
    const [count] = narrowed
      ? await tx.rows<{ total: number }>(countStatement, [courseId, query.status ?? null, pattern])
      : await tx.rows<{ total: number }>(cardTotals, [courseId]);
    await appendAudit(tx, viewer, {
      action: 'class.view',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: shown.students.length },
    });
    return { ...shown, total: count?.total ?? 0 };
  });
}
