import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { openDatabase } from '@/db/client';
import type { Statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { browseStatement } from '@/lib/catalog/browse';
import { facetStatement } from '@/lib/catalog/facets';
import { settleCatalog } from '@/lib/catalog/index/settle';
import type { ListingQuery } from '@/lib/catalog/schema';
import { findLessonsStatement } from '@/lib/catalog/search/lessons';
import { prepare } from '@/lib/catalog/search/prepare';
import { rankStatement } from '@/lib/catalog/search/rank';
import { suggestStatement, suggestValues } from '@/lib/catalog/search/suggest';
import { againstFloor } from '@/lib/rehearsal/measure';
import { catalogFiles } from './relevance/judged-set';

export type CatalogResult = {
  question: string;
  floor: number;
  measured: number;
  ratio: number;
  target: number;
};

type Sample = { title: string; description: string; department: string };

const samples = (): Sample[] =>
  catalogFiles.flatMap((file) => parse(readFileSync(file), { columns: true }) as Sample[]);

/**
 * Adds courses up to `count`, with titles and sentences of the judged catalogs mixed anew, so that common words are
 * as common as in real catalogs, and makes them findable. Deterministic.
 */
export async function fillCatalog(owner: pg.Client, appUrl: string, count: number): Promise<void> {
  const courses = samples();
  const sentences = courses.flatMap(({ description }) => description.split(/(?<=\.) /)).filter(Boolean);
  const titles = courses.map(({ title }) => title);
  const departments = courses.map(({ department }) => department);
  await owner.query(
    "SELECT set_config('app.role', 'SYSTEM', false), set_config('synchronous_commit', 'off', false)",
  );
  await owner.query(
    `INSERT INTO courses (code, title, description, department, instructor_id, institution_id, difficulty_level, status, target_audience, created_at)
     SELECT 'X' || n, ($2::text[])[1 + n * 7919 % $5] || ' ' || n, ($3::text[])[1 + n * 6271 % $6] || ' ' || ($3::text[])[1 + n * 3571 % $6]
         || ' ' || ($3::text[])[1 + n * 4421 % $6], ($4::text[])[1 + n * 7919 % $5],
       p.instructor_id, p.institution_id, (ARRAY['BEGINNER','INTERMEDIATE','ADVANCED'])[1 + n % 3]::difficulty_enum, 'PUBLISHED', '{UNDERGRADUATE}',
       timestamptz '2024-01-01' + n * interval '1 minute'
     FROM generate_series((SELECT count(*) FROM courses) + 1, $1) n, (SELECT instructor_id, institution_id FROM courses LIMIT 1) p`,
    [count, titles, sentences, departments, titles.length, sentences.length],
  );
  const database = openDatabase(appUrl);
  await settleCatalog(database);
  await database.close();
  await owner.query('VACUUM (ANALYZE)');
}

type Question = { question: string; statement: Statement; values: unknown[]; target: number };

async function questions(): Promise<Question[]> {
  const page = async (question: string, query: Partial<ListingQuery>, target: number): Promise<Question> => ({
    question,
    target,
    ...(query.q
      ? rankStatement(await asPublic((tx) => prepare(tx, query.q ?? '')), { limit: 20, ...query })
      : browseStatement({ limit: 20, ...query })),
  });
  const counts = async (question: string, q: string, target: number): Promise<Question> => ({
    question,
    target,
    ...facetStatement({}, await asPublic((tx) => prepare(tx, q))),
  });
  const suggestions = (question: string, q: string): Question => ({
    question,
    target: 10,
    statement: suggestStatement,
    values: suggestValues(q) ?? [],
  });
  return [
    await page('listing, page 1', {}, 6),
    await page('listing by subject', { subject: 'Mathematics' }, 6),
    await page('search, one common word', { q: 'theory' }, 20),
    await page('search, one topic', { q: 'biology' }, 20),
    await page('search, one rare word', { q: 'papyrus' }, 20),
    await page('search, a code', { q: 'x1234' }, 20),
    await page('search, two common words', { q: 'history culture' }, 40),
    await page('search, a topic of two words', { q: 'machine learning' }, 40),
    await page('search, six words', { q: 'introduction to the history of modern art' }, 40),
    await page('search, two words, a filter', { q: 'modern art', difficulty: 'BEGINNER' }, 40),
    await counts('facets of one common word', 'theory', 60),
    { question: 'lessons, one common word', target: 40, ...findLessonsStatement('section', 10) },
    suggestions('suggestions, two letters', 'hi'),
    suggestions('suggestions, a word begun', 'calcu'),
    suggestions('suggestions, the second word', 'linear alg'),
    suggestions('suggestions, a code begun', 'math 2'),
  ];
}

/** Times the catalog's statements as the application role against `SELECT 1` on the same connection. */
export async function measureCatalog(app: pg.Client, rounds: number): Promise<CatalogResult[]> {
  const results: CatalogResult[] = [];
  for (const { question, statement, values, target } of await questions()) {
    const floor = () => app.query({ name: 'floor', text: 'SELECT 1' });
    const timed = await againstFloor(floor, () => app.query({ ...statement, values }), rounds);
    results.push({ question, target, ...timed });
  }
  return results;
}
