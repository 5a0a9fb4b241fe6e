import type { Transaction } from '@/db/client';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { browseStatement } from './browse';
import { type CardRow, toItem } from './cards';
import { type FacetRow, facetStatement, readFacets } from './facets';
import { cursorAfter, sortOf } from './order';
import type { Facet, Listing, ListingQuery } from './schema';
import { highlighter } from './search/highlight';
import { type Prepared, prepare } from './search/prepare';
import { rankStatement } from './search/rank';
import { catalogTags, tagsOfCourses } from './tags';

type Page = Pick<Listing, 'items' | 'nextCursor'>;
type Counts = Omit<Listing, keyof Page>;

/** One page of published courses, without the cache: `listCourses` is what pages call. */
export async function loadPage(query: ListingQuery): Promise<Page> {
  return asPublic(async (tx) => {
    const prepared = await preparedFor(tx, query);
    const { statement, values } = prepared ? rankStatement(prepared, query) : browseStatement(query);
    const rows = await tx.rows<CardRow>(statement, values);
    const highlight = prepared ? highlighter(prepared.ask) : () => null;
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => toItem(row, highlight(row.description))),
      nextCursor: last ? cursorAfter(last, sortOf(query)) : null,
    };
  });
}

/** How many published courses match and how they spread over the filters; counts agree with the pages. */
export async function loadCounts(query: Omit<ListingQuery, 'limit' | 'cursor' | 'sort'>): Promise<Counts> {
  return asPublic(async (tx) => {
    const prepared = await preparedFor(tx, query);
    const { statement, values } = facetStatement(query, prepared);
    const rows = await tx.rows<FacetRow>(statement, values);
    const complete = rows.find(({ facet }) => facet === 'complete')?.count ?? 0;
    const counts = readFacets(rows);
    return {
      ...counts,
      didYouMean: prepared?.didYouMean ?? null,
      relaxed: prepared !== null && counts.total > 0 && complete === 0,
    };
  });
}

const preparedFor = (tx: Transaction, { q }: Pick<ListingQuery, 'q'>): Promise<Prepared | null> =>
  q ? prepare(tx, q) : Promise.resolve(null);

const cachedPage = sharedRead(
  'listing',
  'catalog.page',
  loadPage,
  () => [catalogTags.courses, catalogTags.order],
  ({ items }) => tagsOfCourses(items),
);
const cachedCounts = sharedRead('listing', 'catalog.counts', loadCounts, () => [catalogTags.courses]);

/** A page of the catalog with facets and total; kept for five minutes, given for at most ten, fresher when an enrolment or edit says so. */
export async function listCourses(query: ListingQuery): Promise<Listing> {
  const { limit: _limit, cursor, sort: _sort, ...asked } = query;
  const [page, counts] = await Promise.all([
    cursor === undefined ? cachedPage(query) : loadPage(query),
    cachedCounts(asked),
  ]);
  return { ...page, ...counts };
}

/** The subjects of the catalog with their courses, the largest first. */
export const listSubjects = async (): Promise<Facet[]> => (await cachedCounts({})).facets.subject;
