import { type Statement, statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { cursorInstantSql, decodeCursor, encodeCursor } from '@/lib/list-query';
import { type CourseItem, type Facet, type Listing, type ListingQuery, pageKeys } from './schema';

type Row = {
  id: string;
  code: string | null;
  title: string;
  description: string | null;
  difficulty_level: CourseItem['difficultyLevel'];
  estimated_duration: number | null;
  thumbnail_url: string | null;
  instructor_id: string;
  instructor_name: string;
  institution_id: string;
  institution_name: string;
  enrolled: number;
  completed: number;
  completion_total: number;
  created_at: string;
  updated_at: string;
  sort_key: number;
  created_key: string;
  department: string | null;
  credits: string | null;
};

type Filters = Omit<ListingQuery, 'limit' | 'cursor' | 'sort'>;

const sortKeys = {
  popular: 'k.enrolled',
  newest: '0',
  completion: 'CASE WHEN k.enrolled > 0 THEN (k.completion_total / k.enrolled)::int ELSE 0 END',
  relevance: "(ts_rank_cd(c.search_vector, websearch_to_tsquery('english', $1)) * 1000000)::int",
} as const;

const durationSql = {
  SHORT: 'c.estimated_duration < 300',
  MEDIUM: 'c.estimated_duration BETWEEN 300 AND 1200',
  LONG: 'c.estimated_duration > 1200',
} as const;

/** SQL for the filters that are present, from a closed set of fragments; values only ever travel as parameters. */
function conditions(filters: Filters): {
  sql: string;
  values: unknown[];
  needsCourse: boolean;
  name: string;
} {
  const values: unknown[] = [];
  const parts: string[] = [];
  const names: string[] = [];
  const add = (name: string, value: unknown, sql: (parameter: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    names.push(name);
    parts.push(sql(`$${values.length}`));
  };
  add('q', filters.q, (p) => `c.search_vector @@ websearch_to_tsquery('english', ${p})`);
  add('difficulty', filters.difficulty, (p) => `k.difficulty_level = ${p}::difficulty_enum`);
  add('institution', filters.institution, (p) => `k.institution_id = ${p}::uuid`);
  add('instructor', filters.instructor, (p) => `k.instructor_id = ${p}::uuid`);
  add('audience', filters.audience, (p) => `c.target_audience @> ARRAY[${p}]::educational_level_enum[]`);
  add('subject', filters.subject, (p) => `c.department = ${p}`);
  if (filters.duration !== undefined) {
    names.push(filters.duration);
    parts.push(durationSql[filters.duration]);
  }
  const needsCourse = names.some((name) => !['difficulty', 'institution', 'instructor'].includes(name));
  return { sql: ['k.published', ...parts].join(' AND '), values, needsCourse, name: names.join('+') };
}

/**
 * The statement behind one page of the catalog. The page is found in the card table by one ordered index;
 * only its rows are joined, and deltas that wait to be folded are added, so counts are exact.
 */
export function listingStatement(query: ListingQuery): { statement: Statement; values: unknown[] } {
  const { sql, values, needsCourse, name } = conditions(query);
  const sort =
    query.q === undefined && query.sort === 'relevance'
      ? 'popular'
      : (query.sort ?? (query.q ? 'relevance' : 'popular'));
  const key = sortKeys[sort];
  const after: string[] = [];
  if (query.cursor !== undefined) {
    for (const part of decodeCursor(pageKeys, query.cursor)) {
      values.push(part);
      after.push(`$${values.length}`);
    }
  }
  const [afterKey, afterCreated, afterId] = after;
  const keyset =
    afterKey === undefined
      ? ''
      : sort === 'newest'
        ? `AND ${afterKey}::int IS NOT NULL AND (k.created_at, k.course_id) < (${afterCreated}::timestamptz, ${afterId}::uuid)`
        : `AND (${key}, k.created_at, k.course_id) < (${afterKey}::int, ${afterCreated}::timestamptz, ${afterId}::uuid)`;
  const order =
    sort === 'newest'
      ? 'k.created_at DESC, k.course_id DESC'
      : `${key} DESC, k.created_at DESC, k.course_id DESC`;
  values.push(query.limit + 1);
  const text = `WITH page AS MATERIALIZED (
      SELECT k.*, ${key} AS sort_key FROM course_cards k ${needsCourse ? 'JOIN courses c ON c.id = k.course_id' : ''}
      WHERE ${sql} ${keyset} ORDER BY ${order} LIMIT $${values.length}::int)
    SELECT c.id, c.code, c.title, c.description, c.difficulty_level, c.estimated_duration, c.thumbnail_url,
      c.department, c.credits, k.instructor_id, k.instructor_name, k.institution_id, k.institution_name,
      (k.enrolled + d.enrolled)::int AS enrolled, (k.completed + d.completed)::int AS completed,
      k.completion_total + d.completion AS completion_total, k.created_at, c.updated_at, k.sort_key,
      ${cursorInstantSql('k.created_at')} AS created_key
    FROM page k JOIN courses c ON c.id = k.course_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(enrolled), 0) AS enrolled, coalesce(sum(completed), 0) AS completed,
        coalesce(sum(completion), 0)::bigint AS completion
      FROM course_deltas WHERE course_id = k.course_id) d
    ORDER BY k.sort_key DESC, k.created_at DESC, k.course_id DESC`;
  const variant = [sort, name, keyset && 'next'].filter(Boolean).join(':');
  return { statement: statement(`catalog.listing:${variant}`, text), values };
}

const toItem = (row: Row): CourseItem => ({
  id: row.id,
  code: row.code,
  title: row.title,
  description: row.description,
  difficultyLevel: row.difficulty_level,
  estimatedDuration: row.estimated_duration,
  thumbnailUrl: row.thumbnail_url,
  instructor: { id: row.instructor_id, name: row.instructor_name },
  institution: { id: row.institution_id, name: row.institution_name },
  enrolledStudents: row.enrolled,
  avgCompletionRate: row.enrolled > 0 ? Math.round(row.completion_total / row.enrolled) / 100 : 0,
  completedStudents: row.completed,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  department: row.department,
  credits: row.credits,
  highlight: null,
});

/** One page of published courses, without the cache: `listCourses` is what pages call. */
export async function loadPage(query: ListingQuery): Promise<Pick<Listing, 'items' | 'nextCursor'>> {
  const { statement: page, values } = listingStatement(query);
  const rows = await asPublic((tx) => tx.rows<Row>(page, values));
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    items: shown.map(toItem),
    nextCursor: more ? encodeCursor([last.sort_key, last.created_key, last.id]) : null,
  };
}

/** How many published courses match, and how they spread over the filters. Counts agree with the results. */
export async function loadFacets(filters: Filters): Promise<Pick<Listing, 'facets' | 'total'>> {
  const { sql, values, name } = conditions(filters);
  const facets = statement(
    `catalog.facets:${name}`,
    `WITH found AS MATERIALIZED (
       SELECT k.difficulty_level, k.institution_id, k.institution_name, c.target_audience, c.department,
         CASE WHEN ${durationSql.SHORT} THEN 'SHORT' WHEN ${durationSql.MEDIUM} THEN 'MEDIUM' WHEN ${durationSql.LONG} THEN 'LONG' END AS duration
       FROM course_cards k JOIN courses c ON c.id = k.course_id WHERE ${sql})
     SELECT 'total' AS facet, '' AS value, '' AS label, count(*)::int AS count FROM found
     UNION ALL SELECT 'difficulty', difficulty_level::text, '', count(*)::int FROM found GROUP BY 2
     UNION ALL SELECT 'institution', institution_id::text, institution_name, count(*)::int FROM found GROUP BY 2, 3
     UNION ALL SELECT 'subject', department, '', count(*)::int FROM found WHERE department IS NOT NULL GROUP BY 2
     UNION ALL SELECT 'duration', duration, '', count(*)::int FROM found WHERE duration IS NOT NULL GROUP BY 2
     UNION ALL SELECT 'audience', a::text, '', count(*)::int FROM found, unnest(target_audience) a GROUP BY 2`,
  );
  const rows = await asPublic((tx) => tx.rows<Facet & { facet: string }>(facets, values));
  const of = (facet: string): Facet[] =>
    rows
      .filter((row) => row.facet === facet)
      .map(({ value, label, count }) => ({ value, label: label || value, count }));
  return {
    total: rows.find((row) => row.facet === 'total')?.count ?? 0,
    facets: {
      difficulty: of('difficulty'),
      institution: of('institution').sort((a, b) => b.count - a.count),
      subject: of('subject').sort((a, b) => b.count - a.count),
      audience: of('audience'),
      duration: of('duration'),
    },
  };
}

const cachedPage = sharedRead('listing', 'catalog.page', loadPage, () => ['courses']);
const cachedFacets = sharedRead('listing', 'catalog.facets', loadFacets, () => ['courses']);

/** Whether a query is one of the few that everybody asks; only those are kept, so that nobody can fill the cache. */
const isCommon = ({ q, institution, instructor, cursor }: Partial<ListingQuery>) =>
  q === undefined && institution === undefined && instructor === undefined && cursor === undefined;

/** A page of the catalog with facets and total; at most five minutes old, fresher when an enrolment or edit says so. */
export async function listCourses(query: ListingQuery): Promise<Listing> {
  const { limit: _limit, cursor: _cursor, sort: _sort, ...filters } = query;
  const [page, facets] = await Promise.all([
    isCommon(query) ? cachedPage(query) : loadPage(query),
    isCommon(filters) ? cachedFacets(filters) : loadFacets(filters),
  ]);
  return { ...page, ...facets, didYouMean: null, relaxed: false };
}
