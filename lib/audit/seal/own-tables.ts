import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Finding } from './findings';

const pathBefore = statement('audit.path-before', "SELECT pg_catalog.current_setting('search_path') AS path");
const setPath = statement('audit.set-path', "SELECT pg_catalog.set_config('search_path', $1, true)");
/** Plans are made as the server makes them unless somebody says otherwise: no key and no constraint is believed more than that. */
const pinPlans = statement(
  'audit.pin-plans',
  `SELECT set_config(name, 'on', true) FROM unnest(ARRAY['enable_seqscan', 'enable_indexscan', 'enable_bitmapscan', 'enable_hashjoin',
     'enable_mergejoin', 'enable_nestloop', 'enable_sort', 'enable_hashagg']) AS plain (name)
   UNION ALL SELECT set_config('constraint_exclusion', 'off', true)`,
);

/**
 * Does something while each name means the server's own function, operator or type, and nothing that somebody put beside
 * them in another schema; the trail's tables have to be named with theirs.
 */
export async function withServersNames<T>(tx: Transaction, run: () => Promise<T>): Promise<T> {
  const [before] = await tx.rows<{ path: string }>(pathBefore);
  await tx.rows(setPath, ['pg_catalog, pg_temp']);
  await tx.rows(pinPlans);
  const value = await run();
  await tx.rows(setPath, [before?.path]);
  return value;
}

/** Policies of this release, and how Postgres writes one that shows the product every row, whatever it shows to others. */
const ownPolicies = "'audit_log_append', 'audit_log_read', 'sealer', 'state_read'";
const isProduct = String.raw`\(\( SELECT public\.app_role\(\) AS app_role\) = `;
const showsAll = String.raw`^\(.* OR ${isProduct}'SYSTEM'::text\)\)$|^${isProduct}('SYSTEM'::text|ANY \(ARRAY\['SYSTEM'::text, 'ADMIN'::text\]\))\)$`;
const hidesRows = `NOT p.polpermissive OR p.polname NOT IN (${ownPolicies}) OR p.polcmd IN ('r', '*')
  AND pg_get_expr(p.polqual, p.polrelid) !~ $1`;

/** Before UPDATE and DELETE of each row, and before TRUNCATE (pg_trigger.tgtype): none of them is asked about what is added. */
const ownTriggers = "('refuse_change', 27), ('refuse_truncate', 34)";
/** What the policies ask, as Postgres writes it. */
const appRole = `RETURN CASE WHEN (current_setting('search_path'::text) = 'pg_catalog, public, pg_temp, as_system'::text) THEN 'SYSTEM'::text ELSE NULLIF(current_setting('app.role'::text, true), ''::text) END`;

/** Their columns, by name: another type, or a value that is made up, could show others than whoever checks something else. */
const columns = {
  audit_log:
    'action text, actor_id uuid, actor_name text, actor_role public.educational_role_enum (e), details jsonb, id uuid, institution_id uuid, ip_address inet, justification text, mac bytea, object_id text, object_type text, occurred_at timestamp with time zone, outcome public.audit_outcome_enum (e), purpose text, request_id text, student_id uuid, transaction_id bigint, writer uuid, writer_doubts bigint[], writer_number bigint, writer_settled bigint',
  audit_leaves: 'hash bytea, occurred_at timestamp with time zone, position bigint, record_id uuid',
  audit_nodes: 'hash bytea, level smallint, number bigint',
  audit_checkpoints:
    'horizon bigint, note text, peaks bytea, sealed_at timestamp with time zone, size bigint, took integer',
};

const tables = statement(
  'audit.own-tables',
  `WITH own AS (
     SELECT name, to_regclass('public.' || name)::oid AS id, key, $2::jsonb ->> name AS columns
     FROM (VALUES ('audit_log', 'occurred_at, id'), ('audit_leaves', 'position'), ('audit_nodes', 'level, number'),
       ('audit_checkpoints', 'size')) AS w (name, key)
     UNION ALL
     SELECT c.relname::text, c.oid, 'occurred_at, id', $2::jsonb ->> 'audit_log'
     FROM pg_partition_tree(to_regclass('public.audit_log')) t JOIN pg_class c ON c.oid = t.relid::oid WHERE t.level > 0)
   SELECT own.name, c.relkind AS kind, c.relpersistence AS persistence, ARRAY(
       SELECT 'the rule ' || r.rulename::text FROM pg_rewrite r WHERE r.ev_class = own.id AND c.relkind NOT IN ('v', 'm')
       UNION ALL
       SELECT 'the trigger ' || t.tgname::text FROM pg_trigger t
       WHERE t.tgrelid = own.id AND NOT t.tgisinternal AND (t.tgname, t.tgtype) NOT IN (${ownTriggers})
       UNION ALL
       SELECT 'the policy ' || p.polname::text FROM pg_policy p WHERE p.polrelid = own.id AND (${hidesRows})
       UNION ALL
       SELECT 'the child ' || h.relname::text FROM pg_inherits i JOIN pg_class h ON h.oid = i.inhrelid
       WHERE i.inhparent = own.id AND NOT h.relispartition) AS before,
     EXISTS (SELECT FROM pg_index i WHERE i.indrelid = own.id AND i.indisprimary AND i.indisvalid AND i.indisready AND i.indisunique
       AND own.key = (
         SELECT string_agg(a.attname::text, ', ' ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
         JOIN pg_attribute a ON a.attrelid = own.id AND a.attnum = k.number AND a.attnotnull)) AS "hasKey",
     own.columns = (
       SELECT string_agg(a.attname::text || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN t.typtype = 'b' THEN '' ELSE ' (' || t.typtype::text || ')' END
         || CASE WHEN a.attgenerated = '' THEN '' ELSE ' generated' END, ', ' ORDER BY a.attname)
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       WHERE a.attrelid = own.id AND a.attnum > 0 AND NOT a.attisdropped) AS "hasColumns"
   FROM own LEFT JOIN pg_class c ON c.oid = own.id ORDER BY own.name`,
);

