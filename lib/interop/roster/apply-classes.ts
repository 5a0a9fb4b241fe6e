import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { ImportRun, Rejection } from '../run/import-run';

type StagedClass = {
  line: number;
  sourcedId: string;
  title: string;
  code: string | null;
  department: string | null;
  startsOn: string | null;
  endsOn: string | null;
  deleted: boolean;
  institutionId: string | null;
  courseUnknown: boolean;
  termUnknown: boolean;
  teacherId: string | null;
  knownId: string | null;
  knownInstructorId: string | null;
};

const staged = statement(
  'interop.roster.classes',
  `WITH orgs AS (
     SELECT i.id FROM import_rows r JOIN institutions i ON i.sourced_id = r.key
     WHERE r.import_id = $1 AND r.step = 'orgs'
   ), page AS (
     SELECT line, key, data FROM import_rows
     WHERE import_id = $1 AND step = 'classes' AND line > $2 ORDER BY line LIMIT 500
   )
   SELECT p.line, p.key AS "sourcedId", p.data ->> 'title' AS title, nullif(p.data ->> 'code', '') AS code,
     left(course.data ->> 'title', 120) AS department, terms."startsOn", terms."endsOn",
     (p.data ->> 'deleted')::boolean AS deleted, i.id AS "institutionId",
     $3 AND p.data ->> 'course' <> '' AND course.key IS NULL AS "courseUnknown",
     $4 AND terms.known < jsonb_array_length(p.data -> 'terms') AS "termUnknown",
     teacher.id AS "teacherId", known.id AS "knownId", known.instructor_id AS "knownInstructorId"
   FROM page p
   LEFT JOIN institutions i ON i.sourced_id = p.data ->> 'school'
   LEFT JOIN import_rows course ON course.import_id = $1 AND course.step = 'courses' AND course.key = p.data ->> 'course'
   CROSS JOIN LATERAL (
     SELECT count(*) AS known, min(t.data ->> 'start') AS "startsOn", max(t.data ->> 'end') AS "endsOn" FROM import_rows t
     WHERE t.import_id = $1 AND t.step = 'academicSessions'
       AND t.key IN (SELECT jsonb_array_elements_text(p.data -> 'terms'))
   ) terms
   LEFT JOIN LATERAL (
     SELECT u.id FROM import_rows t JOIN users u ON u.sourced_id = t.data ->> 'user' AND u.institution_id IN (SELECT id FROM orgs)
     WHERE t.import_id = $1 AND t.step = 'class-teachers' AND t.key = p.key
       AND u.deleted_at IS NULL AND u.role IN ('INSTRUCTOR', 'ADMIN')
     ORDER BY (t.data ->> 'primary')::boolean DESC, t.line LIMIT 1
   ) teacher ON true
   LEFT JOIN courses known ON known.institution_id = i.id AND known.sourced_id = p.key
   ORDER BY p.line`,
);
const write = statement(
  'interop.roster.write-classes',
  `INSERT INTO courses AS c (id, institution_id, sourced_id, instructor_id, code, title, department, starts_on, ends_on,
     difficulty_level, status, published_at)
   SELECT w.id, w."institutionId", w."sourcedId", w."instructorId", w.code, w.title, w.department, w."startsOn", w."endsOn",
     'INTERMEDIATE', CASE WHEN w.deleted THEN 'ARCHIVED' ELSE 'PUBLISHED' END::course_status_enum, now()
   FROM jsonb_to_recordset($1::jsonb) AS w(id uuid, "institutionId" uuid, "sourcedId" text, "instructorId" uuid, code text,
     title text, department text, "startsOn" date, "endsOn" date, deleted boolean)
   ON CONFLICT (id) DO UPDATE SET instructor_id = excluded.instructor_id, code = excluded.code, title = excluded.title,
     department = excluded.department, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
     status = CASE WHEN excluded.status = 'ARCHIVED' THEN excluded.status ELSE c.status END, updated_at = now()
   WHERE (c.instructor_id, c.code, c.title, c.department, c.starts_on, c.ends_on) IS DISTINCT FROM
       (excluded.instructor_id, excluded.code, excluded.title, excluded.department, excluded.starts_on, excluded.ends_on)
     OR excluded.status = 'ARCHIVED' AND c.status <> 'ARCHIVED'
   RETURNING c.id`,
);

/**
 * The next five hundred classes. A class is a course here, published when it is new; later its status is the
 * business of those who teach it, but a class that the roster deletes is archived.
 */
export async function applyClasses(
  tx: Transaction,
  run: ImportRun,
  file: { name: string; hasCourses: boolean; hasTerms: boolean },
  after: string,
) {
  const rows = await tx.rows<StagedClass>(staged, [run.id, Number(after), file.hasCourses, file.hasTerms]);
  const last = rows.at(-1);
  if (!last) return null;
  const rejections: Rejection[] = [];
  const accepted = rows.flatMap((row) => {
    const reason = refusal(row);
    if (reason) {
      rejections.push({ line: row.line, reason });
      return [];
    }
    const instructorId = row.teacherId ?? row.knownInstructorId;
    return [{ ...row, instructorId, id: row.knownId ?? randomUUID() }];
  });
  const written = await tx.rows<{ id: string }>(write, [JSON.stringify(accepted)]);
  run.touch(written.map((row) => row.id));
  await run.reject(tx, file.name, rejections);
  const fresh = accepted.filter((row) => row.knownId === null).length;
  const counts = run.count(file.name);
  counts.new += fresh;
  counts.changed += written.length - fresh;
  counts.unchanged += accepted.length - written.length;
  return { position: String(last.line), rows: rows.length };
}

function refusal(row: StagedClass): string | null {
  if (row.institutionId === null) return 'schoolSourcedId: unknown';
  if (row.courseUnknown) return 'courseSourcedId: unknown';
  if (row.termUnknown) return 'termSourcedIds: unknown';
  if (row.startsOn && row.endsOn && row.startsOn > row.endsOn) return 'termSourcedIds: ends before it starts';
  if (row.teacherId === null && row.knownInstructorId === null) return 'no teacher is enrolled in this class';
  return null;
}
