import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { ImportRun } from '../run/import-run';
import { catalogStep } from './stage-catalog';

export type CatalogPlace = { institutionId: string; instructorId: string };

// What the file has no column for stays as it is; for a new course `otherwise` says what to begin with.
// Who teaches a course and whether it is shown are the product's business once it is there, so an update
// leaves both alone, as it does what was written into the course since. Unchanged courses are sorted out before
// the insert, which would compute their search vectors again.
const write = statement(
  'interop.catalog.write',
  `WITH page AS MATERIALIZED (
     SELECT line, key, data FROM import_rows WHERE import_id = $1 AND step = $2 AND line > $3 ORDER BY line LIMIT 1000
   ), written AS (
     INSERT INTO courses AS c (institution_id, instructor_id, sourced_id, code, title, description, department, credits,
       difficulty_level, target_audience, status, published_at)
     SELECT $4, $5, p.key, w.code, w.title, w.description, w.department, w.credits, w.difficulty, w.audience,
       'PUBLISHED', now()
     FROM page p LEFT JOIN courses known ON known.institution_id = $4 AND known.sourced_id = p.key
       CROSS JOIN LATERAL jsonb_to_record((p.data -> 'otherwise') || jsonb_strip_nulls(jsonb_build_object(
         'description', known.description, 'department', known.department, 'credits', known.credits,
         'difficulty', known.difficulty_level, 'audience', to_jsonb(known.target_audience))) || p.data)
       AS w(code text, title text, description text, department text, credits text, difficulty difficulty_enum,
         audience educational_level_enum[])
     WHERE known.id IS NULL OR (w.code, w.title, w.description, w.department, w.credits, w.difficulty, w.audience)
       IS DISTINCT FROM (known.code, known.title, known.description, known.department, known.credits,
       known.difficulty_level, known.target_audience)
     ORDER BY p.line
     ON CONFLICT (institution_id, sourced_id) DO UPDATE SET code = excluded.code, title = excluded.title,
       description = excluded.description, department = excluded.department, credits = excluded.credits,
       difficulty_level = excluded.difficulty_level, target_audience = excluded.target_audience, updated_at = now()
     RETURNING xmax = 0 AS fresh
   )
   SELECT page.last, page.rows, written.fresh, written.changed
   FROM (SELECT max(line) AS last, count(*) AS rows FROM page) page,
     (SELECT count(*) FILTER (WHERE fresh) AS fresh, count(*) FILTER (WHERE NOT fresh) AS changed FROM written) written`,
);

/** The next thousand courses, in one statement. */
export async function applyCatalog(
  tx: Transaction,
  run: ImportRun,
  file: string,
  place: CatalogPlace,
  after: string,
) {
  const [done] = await tx.rows<{ last: number | null; rows: number; fresh: number; changed: number }>(write, [
    run.id,
    catalogStep,
    Number(after),
    place.institutionId,
    place.instructorId,
  ]);
  if (!done || done.last === null) return null;
  const counts = run.count(file);
  counts.new += done.fresh;
  counts.changed += done.changed;
  counts.unchanged += done.rows - done.fresh - done.changed;
  return { position: String(done.last), rows: done.rows };
}
