import { z } from 'zod';
import { type Statement, statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import {
  containing,
  cursorInstant,
  cursorInstantSql,
  decodeCursor,
  encodeCursor,
  searchText,
} from '@/lib/list-query';
import { requireClass } from './class-access';
import type { RosterPage, RosterQuery, RosterStudent } from './schema';

type Sort = {
  key: string;
  type: string;
  order: string;
  after: '<' | '>';
  /** What a cursor holds of the key, and the SQL that gives it where it is not the key itself. */
  cursor: z.ZodType<string | number>;
  shown?: string;
};

/** Ties go by user id, so that no row repeats or is skipped. Who never was active comes last. */
const sorts: Record<NonNullable<RosterQuery['sort']>, Sort> = {
  completion: {
    key: 'e.avg_completion',
    type: 'int',
    order: 'e.avg_completion DESC, e.user_id',
    after: '<',
    cursor: z.int32(),
  },
  name: {
    key: 'e.person_name',
    type: 'text',
    order: 'e.person_name, e.user_id',
    after: '>',
    cursor: searchText(255),
  },
  time: {
    key: 'e.time_spent',
    type: 'bigint',
    order: 'e.time_spent DESC, e.user_id',
    after: '<',
    cursor: z.int(),
  },
  activity: {
    key: "coalesce(e.last_activity_at, '-infinity')",
    type: 'timestamptz',
    order: "coalesce(e.last_activity_at, '-infinity') DESC, e.user_id",
    after: '<',
    cursor: z.union([cursorInstant, z.literal('-infinity')]),
    shown: `coalesce(${cursorInstantSql('e.last_activity_at')}, '-infinity')`,
  },
};

/** The statement behind one roster page; the default order is one index, at any class size. */
export function rosterStatement(
  courseId: string,
  query: RosterQuery,
): { page: Statement; values: unknown[] } {
  const sortName = query.sort ?? 'completion';
  const sort = sorts[sortName];
  const values: unknown[] = [courseId, query.limit + 1];
  const where = ["e.course_id = $1 AND e.role = 'STUDENT'"];
  const parts: string[] = [sortName];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  if (query.status) {
    where.push(`e.status = ${parameter(query.status)}::enrollment_status_enum`);
    parts.push('status');
  }
  if (query.q) {
    where.push(`e.person_name ILIKE ${parameter(containing(query.q))}`);
    parts.push('q');
  }
  if (query.cursor) {
    const [key, id] = decodeCursor(z.tuple([sort.cursor, z.guid()]), query.cursor);
    const at = `${parameter(key)}::${sort.type}`;
    where.push(
      `${sort.key} ${sort.after}= ${at} AND (${sort.key} ${sort.after} ${at} OR e.user_id > ${parameter(id)}::uuid)`,
    );
    parts.push('next');
  }
  const text = `SELECT e.user_id AS "userId", e.person_name AS name, e.status, e.avg_completion AS completion,
      e.sections_completed AS "sectionsCompleted", e.sections_required AS "sectionsRequired", e.time_spent AS "timeSpent",
      e.interactions, e.last_activity_at AS "lastActivityAt", e.enrolled_at AS "enrolledAt", ${sort.shown ?? sort.key} AS key
    FROM enrollments e
    WHERE ${where.join(' AND ')} ORDER BY ${sort.order} LIMIT $2::int`;
  return { page: statement(`classes.roster:${parts.join(':')}`, text), values };
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
  const { page, values } = rosterStatement(courseId, query);
  return asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const rows = await tx.rows<RosterStudent & { key: string | number }>(page, values);
    const narrowed = query.status !== undefined || query.q !== undefined;
    const pattern = query.q ? containing(query.q) : null;
    const [count] = narrowed
      ? await tx.rows<{ total: number }>(countStatement, [courseId, query.status ?? null, pattern])
      : await tx.rows<{ total: number }>(cardTotals, [courseId]);
    const shown = rows.slice(0, query.limit);
    await appendAudit(tx, viewer, {
      action: 'class.view',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: shown.length },
    });
    const last = shown.at(-1);
    return {
      students: shown.map(({ key: _key, ...student }) => ({
        ...student,
        completion: student.completion / 100,
      })),
      nextCursor: rows.length > query.limit && last ? encodeCursor([last.key, last.userId]) : null,
      total: count?.total ?? 0,
    };
  });
}
