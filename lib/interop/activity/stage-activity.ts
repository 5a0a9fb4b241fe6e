import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Row } from '../csv/row';
import type { Source } from '../csv/source';
import type { ImportRun, Rejection } from '../run/import-run';
import { stageFile } from '../run/stage';

const mostInteractions = 1_000_000;
const secondsOfADay = 86_400;

export const activityColumns = {
  required: ['userSourcedId', 'classSourcedId', 'resourceSourcedId', 'date', 'interactions'],
  optional: ['seconds', 'completion'],
};

const readActivity = (row: Row) => ({
  user: row.required('userSourcedId'),
  class: row.required('classSourcedId'),
  resource: row.required('resourceSourcedId'),
  date: row.requiredDate('date'),
  interactions: row.requiredInteger('interactions', mostInteractions),
  seconds: row.integer('seconds', secondsOfADay) ?? 0,
  completion: row.percentage('completion'),
});

// Names are looked up once per batch and name, not once per row.
const insert = statement(
  'interop.activity.stage',
  `WITH r AS MATERIALIZED (
     SELECT * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::date[], $7::int[], $8::int[], $9::numeric[])
       AS r(line, person, class, resource, day, interactions, seconds, completion)
   ), classes AS MATERIALIZED (
     SELECT c.sourced_id AS class, (array_agg(c.id))[1] AS id, count(*) AS n FROM courses c
     WHERE c.sourced_id IN (SELECT DISTINCT class FROM r) AND ($10::uuid IS NULL OR c.institution_id = $10) GROUP BY 1
   ), people AS MATERIALIZED (
     SELECT DISTINCT ON (k.class, k.person) k.class, k.person, u.id, e.role
     FROM (SELECT DISTINCT class, person FROM r) k JOIN classes c ON c.class = k.class
       JOIN users u ON u.sourced_id = k.person JOIN enrollments e ON e.user_id = u.id AND e.course_id = c.id
     ORDER BY k.class, k.person, u.id
   ), resources AS MATERIALIZED (
     SELECT k.class, k.resource, s.id FROM (SELECT DISTINCT class, resource FROM r) k JOIN classes c ON c.class = k.class
       JOIN sections s ON s.course_id = c.id AND s.sourced_id = k.resource AND s.deleted_at IS NULL
   ), resolved AS MATERIALIZED (
     SELECT r.*, c.id AS course_id, p.id AS user_id, s.id AS section_id,
       CASE WHEN c.id IS NULL THEN 'classSourcedId: unknown'
         WHEN c.n > 1 THEN 'classSourcedId: known in several institutions, say --institution'
         WHEN p.id IS NULL THEN 'userSourcedId: nobody of this name is enrolled in this class'
         WHEN p.role <> 'STUDENT' THEN 'userSourcedId: not a student of this class'
         WHEN s.id IS NULL THEN 'resourceSourcedId: unknown in this class' END AS reason
     FROM r LEFT JOIN classes c ON c.class = r.class
       LEFT JOIN people p ON p.class = r.class AND p.person = r.person
       LEFT JOIN resources s ON s.class = r.class AND s.resource = r.resource
   ), staged AS (
     INSERT INTO import_activity (import_id, course_id, user_id, section_id, day, interactions, seconds, completion)
     SELECT $1, course_id, user_id, section_id, day, interactions, seconds, completion FROM resolved WHERE reason IS NULL
   )
   SELECT line, reason FROM resolved WHERE reason IS NOT NULL`,
);

/** Reads the file into staging, its names resolved; rows about unknown classes, people or resources are rejected. */
export function stageActivity(
  run: ImportRun,
  source: Source,
  institutionId: string | null,
  onBytes: (bytes: number) => void,
): Promise<void> {
  return stageFile({
    run,
    source,
    read: readActivity,
    onBytes,
    write: async (tx: Transaction, rows) => {
      const column = <T>(pick: (value: ReturnType<typeof readActivity>) => T) =>
        rows.map(({ value }) => pick(value));
      const rejections = await tx.rows<Rejection>(insert, [
        run.id,
        rows.map(({ line }) => line),
        column((value) => value.user),
        column((value) => value.class),
        column((value) => value.resource),
        column((value) => value.date),
        column((value) => value.interactions),
        column((value) => value.seconds),
        column((value) => value.completion),
        institutionId,
      ]);
      return { staged: rows.length - rejections.length, rejections };
    },
  });
}
