import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Grades } from './ndcg';

const read = (name: string): unknown[] =>
  parse(readFileSync(new URL(name, import.meta.url)), { columns: true });

const judgment = z.strictObject({
  query: z.string().min(1),
  code: z.string().min(1),
  grade: z.coerce.number().int(),
});

/** The files of invented courses, in the format of `import catalog`. */
export const catalogFiles = ['sciences.csv', 'humanities.csv'].map(
  (name) => new URL(name, import.meta.url).pathname,
);

/** What a careful reader of both catalogs gave each course for each query. */
export function readJudgments(): Map<string, Grades> {
  const judged = new Map<string, Map<string, number>>();
  for (const { query, code, grade } of z.array(judgment).parse(read('judgments.csv'))) {
    judged.set(query, (judged.get(query) ?? new Map<string, number>()).set(code, grade));
  }
  return judged;
}
