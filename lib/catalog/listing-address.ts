import { catalogParameters } from './catalog-parameters';
import { isCursorFor } from './order';
import { type ListingQuery, listingQuery } from './schema';

type Name = (typeof catalogParameters)[number];

/** Parameters that choose courses; the other one says how they are shown. */
const names = catalogParameters.filter((name) => name !== 'view');
export type RawAddress = Record<string, string | string[] | undefined>;

/** What the catalog's address says: which courses, and how they are shown. */
export type CatalogAddress = ListingQuery & {
  /** A dense list in the place of cards. */
  view?: 'list';
};

/** Courses on one page of the catalog: as cards, which are large, and as a list. */
const pageLength = { cards: 12, list: 24 };

/**
 * Reads the catalog's address. What it cannot mean is left out and named, so that a mistyped or outdated
 * link still shows courses; parameters of others (campaigns, for instance) are nobody's business.
 */
export function readListingAddress(raw: RawAddress): {
  query: ListingQuery;
  view: CatalogAddress['view'];
  leftOut: Name[];
} {
  const given = names.flatMap((name) => (raw[name] === undefined ? [] : [[name, raw[name]] as const]));
  const usable = given.filter(([name, value]) => isUsable(name, value, raw));
  const leftOut: Name[] = given.filter((entry) => !usable.includes(entry)).map(([name]) => name);
  if (raw.view !== undefined && !isView(raw.view)) leftOut.push('view');
  const view = raw.view === 'list' ? 'list' : undefined;
  const limit = pageLength[view ?? 'cards'];
  return { query: listingQuery.parse({ ...Object.fromEntries(usable), limit }), view, leftOut };
}

const isView = (value: string | string[]) => value === 'list' || value === '';

function isUsable(
  name: (typeof names)[number],
  value: string | string[] | undefined,
  raw: RawAddress,
): boolean {
  if (typeof value !== 'string' || !listingQuery.safeParse({ [name]: value }).success) return false;
  return name !== 'cursor' || value === '' || isCursorFor(orderAsked(raw), value);
}

/** What decides which cursors fit; an order that cannot be meant is the usual one. */
function orderAsked({ q, sort }: RawAddress): Pick<ListingQuery, 'q' | 'sort'> {
  const asked = listingQuery.safeParse({ sort });
  return {
    q: typeof q === 'string' ? q.trim() : undefined,
    sort: asked.success ? asked.data.sort : undefined,
  };
}

/** The address of the catalog with some of its parameters changed; any change leads back to the first page. */
export function listingHref(
  address: CatalogAddress,
  change: Partial<Record<Name, string | undefined>>,
): string {
  const { limit: _limit, cursor: _cursor, ...kept } = address;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...kept, ...change })) {
    if (value !== undefined && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text ? `/courses?${text}` : '/courses';
}
