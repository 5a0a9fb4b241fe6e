import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Finding } from './findings';

/** Names mean the server's own functions and our own tables, whatever somebody set for the database or the role. */
const pinNames = statement(
  'audit.pin-names',
  "SELECT pg_catalog.set_config('search_path', 'pg_catalog, public, pg_temp', true)",
);
/** Policies of this release, and how Postgres writes one that shows the product every row, whatever it shows to others. */
const ownPolicies = "'audit_log_append', 'audit_log_read', 'sealer', 'state_read'";
const isProduct = String.raw`\(\( SELECT app_role\(\) AS app_role\) = `;
const showsAll = String.raw`^\(.* OR ${isProduct}'SYSTEM'::text\)\)$|^${isProduct}('SYSTEM'::text|ANY \(ARRAY\['SYSTEM'::text, 'ADMIN'::text\]\))\)$`;
const hidesRows = `NOT p.polpermissive OR p.polname NOT IN (${ownPolicies}) OR p.polcmd IN ('r', '*')
  AND pg_get_expr(p.polqual, p.polrelid) !~ $1`;

/** Before UPDATE and DELETE of each row, and before TRUNCATE (pg_trigger.tgtype): none of them is asked about what is added. */
const ownTriggers = "('refuse_change', 27), ('refuse_truncate', 34)";
/** What the policies ask, as Postgres writes it. */
const appRole = `RETURN CASE WHEN (current_setting('search_path'::text) = 'pg_catalog, public, pg_temp, as_system'::text) THEN 'SYSTEM'::text ELSE NULLIF(current_setting('app.role'::text, true), ''::text) END`;

const tables = statement(
  'audit.own-tables',
  `WITH own AS (
     SELECT name, to_regclass('public.' || name) AS id, key
     FROM (VALUES ('audit_log', 'occurred_at, id'), ('audit_leaves', 'position'), ('audit_nodes', 'level, number'),
       ('audit_checkpoints', 'size')) AS w (name, key)
     UNION ALL
     SELECT relid::regclass::text, relid, 'occurred_at, id' FROM pg_partition_tree(to_regclass('public.audit_log')) WHERE level > 0)
   SELECT own.name, c.relkind AS kind, c.relpersistence AS persistence, ARRAY(
       SELECT 'the rule ' || r.rulename FROM pg_rewrite r WHERE r.ev_class = own.id AND c.relkind NOT IN ('v', 'm')
       UNION ALL
       SELECT 'the trigger ' || t.tgname FROM pg_trigger t
       WHERE t.tgrelid = own.id AND NOT t.tgisinternal AND (t.tgname, t.tgtype) NOT IN (${ownTriggers})
       UNION ALL
       SELECT 'the policy ' || p.polname FROM pg_policy p WHERE p.polrelid = own.id AND (${hidesRows})) AS before,
     EXISTS (SELECT FROM pg_index i WHERE i.indrelid = own.id AND i.indisprimary AND i.indisvalid AND i.indisunique AND own.key = (
       SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
       JOIN pg_attribute a ON a.attrelid = own.id AND a.attnum = k.number AND a.attnotnull)) AS "hasKey"
   FROM own LEFT JOIN pg_class c ON c.oid = own.id ORDER BY own.name`,
);

const asksRole = statement(
  'audit.asks-role',
  `SELECT to_regprocedure('app_role()') = to_regprocedure('public.app_role()')
     AND regexp_replace(pg_get_function_sqlbody(to_regprocedure('public.app_role()')), '\\s+', ' ', 'g') = $1 AS "isOwn"`,
);

type OwnTable = {
  name: string;
  kind: string | null;
  persistence: string | null;
  before: string[];
  hasKey: boolean;
};

const kinds: Record<string, string> = {
  v: 'a view',
  m: 'a materialised view',
  f: 'a foreign table',
};

/** @returns null where it is a table as the migrations made it */
function faultOf({ name, kind, persistence, before, hasKey }: OwnTable): string | null {
  if (kind === null) return `${name} is not there`;
  if (kind !== 'r' && kind !== 'p') return `${name} is ${kinds[kind] ?? 'no table'}`;
  if (persistence !== 'p') return `${name} is not written to the log: a crash empties it`;
  if (!hasKey) return `${name} has lost its key: a row can be there twice, or in no place`;
  return before.length > 0 ? `${before.join(' and ')} on ${name} is not the product’s` : null;
}

/**
 * Makes sure that what is read next is the trail's own tables, with nothing before them that leaves rows out or shows others.
 *
 * @returns what was found, and whether there are tables to go on with
 */
export async function judgeTables(tx: Transaction): Promise<{ findings: Finding[]; areThere: boolean }> {
  await tx.rows(pinNames);
  const own = await tx.rows<OwnTable>(tables, [showsAll]);
  const [role] = await tx.rows<{ isOwn: boolean | null }>(asksRole, [appRole]);
  const notes = own.flatMap((table) => faultOf(table) ?? []);
  if (!role?.isOwn) notes.push('the function app_role, which policies ask, is not the product’s');
  const findings = notes.map(
    (note): Finding => ({ kind: 'replaced', position: null, recordId: null, at: null, rows: 0, note }),
  );
  return { findings, areThere: own.every(({ kind }) => kind !== null) };
}
