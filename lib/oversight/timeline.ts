import { z } from 'zod';
import { statement } from '@/db/statement';
import { deniedRecord } from '@/lib/access/denied';
import { everStudent } from '@/lib/access/ever-student';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { type AuditEntry, noteMoments } from '@/lib/audit/query';
import {
  cursorInstant,
  cursorInstantSql,
  cursorText,
  decodeCursor,
  encodeCursor,
  pageSize,
} from '@/lib/list-query';

export const timelineQuery = z.strictObject({ limit: pageSize(50, 200), cursor: cursorText });

type TimelineQuery = z.output<typeof timelineQuery>;

export type TimelineSummary = {
  name: string;
  events: number;
  /** People other than the student who appear in it. */
  people: number;
  refused: number;
  /** Null where nothing is recorded. */
  first: string | null;
  last: string | null;
};

export type TimelineEntry = AuditEntry & {
  /** The class whose list was opened; the student may have been on the page that was shown. */
  course: string | null;
};

type TimelinePage = { summary: TimelineSummary; entries: TimelineEntry[]; nextCursor: string | null };

/** SQL for the events `l` that open a list of the class of enrolment `e`, as the student sees them (own_class_looks). */
const opensList = `l.object_id = e.course_id::text AND l.action LIKE 'class.%' AND l.outcome = 'ALLOWED' AND l.student_id IS NULL
       AND l.institution_id = $2 AND l.occurred_at >= e.enrolled_at`;

/**
 * SQL for the events `l` of a hold `h` on the student, which name neither the student nor are told to the student. Each has the moment
 * of what it did; nobody finds those on the own record.
 */
const setsHold = `l.occurred_at = ANY (ARRAY[h.placed_at, h.released_at]) AND l.object_id = h.id::text AND l.action LIKE 'hold.%'
       AND l.institution_id = $2 AND h.student_id <> (SELECT app_user_id())`;

/** SQL for the events `l` of notes `n` about the student in the class of enrolment `e`: as with holds. */
const notesAbout = `enrollments e JOIN student_notes n ON n.course_id = e.course_id AND n.student_id = e.user_id
     CROSS JOIN LATERAL ${noteMoments('n')} d(at) JOIN audit_log l ON l.occurred_at = d.at AND l.object_id = n.id::text AND l.action LIKE 'note.%'
       AND l.institution_id = $2
     WHERE e.user_id = $1 AND e.role = 'STUDENT' AND n.student_id <> (SELECT app_user_id())`;

const summaryOf = statement(
  'audit.timeline-summary',
  `WITH seen AS (
     SELECT actor_id, outcome, occurred_at FROM audit_log WHERE student_id = $1 AND institution_id = $2
     UNION ALL
     SELECT l.actor_id, l.outcome, l.occurred_at FROM enrollments e JOIN audit_log l ON ${opensList}
     WHERE e.user_id = $1 AND e.role = 'STUDENT'
     UNION ALL
     SELECT l.actor_id, l.outcome, l.occurred_at FROM legal_holds h JOIN audit_log l ON ${setsHold} WHERE h.student_id = $1
     UNION ALL
     SELECT l.actor_id, l.outcome, l.occurred_at FROM ${notesAbout})
   SELECT u.display_name AS name, s.* FROM users u CROSS JOIN LATERAL (
     SELECT count(*)::int AS events, (count(*) FILTER (WHERE outcome <> 'ALLOWED'))::int AS refused,
       (count(DISTINCT actor_id) FILTER (WHERE actor_id <> $1))::int AS people, min(occurred_at) AS first, max(occurred_at) AS last
     FROM seen) s
   WHERE u.id = $1 AND u.institution_id = $2 AND ${everStudent('u')}`,
);

const columnsOf = (event: string) =>
  [
    ...['id', 'occurred_at', 'actor_id', 'actor_name', 'actor_role', 'action', 'object_type', 'object_id'],
    ...['student_id', 'outcome', 'purpose', 'justification', 'details'],
  ]
    .map((name) => `${event}.${name}`)
    .join(', ');

const newest = statement(
  'audit.timeline',
  `SELECT id, occurred_at AS "occurredAt", actor_id AS "actorId", actor_name AS "actorName", actor_role AS "actorRole", action,
     object_type AS "objectType", object_id AS "objectId", student_id AS "studentId", outcome, purpose, justification, details,
     course, ${cursorInstantSql('occurred_at')} AS key
   FROM (
     (SELECT ${columnsOf('audit_log')}, NULL AS course FROM audit_log
      WHERE student_id = $1 AND institution_id = $2 AND (occurred_at, id) < ($3::timestamptz, $4::uuid)
      ORDER BY occurred_at DESC, id DESC LIMIT $5::int)
     UNION ALL
     SELECT looks.* FROM enrollments e JOIN courses c ON c.id = e.course_id CROSS JOIN LATERAL (
       SELECT ${columnsOf('l')}, coalesce(c.code, c.title) FROM audit_log l
       WHERE ${opensList} AND (l.occurred_at, l.id) < ($3::timestamptz, $4::uuid)
       ORDER BY l.occurred_at DESC, l.id DESC LIMIT $5::int) looks
     WHERE e.user_id = $1 AND e.role = 'STUDENT'
     UNION ALL
     SELECT holds.* FROM legal_holds h CROSS JOIN LATERAL (
       SELECT ${columnsOf('l')}, NULL FROM audit_log l WHERE ${setsHold} AND (l.occurred_at, l.id) < ($3::timestamptz, $4::uuid)) holds
     WHERE h.student_id = $1
     UNION ALL
     SELECT ${columnsOf('l')}, NULL FROM ${notesAbout} AND (l.occurred_at, l.id) < ($3::timestamptz, $4::uuid)) seen
   ORDER BY occurred_at DESC, id DESC LIMIT $5::int`,
);

const endOfTime = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/**
 * What happened to the record of a student of the administrator's institution: what names the student, and every opening of
 * a list of the student's classes, so that each look that the student is told of in that institution is here. A page of
 * events, newest first, and what all of them come to. This look is itself among them from the next one on.
 *
 * @throws Refusal where the institution has no such student
 */
export const openTimeline = (
  viewer: Viewer,
  studentId: string,
  { limit, cursor }: TimelineQuery,
): Promise<TimelinePage> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const [summary] = await tx.rows<TimelineSummary>(summaryOf, [studentId, institutionId]);
    if (!summary) throw deniedRecord(studentId, 'the history of a record');
    const before = cursor ? decodeCursor(z.tuple([cursorInstant, z.guid()]), cursor) : endOfTime;
    const rows = await tx.rows<TimelineEntry & { key: string }>(newest, [
      studentId,
      institutionId,
      ...before,
      limit + 1,
    ]);
    await appendAudit(tx, viewer, {
      action: 'audit.timeline',
      objectType: 'education record',
      objectId: studentId,
      studentId,
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      summary,
      entries: shown.map(({ key: _key, ...entry }) => entry),
      nextCursor: rows.length > limit && last ? encodeCursor([last.key, last.id]) : null,
    };
  });
