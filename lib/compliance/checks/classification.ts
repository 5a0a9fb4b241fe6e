import type { Transaction } from '@/db/client';
import { queueSchema } from '@/db/jobs';
import { dictionary } from '@/db/schema/classes/dictionary';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';

/** Whatever holds or shows rows, in any schema but those of the server, of the job queue and of the migrations' list. */
const columns = statement(
  'compliance.columns',
  `SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS relation, a.attname AS "column"
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${queueSchema}', 'drizzle')
     AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   ORDER BY 1, 2`,
);

const classified = new Set(
  dictionary.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
);

/** Views of the product: they show what tables hold, with the rights of who asks. */
export const ownViews: ReadonlySet<string> = new Set([
  'class_day_totals',
  'class_week_totals',
  'course_totals',
  'enrollment_rollups',
]);

export type FoundColumn = { relation: string; column: string };

/** Compares the columns that there are with those that have a class. */
export function judgeClassification(found: readonly FoundColumn[]): Finding {
  const unknown = found
    .filter(({ relation }) => !ownViews.has(relation))
    .map(({ relation, column }) => `${relation}.${column}`)
    .filter((name) => !classified.has(name));
  const evidence = [
    { what: 'Columns', value: String(found.length) },
    { what: 'Without a class', value: unknown.length > 0 ? unknown.join(', ') : 'none' },
  ];
  return unknown.length > 0
    ? { state: 'critical', summary: `Nobody has said what ${unknown.length} columns tell.`, evidence }
    : { state: 'ok', summary: 'Every column has a class.', evidence };
}

export const classification: Check = {
  id: 'classification',
  title: 'Every column is classified',
  why: 'What is not known to be personal is not protected as such, nor exported or erased on request.',
  remedy: 'Give the column a class in db/schema/classes, or remove what was added past the migrations.',
  run: async (tx: Transaction) => judgeClassification(await tx.rows<FoundColumn>(columns)),
};
