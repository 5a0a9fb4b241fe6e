import { randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import { dictionary } from '@/db/schema/classes/dictionary';
import { statement, unpreparedStatement } from '@/db/statement';

/** What row security shows to those who have no business with anything. Of tables and policies, each `TABLE.POLICY`. */
export type Shown = { tables: string[]; policies: string[] };

/** So many pages of a table are looked at, others each time. */
const samplePages = 64;

/** Tables with rows of a person: whoever is not there may see none of them, in whatever role. */
const ofPeople = dictionary
  .filter(
    ({ name, columns }) =>
      name === 'users' || columns.some((column) => ['user_id', 'student_id'].includes(column.name)),
  )
  .map(({ name }) => name);

const become = statement(
  'compliance.become',
  `SELECT set_config('app.user_id', $1, true), set_config('app.role', $2, true), set_config('app.institution_id', $3, true)`,
);
const whoAsks = statement(
  'compliance.who-asks',
  `SELECT current_setting('app.user_id') AS "userId", current_setting('app.role') AS role,
     current_setting('app.institution_id') AS "institutionId"`,
);
// A condition is asked about a row that is about nobody who exists, and as nobody about one of nothing but nulls as well: events of
// the whole installation, for example, are about no person and are there for every administrator.
const conditions = statement(
  'compliance.policy-conditions',
  `SELECT r.is_about_strangers AND c.relname = ANY ($1::text[]) AND e.side = '' AS "isOfPeople",
     format('SELECT %L AS name, coalesce((%s), false) AS holds FROM (SELECT %s) AS %I',
       c.relname || '.' || l.polname || e.side, e.condition, r.columns, c.relname) AS sql
   FROM pg_policy l JOIN pg_class c ON c.oid = l.polrelid
   CROSS JOIN LATERAL (VALUES ('', pg_get_expr(l.polqual, l.polrelid)), (' (what it accepts)', pg_get_expr(l.polwithcheck, l.polrelid)))
     AS e(side, condition)
   CROSS JOIN (VALUES (true), (false)) AS w(is_about_strangers)
   CROSS JOIN LATERAL (
     SELECT w.is_about_strangers, string_agg(format('%s AS %I',
       CASE WHEN w.is_about_strangers AND a.atttypid = 'uuid'::regtype THEN 'gen_random_uuid()'
         ELSE format('NULL::%s', format_type(a.atttypid, a.atttypmod)) END, a.attname), ', ') AS columns
     FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) r
   WHERE c.relnamespace = 'public'::regnamespace AND l.polpermissive AND e.condition IS NOT NULL
   ORDER BY c.relname, l.polname, e.side, w.is_about_strangers`,
);
// For the same reason a row of people is one that names somebody, or an institution.
const samples = statement(
  'compliance.row-samples',
  `SELECT c.relname = ANY ($1::text[]) AS "isOfPeople",
     format('SELECT %L AS name, EXISTS (SELECT FROM %s TABLESAMPLE SYSTEM (%s)%s) AS holds', c.relname, c.oid::regclass,
       least(100, 100.0 * $2::int * current_setting('block_size')::int / greatest(size.bytes, 1)),
       CASE WHEN c.relname = ANY ($1::text[]) THEN format(' WHERE num_nonnulls(%s) > 0', who.columns) END) AS sql
   FROM pg_class c CROSS JOIN LATERAL (
     SELECT coalesce(sum(pg_relation_size(t.relid)), pg_relation_size(c.oid)) AS bytes FROM pg_partition_tree(c.oid) t) size
   CROSS JOIN LATERAL (
     SELECT string_agg(quote_ident(a.attname), ', ') AS columns FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (
       a.attname = ANY ('{user_id,student_id,actor_id,institution_id}') OR (c.relname = 'users' AND a.attname = 'id'))) who
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity
     AND has_any_column_privilege(current_user, c.oid, 'SELECT') ORDER BY c.relname`,
);

type Question = { isOfPeople: boolean; sql: string };
type Identity = { userId: string; role: string; institutionId: string };

/**
 * Asks each policy, and some pages of each table, as nobody and as strangers of each role who are nowhere. Nothing is written; the
 * identity of the transaction is what it was afterwards.
 */
export async function findShown(tx: Transaction): Promise<Shown> {
  const asked = {
    policies: await tx.rows<Question>(conditions, [ofPeople]),
    tables: await tx.rows<Question>(samples, [ofPeople, samplePages]),
  };
  const [self] = await tx.rows<Identity>(whoAsks);
  const shown = { tables: new Set<string>(), policies: new Set<string>() };
  for (const identity of [nobody, ...strangers()]) {
    await tx.rows(become, [identity.userId, identity.role, identity.institutionId]);
    for (const kind of ['policies', 'tables'] as const)
      for (const name of await holding(tx, asked[kind], identity)) shown[kind].add(name);
  }
  await tx.rows(become, [self?.userId, self?.role, self?.institutionId]);
  return { tables: [...shown.tables].sort(), policies: [...shown.policies].sort() };
}

const nobody: Identity = { userId: '', role: '', institutionId: '' };

const strangers = (): Identity[] =>
  ['STUDENT', 'INSTRUCTOR', 'ADMIN'].map((role) => ({
    userId: randomUUID(),
    role,
    institutionId: randomUUID(),
  }));

async function holding(tx: Transaction, all: Question[], identity: Identity): Promise<string[]> {
  const questions = all.filter(({ isOfPeople }) => isOfPeople || identity === nobody);
  if (questions.length === 0) return [];
  const text = questions.map(({ sql }) => sql).join(' UNION ALL ');
  const rows = await tx.rows<{ name: string; holds: boolean }>(unpreparedStatement('compliance.shown', text));
  return rows.filter(({ holds }) => holds).map(({ name }) => name);
}
