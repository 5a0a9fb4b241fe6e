import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asPublic } from '@/lib/access/transaction';
import { sharedRead } from '@/lib/cache/shared-read';
import { browseStatement } from './browse';
import { type CardRow, toItem } from './cards';
import { type FacetRow, facetStatement, readFacets } from './facets';
import { cursorAfter, OutdatedCursor, requireKept, sortOf } from './order';
import { loadPreviousPage, type PreviousPage } from './previous-page';
import type { Facet, Listing, ListingQuery } from './schema';
import { highlighter } from './search/highlight';
import { type Prepared, prepare } from './search/prepare';
import { rankStatement } from './search/rank';
import { catalogTags, tagsOfCourses } from './tags';

type Page = Pick<Listing, 'items' | 'nextCursor'>;
type Counts = Omit<Listing, keyof Page>;

const presentGeneration = statement('catalog.generation', 'SELECT generation FROM catalog_state');

/**
 * One page of published courses, without the cache: `listCourses` is what pages call.
 *
 * @throws OutdatedCursor when the order that the cursor belongs to is gone
 */
export async function loadPage(query: ListingQuery): Promise<Page> {
  return asPublic(async (tx) => {
    const prepared = await preparedFor(tx, query);
    const page = prepared ? rankStatement(prepared, query) : browseStatement(query);
    const rows = await tx.rows<CardRow>(page.statement, page.values);
    if (rows.length === 0 && query.cursor !== undefined) await requireKeptOrder(tx, query);
    const highlight = prepared ? highlighter(prepared.ask) : () => null;
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => toItem(row, highlight(row.description))),
      nextCursor: last ? cursorAfter(last, sortOf(query)) : null,
    };
  });
}

/** An end and an order that is gone look the same; the generation tells them apart. */
async function requireKeptOrder(tx: Transaction, query: ListingQuery): Promise<void> {
  const [state] = await tx.rows<{ generation: number }>(presentGeneration);
  if (state) requireKept(query, state.generation);
}

/** How many published courses match and how they spread over the filters; counts agree with the pages. */
export async function loadCounts(query: Omit<ListingQuery, 'limit' | 'cursor' | 'sort'>): Promise<Counts> {
  return asPublic(async (tx) => {
    const prepared = await preparedFor(tx, query);
    const facets = facetStatement(query, prepared);
    const rows = await tx.rows<FacetRow>(facets.statement, facets.values);
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

type ListingForPeople = Listing & { previous: PreviousPage | null; reordered: boolean };

/**
 * Like `listCourses`, for people: with the way back, and a link into an order that is gone leads to the same place in the
 * present one, and `reordered` says so.
 */
export async function listCoursesNearby(query: ListingQuery): Promise<ListingForPeople> {
  try {
    return { ...(await listWithPrevious(query)), reordered: false };
  } catch (error) {
    if (!(error instanceof OutdatedCursor)) throw error;
    return { ...(await listWithPrevious({ ...query, cursor: error.nearby })), reordered: true };
  }
}

async function listWithPrevious(query: ListingQuery): Promise<Omit<ListingForPeople, 'reordered'>> {
  const [listing, previous] = await Promise.all([listCourses(query), loadPreviousPage(query)]);
  return { ...listing, previous };
}

/** The subjects of the catalog with their courses, the largest first. */
export const listSubjects = async (): Promise<Facet[]> => (await cachedCounts({})).facets.subject;
