import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { counted } from '@/lib/format';
import { lastOfAll } from '@/lib/list-query';
import type { Facet, Suggestion } from '../schema';
import { catalogTags } from '../tags';
import { codeKey, readCode, squeezeCode } from '../text/code';
import { fold, stemsOf, stopWords, wordsOf } from '../text/words';

/**
 * Everything for one keystroke in one round trip: words that begin so, courses with such a code, and the courses
 * most about the words so far with the likeliest completion.
 */
export const suggestStatement = statement(
  'catalog.suggest',
  `WITH completions AS MATERIALIZED (
     SELECT word, stem, frequency FROM search_words WHERE word ~>=~ $1 AND word ~<~ ($1 || ${lastOfAll}) AND frequency > 0 ORDER BY frequency DESC, word LIMIT 4),
   coded AS MATERIALIZED (
     SELECT course_id, 0 AS rank, row_number() OVER (ORDER BY code_key) AS place FROM catalog_entries
     WHERE published AND code_key ~>=~ $2 AND code_key ~<~ ($2 || ${lastOfAll}) ORDER BY code_key LIMIT 4),
   asked AS (
     SELECT id, true AS before FROM search_terms WHERE frequency > 0 AND term = ANY ($3::text[])
     UNION SELECT t.id, false FROM completions c JOIN search_terms t ON t.term = c.stem WHERE t.frequency > 0),
   near AS MATERIALIZED (
     SELECT p.number, count(*) FILTER (WHERE before) AS terms,
       coalesce(sum(p.impact) FILTER (WHERE before), 0) + coalesce(max(p.impact) FILTER (WHERE NOT before), 0) AS score
     FROM asked CROSS JOIN LATERAL (SELECT number, impact FROM search_postings WHERE term_id = asked.id ORDER BY impact DESC LIMIT 100) p
     GROUP BY p.number ORDER BY count(*) FILTER (WHERE NOT before) > 0 DESC, terms DESC, score DESC, p.number LIMIT 4),
   titled AS (
     SELECT e.course_id, 1 AS rank, row_number() OVER (ORDER BY n.terms DESC, n.score DESC, n.number) AS place
     FROM near n JOIN catalog_entries e ON e.number = n.number AND e.published)
   SELECT 'word' AS kind, word AS text, NULL AS code, NULL::uuid AS id, NULL AS institution, 2 AS rank, frequency::bigint * -1 AS place FROM completions
   UNION ALL
   SELECT 'course', c.title, c.code, c.id, k.institution_name, f.rank, f.place
   FROM (SELECT * FROM coded UNION ALL SELECT * FROM titled) f JOIN courses c ON c.id = f.course_id JOIN course_cards k ON k.course_id = c.id
   ORDER BY rank, place`,
);

type Row = {
  kind: 'word' | 'course';
  text: string;
  code: string | null;
  id: string | null;
  institution: string | null;
};

const most = 8;
const mostSubjects = 2;
const nothing = '\u0001';

/** The values of `suggestStatement`; null where there is nothing to go by. */
export function suggestValues(q: string): [string, string, string[]] | null {
  const last = wordsOf(q).at(-1);
  if (!last) return null;
  const code = readCode(q);
  const key = code ? codeKey(code) : squeezeCode(q);
  // A word that is finished, or that says nothing, is not the beginning of another.
  const isBegun = last.end === q.length && !stopWords.has(last.plain);
  return [
    isBegun ? last.plain : nothing,
    /\p{N}/u.test(key) ? key : nothing,
    stemsOf(isBegun ? q.slice(0, last.start) : q),
  ];
}

const loadRows = async (q: string): Promise<Row[]> => {
  const values = suggestValues(q);
  return values ? asPublic((tx) => tx.rows<Row>(suggestStatement, values)) : [];
};

const cachedRows = sharedRead(
  'listing',
  'catalog.suggestions',
  loadRows,
  () => [catalogTags.courses],
  (rows) => rows.flatMap(({ id }) => (id === null ? [] : [catalogTags.course(id)])),
);

/** What somebody may be about to type, best first: subjects, courses by code and title, words of the catalog. */
export async function suggest(q: string, subjects: readonly Facet[]): Promise<Suggestion[]> {
  if (wordsOf(q).length === 0) return [];
  const rows = await cachedRows(q);
  const before = q.slice(0, wordsOf(q).at(-1)?.start);
  const all = [...subjectsFor(q, subjects), ...rows.map((row) => suggestionOf(row, before))];
  return [...new Map(all.map((each) => [each.href, each])).values()].slice(0, most);
}

/** Subjects one of whose words begins with what was typed. */
function subjectsFor(q: string, subjects: readonly Facet[]): Suggestion[] {
  const typed = fold(q).trim();
  return subjects
    .filter(({ value }) => ` ${fold(value)}`.includes(` ${typed}`))
    .slice(0, mostSubjects)
    .map(({ value, count }) => ({
      kind: 'subject',
      text: value,
      href: `/courses?subject=${encodeURIComponent(value)}`,
      detail: counted(count, 'course'),
    }));
}

function suggestionOf(row: Row, before: string): Suggestion {
  if (row.kind === 'course') {
    const detail = [row.code, row.institution].filter(Boolean).join(' · ');
    return { kind: 'course', text: row.text, href: `/courses/${row.id}`, detail };
  }
  const text = `${before}${row.text}`;
  return { kind: 'words', text, href: `/courses?q=${encodeURIComponent(text)}`, detail: null };
}
