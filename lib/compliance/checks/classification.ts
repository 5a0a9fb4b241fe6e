import type { Transaction } from '@/db/client';
import { dictionary } from '@/db/schema/classes/dictionary';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';

const columns = statement(
  'compliance.columns',
  `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1`,
);

const classified = new Set(
  dictionary.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
);

/** Compares the columns that there are, as `table.column`, with those that have a class. */
export function judgeClassification(found: readonly string[]): Finding {
  const unknown = found.filter((name) => !classified.has(name));
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
  run: async (tx: Transaction) => {
    const found = await tx.rows<{ name: string }>(columns);
    return judgeClassification(found.map(({ name }) => name));
  },
};
