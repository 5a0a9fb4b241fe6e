import type { Transaction } from '@/db/client';
import { dictionary } from '@/db/schema/classes/dictionary';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';

export type TableGuard = {
  name: string;
  parent: string | null;
  enabled: boolean;
  forced: boolean;
  policies: number;
};

const tables = statement(
  'compliance.row-security',
  `SELECT c.relname AS name, p.relname AS parent, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
     (SELECT count(*)::int FROM pg_policy l WHERE l.polrelid = c.oid) AS policies
   FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
);

const classified = new Set(
  dictionary
    .filter(({ columns }) => columns.some(({ dataClass }) => dataClass !== 'none'))
    .map(({ name }) => name),
);

/** Judges the tables that hold something about people, their partitions included. */
export function judgeRowSecurity(found: readonly TableGuard[]): Finding {
  const personal = found.filter(({ name, parent }) => classified.has(parent ?? name));
  const open = personal.filter(({ enabled, forced }) => !enabled || !forced);
  // A partition has no policies: nobody reads it by its own name. A table without any shows nothing at all.
  const empty = personal.filter(({ parent, policies }) => parent === null && policies === 0);
  const missing = [...classified].filter((name) => !found.some((table) => table.name === name));
  const evidence = [
    { what: 'Tables and partitions with personal data', value: String(personal.length) },
    { what: 'Not enabled or not forced', value: listOf(open.map(({ name }) => name)) },
    { what: 'Without a policy', value: listOf(empty.map(({ name }) => name)) },
    { what: 'Expected and not there', value: listOf(missing) },
  ];
  if (open.length > 0)
    return { state: 'critical', summary: `${open.length} tables show their rows to any query.`, evidence };
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
  run: async (tx: Transaction) => judgeRowSecurity(await tx.rows<TableGuard>(tables)),
};
