import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { settleEnrollments } from '../rollups';
import type { ImportRun, Rejection } from '../run/import-run';

type StagedEnrollment = {
  line: number;
  sourcedId: string;
  role: string;
  dropped: boolean;
  begins: string | null;
  ends: string | null;
  userId: string | null;
  courseId: string | null;
  ambiguous: boolean;
  knownId: string | null;
  sourcedIdTaken: boolean;
};

const staged = statement(
  'interop.roster.enrollments',
  `WITH orgs AS (
     SELECT i.id FROM import_rows r JOIN institutions i ON i.sourced_id = r.key
     WHERE r.import_id = $1 AND r.step = 'orgs'
   ), page AS (
     SELECT line, key, data FROM import_rows
     WHERE import_id = $1 AND step = 'enrollments' AND line > $2 ORDER BY line LIMIT 2000
   )
   SELECT p.line, p.key AS "sourcedId", p.data ->> 'role' AS role, (p.data ->> 'dropped')::boolean AS dropped,
     p.data ->> 'begins' AS begins, p.data ->> 'ends' AS ends, u.id AS "userId", c.id AS "courseId",
     c.others > 0 OR u.others > 0 AS ambiguous, known.id AS "knownId",
     EXISTS (SELECT 1 FROM enrollments o WHERE o.course_id = c.id AND o.sourced_id = p.key
       AND o.id IS DISTINCT FROM known.id) AS "sourcedIdTaken"
   FROM page p
   LEFT JOIN LATERAL (
     SELECT c.id, count(*) OVER () - 1 AS others FROM courses c
     WHERE c.institution_id IN (SELECT id FROM orgs) AND c.sourced_id = p.data ->> 'class' LIMIT 1
   ) c ON true
   LEFT JOIN LATERAL (
     SELECT u.id, count(*) OVER () - 1 AS others FROM users u
     WHERE u.institution_id IN (SELECT id FROM orgs) AND u.sourced_id = p.data ->> 'user' LIMIT 1
   ) u ON true
   LEFT JOIN enrollments known ON known.user_id = u.id AND known.course_id = c.id
   ORDER BY p.line`,
);
const lock = statement(
  'interop.roster.lock-enrollments',
  `SELECT id FROM enrollments WHERE id = ANY ($1::uuid[]) ORDER BY user_id, course_id FOR UPDATE`,
);
const write = statement(
  'interop.roster.write-enrollments',
  `INSERT INTO enrollments AS e (id, user_id, course_id, role, sourced_id, begins_on, ends_on, status, course_version,
     enrolled_at, dropped_at)
   SELECT w.id, w."userId", w."courseId", w.role::educational_role_enum, w."sourcedId", w.begins, w.ends,
     CASE WHEN w.dropped THEN 'DROPPED' ELSE 'ACTIVE' END::enrollment_status_enum, c.version,
     least(now(), coalesce(w.begins::timestamp AT TIME ZONE i.time_zone, now())),
     CASE WHEN w.dropped THEN coalesce(w.ends::timestamp AT TIME ZONE i.time_zone, now()) END
   FROM jsonb_to_recordset($1::jsonb) AS w(id uuid, "userId" uuid, "courseId" uuid, role text, "sourcedId" text, begins date,
     ends date, dropped boolean) JOIN courses c ON c.id = w."courseId" JOIN institutions i ON i.id = c.institution_id
   ORDER BY w."userId", w."courseId"
   ON CONFLICT (id) DO UPDATE SET role = excluded.role, sourced_id = excluded.sourced_id, begins_on = excluded.begins_on,
     ends_on = excluded.ends_on,
     status = CASE WHEN e.status = 'ACTIVE' THEN excluded.status
       WHEN e.status = 'DROPPED' AND excluded.status = 'ACTIVE' AND e.completed_at IS NOT NULL THEN 'COMPLETED'
       WHEN e.status = 'DROPPED' THEN excluded.status ELSE e.status END,
     dropped_at = CASE WHEN e.status = 'COMPLETED' OR excluded.status = 'ACTIVE' THEN NULL
       ELSE coalesce(e.dropped_at, excluded.dropped_at) END,
     updated_at = now()
   WHERE (e.role, e.sourced_id, e.begins_on, e.ends_on)
       IS DISTINCT FROM (excluded.role, excluded.sourced_id, excluded.begins_on, excluded.ends_on)
     OR e.status <> 'COMPLETED' AND e.status <> excluded.status
   RETURNING e.id, e.course_id AS "courseId"`,
);

/**
 * The next two thousand enrolments, teachers' included. One that the roster deletes is dropped and keeps its
 * progress; one that is active again is taken up again; a completed one stays completed.
 */
export async function applyEnrollments(tx: Transaction, run: ImportRun, file: string, after: string) {
  const rows = await tx.rows<StagedEnrollment>(staged, [run.id, Number(after)]);
  const last = rows.at(-1);
  if (!last) return null;
  const rejections: Rejection[] = [];
  const accepted = rows.flatMap((row) => {
    const reason = refusal(row);
    if (!reason)
      return [
        { ...row, role: row.role === 'teacher' ? 'INSTRUCTOR' : 'STUDENT', id: row.knownId ?? randomUUID() },
      ];
    rejections.push({ line: row.line, reason });
    return [];
  });
  await tx.rows(lock, [accepted.map((row) => row.id)]);
  const written = await tx.rows<{ id: string; courseId: string }>(write, [JSON.stringify(accepted)]);
  await settleEnrollments(
    tx,
    written.map((row) => row.id),
  );
  run.touch(written.map((row) => row.courseId));
  await run.reject(tx, file, rejections);
  const fresh = accepted.filter((row) => row.knownId === null).length;
  const counts = run.count(file);
  counts.new += fresh;
  counts.changed += written.length - fresh;
  counts.unchanged += accepted.length - written.length;
  return { position: String(last.line), rows: rows.length };
}

function refusal(row: StagedEnrollment): string | null {
  if (row.courseId === null) return 'classSourcedId: unknown';
  if (row.userId === null) return 'userSourcedId: unknown';
  if (row.ambiguous) return 'class or person: known in several organisations of this file';
  if (row.sourcedIdTaken) return "sourcedId: belongs to another person's enrolment in this class";
  if (row.begins && row.ends && row.begins > row.ends) return 'endDate: before beginDate';
  return null;
}
