import type { Statement } from '@/db/statement';
import { decodeCursor } from '@/lib/list-query';
import { cardsOf } from '../cards';
import { allOf, filterConditions, Parameters, statementFor } from '../filters';
import { isKept, newestKeys, orderColumns, orderedKeys, scoreKeys, sortOf } from '../order';
import type { ListingQuery } from '../schema';
import type { Ask } from './ask';
import type { Prepared } from './prepare';

/** What a course of each level (beginner, intermediate, advanced) is worth, by the level that the ask hints at. */
export const levelWorths: Record<'none' | NonNullable<Ask['level']>, [number, number, number]> = {
  none: [1.1, 1, 0.9],
  BEGINNER: [1.3, 1, 0.7],
  ADVANCED: [0.7, 1, 1.3],
};

/** Score without coverage: a course that answers half of the ask by rarity keeps three quarters of its score. */
const kept = 0.5;
/** With so many courses that answer everything, those that answer a part are left out. */
const enough = 10;
const leastCoverage = 0.5;
const spare = 200;

/**
 * SQL of `found` (number, score, coverage): courses that answer all of the ask, or, where fewer than ten do,
 * most of it. BM25F impacts are read from the postings; nothing else is touched. An ask that only excludes asks
 * for every other course.
 */
export function foundSql(
  { termIds, weights, parts, coverage, ask }: Prepared,
  parameters: Parameters,
): string {
  if (onlyExcludes(ask)) return 'found AS (SELECT number, 0 AS score, 1 AS coverage FROM catalog_entries)';
  const asked = `unnest(${parameters.add(termIds)}::int[], ${parameters.add(weights)}::real[], ${parameters.add(parts)}::int[])`;
  const covered = `(${parameters.add(coverage)}::real[])[parts + 1]`;
  const worth = `(${parameters.add(levelWorths[ask.level ?? 'none'])}::real[])[level]`;
  return `judged AS MATERIALIZED (
      SELECT number, ${covered} AS coverage, (1000 * base * ${worth} * (${kept} + ${1 - kept} * ${covered}))::int AS score
      FROM (SELECT p.number, sum(a.weight * p.impact) AS base, bit_or(a.parts) AS parts, max(p.level) AS level
        FROM ${asked} AS a(term_id, weight, parts) JOIN search_postings p ON p.term_id = a.term_id GROUP BY p.number) hits),
    bar AS (
      SELECT CASE WHEN count(*) FILTER (WHERE coverage > 0.999) >= ${enough} THEN 0.999
        ELSE least(${leastCoverage}, max(coverage)) END AS least FROM judged),
    found AS (SELECT number, score, coverage FROM judged WHERE coverage > 0 AND coverage >= (SELECT least FROM bar))`;
}

export const onlyExcludes = ({ words, excluded }: Ask): boolean => words.length === 0 && excluded.length > 0;

/** SQL over `catalog_entries e` for "phrases" and -exclusions; nothing where there are none. */
export function phraseConditions({ phrases, excluded }: Ask, parameters: Parameters): string[] {
  const wanted = phrases.map((stems) => `(${phraseQuery(stems)})`);
  const unwanted = excluded.map((stems) => `!(${phraseQuery(stems)})`);
  const both = [...wanted, ...unwanted];
  return both.length === 0 ? [] : [`e.stems @@ ${parameters.add(both.join(' & '))}::tsquery`];
}

const phraseQuery = (stems: readonly string[]): string =>
  stems.map((stem) => `'${stem.replace(/['\\]/g, '')}'`).join(' <-> ');

/** The statement behind one page of search results, by relevance or in one of the catalog's orders. */
export function rankStatement(
  prepared: Prepared,
  query: ListingQuery,
): { statement: Statement; values: unknown[] } {
  const parameters = new Parameters();
  const found = foundSql(prepared, parameters);
  const conditions = filterConditions(query, parameters);
  const narrowing = [...conditions.values(), ...phraseConditions(prepared.ask, parameters)];
  const { key, after, generation } = ordering(query, parameters);
  const ordered = `ORDER BY ${key} DESC, number DESC`;
  // Without filters the order needs no entry. A few more are taken than shown, for courses withdrawn just now.
  const source =
    sortOf(query) === 'relevance' && narrowing.length === 0
      ? `(SELECT number, score FROM found f WHERE true ${after.replaceAll('e.number', 'f.number')} ${ordered} LIMIT ${parameters.add(query.limit + 1 + spare)}::int)`
      : 'found';
  const page = `SELECT e.number, e.course_id, ${key} AS sort_key FROM ${source} f JOIN catalog_entries e ON e.number = f.number
      WHERE ${allOf(narrowing)} ${after} ORDER BY ${key} DESC, e.number DESC LIMIT ${parameters.add(query.limit + 1)}::int`;
  const text = `WITH ${found}, page AS MATERIALIZED (${page})
    ${cardsOf('p.sort_key DESC, p.number DESC', generation)}`;
  const phrased = narrowing.length > conditions.size;
  const variant = [
    sortOf(query),
    ...conditions.keys(),
    phrased && 'phrases',
    onlyExcludes(prepared.ask) && 'others',
    query.cursor && 'next',
  ];
  const name = `catalog.search:${variant.filter(Boolean).join('+')}`;
  return { statement: statementFor(name, text, narrowing.length), values: parameters.values };
}

/** By which key results are sorted and where the page begins. All results are at hand, so no index is needed. */
function ordering(
  query: ListingQuery,
  parameters: Parameters,
): { key: string; after: string; generation: string } {
  const { cursor } = query;
  const sort = sortOf(query);
  const beyond = (key: string, last: string, number: number) =>
    `AND (${key}, e.number) < (${last}, ${parameters.add(number)}::int)`;
  if (sort === 'relevance') {
    const last = cursor === undefined ? null : decodeCursor(scoreKeys, cursor);
    return {
      key: 'f.score',
      after: last ? beyond('f.score', `${parameters.add(last[0])}::int`, last[1]) : '',
      generation: '0',
    };
  }
  if (sort === 'newest') {
    const last = cursor === undefined ? null : decodeCursor(newestKeys, cursor);
    const after = last ? beyond('e.created_at', `${parameters.add(last[0])}::timestamptz`, last[1]) : '';
    return { key: 'e.created_at', after, generation: '0' };
  }
  const [even, odd] = orderColumns[sort];
  const last = cursor === undefined ? null : decodeCursor(orderedKeys, cursor);
  const generation = last ? `${parameters.add(last[0])}::int` : '(SELECT generation FROM catalog_state)';
  const key = `(CASE ${generation} % 2 WHEN 0 THEN ${even} ELSE ${odd} END)`;
  const after = last
    ? `${beyond(key, `${parameters.add(last[1])}::int`, last[2])} AND ${isKept(generation)}`
    : '';
  return { key, after, generation };
}
