import { listingHref } from '@/lib/catalog/listing-address';
import { audiences, difficulties, type Facet, type Listing, type ListingQuery } from '@/lib/catalog/schema';
import { CatalogForm } from './catalog-form';
import { FacetLinks } from './facet-links';
import { audienceWords, levelWords, wordFor } from './words';

type CatalogFiltersProps = { query: ListingQuery; facets: Listing['facets'] };

/** Everything that narrows the catalog down. All of it lives in the address. */
export function CatalogFilters({ query, facets }: CatalogFiltersProps) {
  return (
    <div className="flex flex-col gap-4">
      <CatalogForm query={query} institutions={facets.institution} />
      <div className="flex flex-col gap-3">
        <FacetLinks
          label="Level"
          facets={inOrder(facets.difficulty, difficulties, levelWords)}
          selected={query.difficulty}
          hrefFor={(value) => listingHref(query, { difficulty: value })}
        />
        <FacetLinks
          label="For"
          facets={inOrder(facets.audience, audiences, audienceWords)}
          selected={query.audience}
          hrefFor={(value) => listingHref(query, { audience: value })}
        />
      </div>
    </div>
  );
}

const inOrder = (facets: Facet[], order: readonly string[], words: Record<string, string>): Facet[] =>
  facets
    .map((facet) => ({ ...facet, label: wordFor(words, facet.value) }))
    .toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
