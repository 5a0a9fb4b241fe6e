import type { Transaction } from '@/db/client';
import { dictionary } from '@/db/schema/classes/dictionary';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';
import { findShown, type Shown } from '../row-security-shown';
import { ownPolicies } from './own-policies';

export type TableGuard = {
  /** Its own name, that of the partitioned table above all others where it is a part, and whether it is one. */
  name: string;
  root: string;
  isTable: boolean;
  enabled: boolean;
  forced: boolean;
  policies: number;
  /** Policies that name nobody who asks, or that make a second one for the same command: either shows more than it should. */
  loose: string[];
};

const tables = statement(
  'compliance.row-security',
  `SELECT c.relname AS name, coalesce(pg_partition_root(c.oid), c.oid)::regclass::text AS root, c.relkind IN ('r', 'p') AS "isTable",
     c.relrowsecurity OR coalesce('security_invoker=true' = ANY (c.reloptions), false) AS enabled,
     c.relforcerowsecurity OR c.relkind = 'v' AS forced,
     (SELECT count(*)::int FROM pg_policy l WHERE l.polrelid = c.oid) AS policies,
     ARRAY(SELECT l.polname::text FROM pg_policy l WHERE l.polrelid = c.oid AND l.polpermissive AND (
       concat(pg_get_expr(l.polqual, l.polrelid), pg_get_expr(l.polwithcheck, l.polrelid)) !~ 'app_'
       OR EXISTS (SELECT 1 FROM pg_policy o WHERE o.polrelid = l.polrelid AND o.polpermissive AND o.oid <> l.oid
         AND (o.polcmd = l.polcmd OR '*' IN (o.polcmd, l.polcmd)))) ORDER BY 1) AS loose
   FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND (c.relkind IN ('r', 'p') OR (c.relkind IN ('v', 'm', 'f')
       AND has_any_column_privilege(current_user, c.oid, 'SELECT')))
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   ORDER BY 1`,
);
/** As in `ownPolicies`; one that is not for everybody, or takes away what others show, says so. */
const policyTexts = statement(
  'compliance.policies',
  `SELECT concat(c.relname, '.', l.polname) AS name, concat(l.polcmd, CASE WHEN NOT l.polpermissive THEN ' restrictive' END,
       CASE WHEN l.polroles <> '{0}' THEN ' for ' || l.polroles::regrole[]::text END,
       CASE WHEN current_setting('server_version_num')::int < 190000 THEN ' ' || left(md5(
         concat(pg_get_expr(l.polqual, l.polrelid), '|', pg_get_expr(l.polwithcheck, l.polrelid))), 12) END) AS says
   FROM pg_policy l JOIN pg_class c ON c.oid = l.polrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1`,
);
const identity = statement(
  'compliance.identity',
  `SELECT app_role() IS NOT DISTINCT FROM current_setting('app.role')
     AND app_user_id()::text IS NOT DISTINCT FROM current_setting('app.user_id')
     AND app_institution_id()::text IS NOT DISTINCT FROM current_setting('app.institution_id') AS "isTrue"`,
);

/** Tables that hold something about people. */
const personalTables = dictionary
  .filter(({ columns }) => columns.some(({ dataClass }) => dataClass !== 'none'))
  .map(({ name }) => name);

/** Tables without row security: they hold nothing about people, and what everybody may read is made of them. */
export const openTables: ReadonlySet<string> = new Set([
  'catalog_changes',
  'catalog_entries',
  'catalog_state',
  'course_cards',
  'course_deltas',
  'lessons',
  'question_versions',
  'questions',
  'search_postings',
  'search_terms',
  'search_words',
  'sections',
]);

/** Tables with it, and policies that let everybody read them; enrolling asks for a lock that only a change may take. */
export const readByAll: ReadonlySet<string> = new Set([
  'courses.courses_read',
  'courses.courses_update',
  'institutions.institutions_read',
]);

const blindSpots =
  'what strangers see beyond some pages of each table and, on a server newer than PostgreSQL 18, what a policy says of the time, of one person who exists, and of changes';

export type Policy = { name: string; says: string };

