import type { Transaction } from '@/db/client';
import { type Statement, unpreparedStatement } from '@/db/statement';
import { sqlName } from '@/lib/performance/checks/names';
import type { Change } from '../change';
import { planWithoutValues } from '../facts/statement-plans';
import { pageOf } from './page-words';
import { type Place, placesIn } from './places';
import type { Asked } from './question';
import { searchProbe } from './search-probe';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
/** What takes rows to work on them locks them, which nobody minds on a copy. */
const reads =
  /^\s*(SELECT|WITH)\b(?!.*\b(INSERT INTO|(?<!FOR |KEY )UPDATE|DELETE FROM|set_config|nextval)\b)/is;
/** Where rows are alike in what they are ordered by, it is left to the plan which of them come, and how. */
const varies = /\b(limit|(?:array|json|jsonb|string)_agg)\b/i;
/** What a page of a list takes. */
const page = '50';

/**
 * Statements that a change is for and that the workload does not ask, as the product asks them, with values that occur in the
 * columns they are compared with. One that writes, or of which a parameter's place is not known, is left out.
 */
export async function ownQuestions(
  tx: Transaction,
  change: Change,
  statements: readonly Statement[],
  size: number,
): Promise<Asked[]> {
  const searched = await searchedFor(tx, change, size);
  const asked: Asked[] = [];
  for (const one of statements) {
    if (!reads.test(one.text)) continue;
    const values = await sampleOf(tx, one, { size, searched });
    const calls = values.map((each) => ({ identity: system, statement: one, values: each }));
    // One that cannot be answered with these values must show here, and not in the middle of measuring.
    if (values[0]) await tx.rows(one, values[0]);
    asked.push({
      name: one.name,
      page: pageOf(one.name),
      kind: 'read',
      calls,
      mayVary: varies.test(one.text),
    });
  }
  return asked;
}

/** Sets of parameters; none where one of them cannot be told. */
async function sampleOf(
  tx: Transaction,
  one: Statement,
  { size, searched }: { size: number; searched: string[] },
): Promise<unknown[][]> {
  const numbers = [...one.text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  const most = Math.max(0, ...numbers);
  const plan = await planWithoutValues(tx, one);
  if (plan === null) return [];
  const places = placesIn(plan);
  const columns: string[][] = [];
  for (let parameter = 1; parameter <= most; parameter += 1) {
    const place = places.find((each) => each.parameter === parameter);
    const values = place ? await valuesOf(tx, place, size) : (pageValues(one.text, parameter) ?? searched);
    if (values.length === 0) return [];
    columns.push(place?.isEnd ? [...values.slice(1), ...values.slice(0, 1)] : values);
  }
  return Array.from({ length: most === 0 ? 1 : size }, (_, n) =>
    columns.map((values) => values[n % values.length]),
  );
}

/**
 * What a parameter looks for that is compared with no column itself, by what the change is for: a part of a value, or an
 * expression.
 */
async function searchedFor(tx: Transaction, change: Change, size: number): Promise<string[]> {
  if (change.kind !== 'create-index') return [];
  const { design } = change;
  if (design.method === 'gin') return (await searchProbe(tx, design, size)).values;
  const derived = design.columns.find(({ expression }) => expression !== undefined)?.expression;
  return derived === undefined ? [] : sampleHeld(tx, { ...design, held: `(${derived})` }, size);
}

/** A parameter that says how much of a list is wanted. */
function pageValues(text: string, parameter: number): string[] | null {
  const place = new RegExp(`\\b(LIMIT|OFFSET)\\s+\\(?\\$${parameter}\\b`, 'i').exec(text);
  if (!place) return null;
  return place[1]?.toUpperCase() === 'LIMIT' ? [page] : ['0'];
}

async function valuesOf(tx: Transaction, { column, many, ...place }: Place, size: number): Promise<string[]> {
  const values = await sampleHeld(tx, { ...place, held: sqlName(column) }, size);
  return many ? values.map((value) => `{${JSON.stringify(value)}}`) : values;
}

type Held = {
  schema: string;
  table: string;
  /** SQL of a column or an expression. */
  held: string;
};

/** Values that occur, evenly from the rows that are there, so that the heavy ones come up more often. */
async function sampleHeld(tx: Transaction, { schema, table, held }: Held, size: number): Promise<string[]> {
  const rows = await tx.rows<{ value: string }>(
    unpreparedStatement(
      'optimizer.sample-held',
      `SELECT value FROM (
         SELECT t.value, row_number() OVER () AS place, count(*) OVER () AS present FROM (
           SELECT ${held}::text AS value FROM ${sqlName(schema, table)} WHERE ${held} IS NOT NULL LIMIT 5000) t) n
       WHERE place * ${size} / present <> (place - 1) * ${size} / present ORDER BY place`,
    ),
  );
  return rows.map(({ value }) => value);
}
