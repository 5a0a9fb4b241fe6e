import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import type { CardRow } from '@/lib/catalog/cards';
import { prepare } from '@/lib/catalog/search/prepare';
import { rankStatement } from '@/lib/catalog/search/rank';
import type { WayKind } from '@/lib/catalog/search/understand';

export type Method = { name: string; find: (query: string) => Promise<string[]> };

const depth = 10;

function plain(name: string, sql: string): Method {
  const text = statement(`relevance.${name}`, sql);
  return {
    name,
    find: async (query) =>
      (await asPublic((tx) => tx.rows<{ code: string }>(text, [query]))).map(({ code }) => code),
  };
}

/** What the product does, without some kinds of ways to answer. */
function product(name: string, ...leftOut: WayKind[]): Method {
  const without = new Set(leftOut);
  return {
    name,
    find: (query) =>
      asPublic(async (tx) => {
        const { statement: page, values } = rankStatement(await prepare(tx, query, without), {
          q: query,
          limit: depth,
        });
        return (await tx.rows<CardRow>(page, values)).slice(0, depth).map(({ code }) => code ?? '');
      }),
  };
}

const weighted = `setweight(to_tsvector('english', coalesce(code, '') || ' ' || title), 'A') || setweight(to_tsvector('english', coalesce(department, '')), 'B')
  || setweight(to_tsvector('english', coalesce(description, '')), 'C')`;

/** Ways to search that others use, the product, and the product without each of its ideas. */
export const methods: Method[] = [
  plain(
    'ILIKE',
    `SELECT code FROM courses WHERE title ILIKE '%' || $1 || '%' OR description ILIKE '%' || $1 || '%' ORDER BY title LIMIT ${depth}`,
  ),
  plain(
    'plain text search, ts_rank',
    `SELECT code FROM (SELECT code, to_tsvector('english', title || ' ' || coalesce(description, '')) AS words FROM courses) c, websearch_to_tsquery('english', $1) q
     WHERE words @@ q ORDER BY ts_rank(words, q) DESC, code LIMIT ${depth}`,
  ),
  plain(
    'weighted text search, ts_rank_cd, any word',
    `SELECT code FROM (SELECT code, ${weighted} AS words FROM courses) c,
       to_tsquery('english', regexp_replace(websearch_to_tsquery('english', $1)::text, '&|<->', '|', 'g')) q
     WHERE words @@ q ORDER BY ts_rank_cd(words, q) DESC, code LIMIT ${depth}`,
  ),
  product('words alone (BM25F)', 'sameAs', 'concept', 'pair', 'wholeTitle', 'code', 'subject'),
  product('the product'),
  product('  without topics', 'concept'),
  product('  without abbreviations', 'sameAs'),
  product('  without both', 'concept', 'sameAs'),
  product('  without codes and subjects', 'code', 'subject'),
  product('  without pairs and whole titles', 'pair', 'wholeTitle'),
];