/** What the policies of this release have become; a server newer than the list does not tell what they say. */
export function judgePolicies(found: readonly Policy[]) {
  const says = new Map(found.map((policy) => [policy.name, policy.says]));
  const isOwn = (name: string, text: string) =>
    ownPolicies[name] === text || (text.length === 1 && ownPolicies[name]?.startsWith(text) === true);
  return {
    added: found.flatMap(({ name }) => (name in ownPolicies ? [] : [name])),
    changed: found.flatMap(({ name, says: text }) =>
      name in ownPolicies && !isOwn(name, text) ? [name] : [],
    ),
    gone: Object.keys(ownPolicies).filter((name) => !says.has(name)),
  };
}

export type Policies = ReturnType<typeof judgePolicies>;

const openToEverybody: ReadonlySet<string> = new Set(
  [...readByAll].map((policy) => policy.replace(/\..*/, '')),
);

/**
 * Judges whatever can be read: row security on and forced, views with the rights of who asks, and policies that ask who that is, by
 * what they say and by what they do.
 *
 * @param expected tables that must be there
 * @param isIdentityTrue whether the functions that say who asks say so
 * @param shown what row security shows to those who have no business with it
 * @param policies what became of this release's own
 */
export function judgeRowSecurity(
  found: readonly TableGuard[],
  expected: readonly string[],
  isIdentityTrue = true,
  shown: Shown = { tables: [], policies: [] },
  policies: Policies = { added: [], changed: [], gone: [] },
): Finding {
  const guarded = found.filter(({ name, root }) => !openTables.has(name) && !openTables.has(root));
  const open = guarded.filter(({ enabled, forced }) => !enabled || !forced);
  const named = guarded.flatMap((table) => table.loose.map((policy) => `${table.name}.${policy}`));
  const { added, changed, gone } = policies;
  // Beside one that was added, the release's own is another one for the same command.
  const isAccused = (policy: string) =>
    !readByAll.has(policy) && (added.length === 0 || !(policy in ownPolicies) || changed.includes(policy));
  const loose = [...new Set([...named, ...shown.policies, ...added])].filter(isAccused);
  const seen = shown.tables.filter((name) => !openToEverybody.has(name));
  // A partition has no policies: nobody reads it by its own name. A table without any shows nothing at all.
  const empty = guarded.filter(
    ({ name, root, isTable, policies }) => isTable && name === root && policies === 0,
  );
  const missing = expected.filter((name) => !found.some((table) => table.name === name));
  const evidence = [
    { what: 'Tables, partitions and views that are guarded', value: String(guarded.length) },
    { what: 'Not enabled or not forced', value: listOf(open.map(({ name }) => name)) },
    { what: 'Policies that are not this release’s', value: listOf(loose) },
    { what: 'Policies that say something else', value: listOf(changed) },
    { what: 'Policies that are gone', value: listOf(gone) },
    { what: 'Rows that strangers see', value: listOf(seen) },
    { what: 'The database knows who asks', value: isIdentityTrue ? 'yes' : 'no' },
    { what: 'Without a policy', value: listOf(empty.map(({ name }) => name)) },
    { what: 'Expected and not there', value: listOf(missing) },
    { what: 'What this does not see', value: blindSpots },
  ];
  if (open.length > 0)
    return { state: 'critical', summary: `${open.length} tables show their rows to any query.`, evidence };
  if (loose.length > 0 || seen.length > 0 || !isIdentityTrue)
    return { state: 'critical', summary: 'Policies show rows to people who should not see them.', evidence };
  if (changed.length > 0 || gone.length > 0)
    return { state: 'critical', summary: 'Policies are not those of this release.', evidence };
  if (empty.length > 0 || missing.length > 0)
    return { state: 'warning', summary: 'The tables are not as this release expects them.', evidence };
  return { state: 'ok', summary: 'Row security is on and forced wherever there is personal data.', evidence };
}

const listOf = (names: string[]) => (names.length > 0 ? names.join(', ') : 'none');

export const rowSecurity: Check = {
  id: 'row-security',
  title: 'Row security is on and forced',
  why: 'Without it, one forgotten condition in a query shows the records of other people.',
  remedy: 'Run the migrations of this release as the owner, and find out who changed the table.',
  run: async (tx: Transaction) => {
    const [who] = await tx.rows<{ isTrue: boolean }>(identity);
    const found = await tx.rows<TableGuard>(tables);
    const policies = judgePolicies(await tx.rows<Policy>(policyTexts));
    return judgeRowSecurity(found, personalTables, who?.isTrue, await findShown(tx), policies);
  },
};
