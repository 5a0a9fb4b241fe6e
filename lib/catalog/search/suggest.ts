import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { literally } from '@/lib/list-query';
import type { Suggestion } from '../schema';
import { codeKey, readCode } from '../text/code';
import { stemsOf, wordsOf } from '../text/words';

/**
 * Everything for one keystroke in one round trip: words that begin so, courses with such a code, and the courses
 * most about the words so far with the likeliest completion.
 */
export const suggestStatement = statement(
  'catalog.suggest',
  `WITH completions AS MATERIALIZED (
     SELECT word, stem, frequency FROM search_words WHERE word LIKE $1 AND frequency > 0 ORDER BY frequency DESC, word LIMIT 4),
   coded AS MATERIALIZED (
     SELECT course_id, 0 AS rank, row_number() OVER (ORDER BY code_key) AS place FROM catalog_entries
     WHERE published AND code_key LIKE $2 ORDER BY code_key LIMIT 4),
   asked AS (
     SELECT id FROM search_terms WHERE frequency > 0 AND (term = ANY ($3::text[])
       OR term = (SELECT stem FROM completions ORDER BY frequency DESC, word LIMIT 1))),
   near AS MATERIALIZED (
     SELECT p.number, sum(p.impact) AS score, count(*) AS terms FROM asked
       CROSS JOIN LATERAL (SELECT number, impact FROM search_postings WHERE term_id = asked.id ORDER BY impact DESC LIMIT 150) p
     GROUP BY p.number ORDER BY terms DESC, score DESC, p.number LIMIT 4),
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
  kind: 'word' | 'course' | 'subject';
  text: string;
  code: string | null;
  id: string | null;
  institution: string | null;
};

const most = 8;
const nothing = '\u0001';

/** What somebody may be about to type, best first: courses by code and title, subjects, words of the catalog. */
export async function suggest(q: string): Promise<Suggestion[]> {
  const last = wordsOf(q).at(-1);
  if (!last) return [];
  const before = q.slice(0, last.start);
  const beginning = `${literally(last.plain)}%`;
  const code = readCode(q);
  const codes = code ? `${literally(codeKey(code))}%` : nothing;
  const rows = await asPublic((tx) => tx.rows<Row>(suggestStatement, [beginning, codes, stemsOf(before)]));
  return suggestionsOf(rows, before).slice(0, most);
}

function suggestionsOf(rows: readonly Row[], before: string): Suggestion[] {
  const seen = new Set<string>();
  return rows.flatMap((row): Suggestion[] => {
    const text = row.kind === 'word' ? `${before}${row.text}` : row.text;
    const key = row.id ?? text.toLowerCase();
    if (seen.has(key)) return [];
    seen.add(key);
    return row.kind === 'word'
      ? [{ kind: 'words', text, href: `/courses?q=${encodeURIComponent(text)}`, detail: null }]
      : [
          {
            kind: 'course',
            text,
            href: `/courses/${row.id}`,
            detail: [row.code, row.institution].filter(Boolean).join(' · '),
          },
        ];
  });
}
