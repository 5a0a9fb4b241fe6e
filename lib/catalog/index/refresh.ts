import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { announceInvalidation } from '@/lib/cache/announce';
import { catalogTags } from '../tags';
import { entryOf, type IndexEntry } from './entry';
import { indexRules } from './rules';

const lock = statement(
  'catalog.index.lock',
  "SELECT pg_try_advisory_xact_lock(hashtext('syllabase:catalog-index')) AS held",
);
const waitForLock = statement(
  'catalog.index.wait',
  "SELECT pg_advisory_xact_lock(hashtext('syllabase:catalog-index'))",
);
const followRules = statement(
  'catalog.index.follow-rules',
  `WITH changed AS (UPDATE catalog_state SET rules = $1 WHERE rules <> $1 RETURNING one)
   INSERT INTO catalog_changes SELECT id FROM courses WHERE EXISTS (SELECT FROM changed) ORDER BY id
   ON CONFLICT (course_id) DO UPDATE SET course_id = excluded.course_id`,
);
const take = statement(
  'catalog.index.take',
  `DELETE FROM catalog_changes WHERE course_id = ANY (ARRAY(
     SELECT course_id FROM catalog_changes ORDER BY course_id LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING course_id AS id`,
);
const enter = statement('catalog.index.enter', 'SELECT enter_courses($1::uuid[])');
const read = statement(
  'catalog.index.read',
  `SELECT e.number, e.published, c.code, c.title, c.department, c.prerequisite_skills AS skills,
     c.learning_objectives AS objectives, c.description, array_position(enum_range(NULL::difficulty_enum), c.difficulty_level) AS level,
     coalesce((SELECT string_agg(l.title || ' ' || coalesce(l.description, ''), ' ' ORDER BY l.lesson_order)
       FROM lessons l WHERE l.course_id = c.id AND l.deleted_at IS NULL), '') || ' ' ||
     coalesce((SELECT string_agg(left(s.title || ' ' || s.content_text, 4000), ' ')
       FROM sections s WHERE s.course_id = c.id AND s.deleted_at IS NULL), '') AS body
   FROM catalog_entries e JOIN courses c ON c.id = e.course_id WHERE e.course_id = ANY ($1::uuid[])`,
);
const forget = statement(
  'catalog.index.forget',
  `WITH old AS (DELETE FROM search_postings WHERE number = ANY ($1::int[]) RETURNING term_id),
     fewer AS (SELECT term_id, count(*)::int AS n FROM old GROUP BY term_id),
     words AS (SELECT word, count(*)::int AS n FROM catalog_entries e, unnest(e.words) word WHERE e.number = ANY ($1::int[]) GROUP BY word),
     terms AS (UPDATE search_terms t SET frequency = t.frequency - f.n FROM fewer f WHERE t.id = f.term_id)
   UPDATE search_words w SET frequency = w.frequency - words.n FROM words WHERE w.word = words.word`,
);
const addTerms = statement(
  'catalog.index.add-terms',
  `INSERT INTO search_terms AS t (term, frequency) SELECT term, count(*)::int FROM unnest($1::text[]) term GROUP BY term ORDER BY term
   ON CONFLICT (term) DO UPDATE SET frequency = t.frequency + excluded.frequency`,
);
const addPostings = statement(
  'catalog.index.add-postings',
  `INSERT INTO search_postings (number, term_id, impact, level)
   SELECT p.number, t.id, p.impact, p.level FROM unnest($1::int[], $2::text[], $3::real[], $4::smallint[]) AS p(number, term, impact, level)
   JOIN search_terms t ON t.term = p.term`,
);
const addWords = statement(
  'catalog.index.add-words',
  `INSERT INTO search_words AS w (word, stem, frequency)
   SELECT n.word, n.stem, count(*)::int FROM unnest($1::text[], $2::text[]) AS n(word, stem) GROUP BY n.word, n.stem ORDER BY n.word
   ON CONFLICT (word) DO UPDATE SET frequency = w.frequency + excluded.frequency, stem = excluded.stem`,
);
const describe = statement(
  'catalog.index.describe',
  `UPDATE catalog_entries e SET code_key = d.code_key, stems = to_tsvector('simple', d.stems),
     words = ARRAY(SELECT jsonb_array_elements_text(d.words))
   FROM jsonb_to_recordset($1::jsonb) AS d(number int, code_key text, stems text, words jsonb) WHERE e.number = d.number`,
);
const withdraw = statement(
  'catalog.index.withdraw',
  'DELETE FROM catalog_entries WHERE number = ANY ($1::int[]) AND NOT published',
);
const sweep = statement('catalog.index.sweep', 'DELETE FROM search_words WHERE frequency <= 0');

type Row = {
  number: number;
  published: boolean;
  code: string | null;
  title: string;
  department: string | null;
  skills: string[];
  objectives: string[];
  description: string | null;
  level: number;
  body: string;
};
type Numbered = IndexEntry & { number: number; level: number };

const coursesAtOnce = 400;

/**
 * Brings a batch of the catalog's index up to what the courses say now, within the caller's transaction as
 * SYSTEM; every course again where the rules of indexing have changed. One indexer at a time: another one finds
 * nothing to do.
 *
 * @returns how many courses were indexed; 0 when the index is up to date or somebody else is at it
 */
export async function indexBatch(tx: Transaction): Promise<number> {
  const [locked] = await tx.rows<{ held: boolean }>(lock);
  return locked?.held ? indexNext(tx) : 0;
}

/** The same for whoever must know that nothing is left: waits for another indexer. */
export async function indexBatchInTurn(tx: Transaction): Promise<number> {
  await tx.rows(waitForLock);
  return indexNext(tx);
}

async function indexNext(tx: Transaction): Promise<number> {
  await tx.rows(followRules, [indexRules()]);
  const ids = (await tx.rows<{ id: string }>(take, [coursesAtOnce])).map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.rows(enter, [ids]);
  const rows = await tx.rows<Row>(read, [ids]);
  await tx.rows(forget, [rows.map(({ number }) => number)]);
  const [shown, gone] = [
    rows.filter(({ published }) => published),
    rows.filter(({ published }) => !published),
  ];
  await write(
    tx,
    shown.map((row) => ({ number: row.number, level: row.level, ...entryOf(row) })),
  );
  await tx.rows(withdraw, [gone.map(({ number }) => number)]);
  await tx.rows(sweep);
  await announceInvalidation(tx, [catalogTags.courses, ...ids.map(catalogTags.course)]);
  return ids.length;
}

async function write(tx: Transaction, entries: Numbered[]): Promise<void> {
  const postings = entries.flatMap(({ number, level, postings: terms }) =>
    [...terms].map(([term, impact]) => ({ number, level, term, impact })),
  );
  const terms = postings.map(({ term }) => term);
  await tx.rows(addTerms, [terms]);
  await tx.rows(addPostings, [
    postings.map(({ number }) => number),
    terms,
    postings.map(({ impact }) => impact),
    postings.map(({ level }) => level),
  ]);
  const words = entries.flatMap((entry) => entry.words);
  await tx.rows(addWords, [words.map(({ plain }) => plain), words.map(({ stem }) => stem)]);
  const described = entries.map((entry) => ({
    number: entry.number,
    code_key: entry.codeKey,
    stems: entry.stems,
    words: entry.words.map(({ plain }) => plain),
  }));
  await tx.rows(describe, [JSON.stringify(described)]);
}