/** What is read as text, and how: between types of the server there is no cast but its own. */
const surroundings = statement(
  'audit.own-surroundings',
  `SELECT regexp_replace(pg_get_function_sqlbody(to_regprocedure('public.app_role()')::oid), '\\s+', ' ', 'g') = $1 AS "asksOwnRole", ARRAY(
     SELECT 'the cast from ' || format_type(c.castsource, NULL) || ' to ' || format_type(c.casttarget, NULL) FROM pg_cast c
     JOIN pg_type s ON s.oid = c.castsource JOIN pg_type t ON t.oid = c.casttarget
     WHERE c.oid >= 16384::oid AND s.typnamespace = 'pg_catalog'::regnamespace::oid AND t.typnamespace = 'pg_catalog'::regnamespace::oid
     ORDER BY 1) AS casts`,
);
/** A row that lies in another month’s partition is where nobody looks for it. */
const misplaced = statement(
  'audit.misplaced',
  `SELECT p.relname::text AS name FROM (
     SELECT tableoid AS id, min(occurred_at) AS first, max(occurred_at) AS last FROM public.audit_log GROUP BY tableoid) held
   JOIN pg_class p ON p.oid = held.id
   WHERE p.relname::text ~ '^audit_log_\\d{4}_\\d\\d$' AND (
     to_char(held.first AT TIME ZONE 'UTC', 'YYYY_MM') <> right(p.relname::text, 7)
     OR to_char(held.last AT TIME ZONE 'UTC', 'YYYY_MM') <> right(p.relname::text, 7)) ORDER BY 1`,
);

type OwnTable = {
  name: string;
  kind: string | null;
  persistence: string | null;
  before: string[];
  hasKey: boolean;
  hasColumns: boolean | null;
};

const kinds: Record<string, string> = {
  v: 'a view',
  m: 'a materialised view',
  f: 'a foreign table',
};

/** @returns null where it is a table as the migrations made it */
function faultOf({ name, kind, persistence, before, hasKey, hasColumns }: OwnTable): string | null {
  if (kind === null) return `${name} is not there`;
  if (kind !== 'r' && kind !== 'p') return `${name} is ${kinds[kind] ?? 'no table'}`;
  if (persistence !== 'p') return `${name} is not written to the log: a crash empties it`;
  if (!hasKey) return `${name} has lost its key: a row can be there twice, or in no place`;
  if (!hasColumns) return `${name} has other columns than the product gave it`;
  return before.length > 0 ? `${before.join(' and ')} on ${name} is not the product’s` : null;
}

/**
 * Makes sure that what is read next is the trail's own tables, with nothing before them that leaves rows out or shows others. Asked
 * `withServersNames`.
 *
 * @returns what was found, whether there are tables to go on with, and whether the events are in partitions
 */
export async function judgeTables(
  tx: Transaction,
): Promise<{ findings: Finding[]; areThere: boolean; isPartitioned: boolean }> {
  const own = await tx.rows<OwnTable>(tables, [showsAll, JSON.stringify(columns)]);
  type Around = { asksOwnRole: boolean | null; casts: string[] };
  const [around] = await tx.rows<Around>(surroundings, [appRole]);
  const areThere = own.every(({ kind, hasColumns }) => kind !== null && hasColumns);
  const notes = own.flatMap((table) => faultOf(table) ?? []);
  if (!around?.asksOwnRole) notes.push('the function app_role, which policies ask, is not the product’s');
  for (const cast of around?.casts ?? []) notes.push(`${cast} is not the server’s`);
  const isPartitioned = own.some(({ name, kind }) => name === 'audit_log' && kind === 'p');
  return { findings: notes.map(replaced), areThere, isPartitioned };
}

/** Partitions that hold rows of another month. Reads the whole trail; asked `withServersNames`, where there are partitions. */
export const judgePlaces = async (tx: Transaction): Promise<Finding[]> =>
  (await tx.rows<{ name: string }>(misplaced)).map(({ name }) =>
    replaced(`${name} holds rows of another month`),
  );

/** Something of the trail's that is not the product's any more. */
export const replaced = (note: string): Finding => ({
  kind: 'replaced',
  position: null,
  recordId: null,
  at: null,
  rows: 0,
  note,
});
