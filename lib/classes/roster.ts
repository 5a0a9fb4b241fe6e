import { type Statement, statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { StatusLimits } from '@/lib/analytics/status-limits';
import { appendAudit } from '@/lib/audit/append';
import { requireClass } from './class-access';
import { learningStatusOf, readStatusLimits } from './learning-status';
import { agreeing, countMatching, countRegistered, totalOf } from './roster-counts';
import { filtered, placeholder } from './roster-filter';
import { cursorAfter, cursorBefore, decodeStart, orderSql, type Start } from './roster-order';
import { type GoesAlong, type ListedStudent, type RosterPage, type RosterQuery, usualOrder } from './schema';
import { type StudentRow, studentColumns } from './student-columns';
import { withWhatGoesAlong } from './what-goes-along';

type Row = StudentRow & { key: string | number };

/**
 * The statement behind one roster page. The default order is one index, both ways, at any class size, and a learning
 * status is a range of it; every other order sorts the top of one class.
 */
export function rosterStatement(
  courseId: string,
  query: RosterQuery,
  limits: StatusLimits,
): { page: Statement; values: unknown[]; start: Start } {
  const sort = query.sort ?? 'completion';
  const order = query.order ?? usualOrder(sort);
  const start = decodeStart(sort, query.cursor);
  const asked = filtered(courseId, query, limits);
  const at = start && { key: placeholder(asked, start.at.key), id: placeholder(asked, start.at.id) };
  const place = orderSql(sort, order, start?.side ?? 'after', at);
  if (start && place.where) asked.where.push(place.where);
  const text = `SELECT ${studentColumns}, ${place.key} AS key
    FROM enrollments e
    WHERE ${asked.where.join(' AND ')} ORDER BY ${place.orderBy} LIMIT ${placeholder(asked, query.limit + 1)}::int`;
  const name = ['classes.roster', sort, order, ...asked.parts, ...(start ? [start.side] : [])].join(':');
  return { page: statement(name, text), values: asked.values, start };
}

type Listed = Omit<RosterPage, 'total' | 'matching'>;
type Shown = Omit<Listed, 'students'> & { students: Omit<ListedStudent, keyof GoesAlong>[] };

/** The rows of one page in their order, and the ways on from it. One row more than asked for was read. */
function toPage(rows: Row[], limit: number, start: Start): Shown {
  const more = rows.length > limit;
  const backwards = start?.side === 'before';
  const shown = backwards ? rows.slice(0, limit).toReversed() : rows.slice(0, limit);
  const [first, last] = [shown.at(0), shown.at(-1)];
  const before = backwards ? more : start !== null;
  const after = backwards || more;
  return {
    students: shown.map(({ key: _key, rank, ...student }) => ({
      ...student,
      learningStatus: learningStatusOf(rank),
    })),
    previousCursor: before && first ? cursorBefore({ key: first.key, id: first.userId }) : null,
    nextCursor: after && last ? cursorAfter({ key: last.key, id: last.userId }) : null,
  };
}

/** One page of the class list for the course's instructor or its institution's administrators; the look is audited. */
export async function getRoster(viewer: Viewer, courseId: string, query: RosterQuery): Promise<RosterPage> {
  const isNarrowed = query.status !== undefined || query.q !== undefined;
  const { shown, limits, registered } = await asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const limits = await readStatusLimits(tx, courseId);
    const { page, values, start } = rosterStatement(courseId, query, limits);
    const listed = toPage(await tx.rows<Row>(page, values), query.limit, start);
    const students = await withWhatGoesAlong(tx, courseId, listed.students);
    const shown: Listed = { ...listed, students };
    await appendAudit(tx, viewer, {
      action: 'class.view',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: students.length },
    });
    return { shown, limits, registered: isNarrowed ? 0 : await countRegistered(tx, courseId) };
  });
  if (!isNarrowed) return { ...shown, total: registered, matching: null };
  const isWhole = query.cursor === undefined && shown.nextCursor === null;
  const enrollment = query.status?.enrollment;
  const counted = await countMatching(viewer, courseId, query, limits);
  const matching = agreeing(counted, isWhole ? shown.students : null, enrollment);
  return { ...shown, total: totalOf(matching, enrollment), matching };
}
