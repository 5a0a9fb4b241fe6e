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

const tables = statement(
  'audit.own-tables',
  `WITH own AS (
     SELECT name, to_regclass('public.' || name) AS id
     FROM unnest(ARRAY['audit_log', 'audit_leaves', 'audit_nodes', 'audit_checkpoints']) AS w(name)
     UNION ALL
     SELECT relid::regclass::text, relid FROM pg_partition_tree(to_regclass('public.audit_log')) WHERE level > 0)
   SELECT own.name, c.relkind AS kind, c.relpersistence AS persistence, ARRAY(
       SELECT 'the rule ' || r.rulename FROM pg_rewrite r WHERE r.ev_class = own.id AND c.relkind NOT IN ('v', 'm')
       UNION ALL
       SELECT 'the trigger ' || t.tgname FROM pg_trigger t
       WHERE t.tgrelid = own.id AND NOT t.tgisinternal AND t.tgname NOT IN ('refuse_change', 'refuse_truncate')
       UNION ALL
       SELECT 'the policy ' || p.polname FROM pg_policy p WHERE p.polrelid = own.id AND (${hidesRows})) AS before
   FROM own LEFT JOIN pg_class c ON c.oid = own.id ORDER BY own.name`,
);

type OwnTable = { name: string; kind: string | null; persistence: string | null; before: string[] };

const kinds: Record<string, string> = {
  v: 'a view',
  m: 'a materialised view',
  f: 'a foreign table',
};

/** @returns null where it is a table as the migrations made it */
function faultOf({ name, kind, persistence, before }: OwnTable): string | null {
  if (kind === null) return `${name} is not there`;
  if (kind !== 'r' && kind !== 'p') return `${name} is ${kinds[kind] ?? 'no table'}`;
  if (persistence !== 'p') return `${name} is not written to the log: a crash empties it`;
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
  const findings = own.flatMap((table): Finding[] => {
    const note = faultOf(table);
    return note ? [{ kind: 'replaced', position: null, recordId: null, at: null, rows: 0, note }] : [];
  });
  return { findings, areThere: own.every(({ kind }) => kind !== null) };
}
