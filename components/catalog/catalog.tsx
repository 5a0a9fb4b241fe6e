import { cn } from '@/components/ui/cn';
import type { CatalogAddress } from '@/lib/catalog/listing-address';
import type { PreviousPage } from '@/lib/catalog/previous-page';
import type { Listing } from '@/lib/catalog/schema';
import { activeFilters } from './active-filters';
import { CatalogResults } from './catalog-results';
import { CourseSearch } from './course-search';
import { FilterPanel } from './filter-panel';
import { searchFormId } from './search-form-id';

type CatalogProps = { address: CatalogAddress; listing: Listing; previous: PreviousPage | null };

/** The catalog: words, filters, and the courses they leave. Everything chosen is in the address. */
export function Catalog({ address, listing, previous }: CatalogProps) {
  const { q, limit: _limit, cursor: _cursor, sort: _sort, ...kept } = address;
  const filters = activeFilters(address, listing);
  const canNarrow = Object.values(listing.facets).some((facet) => facet.length > 0);
  return (
    <div className="flex flex-col gap-6">
      <CourseSearch id={searchFormId} words={q} kept={kept} className="max-w-reading print:hidden" />
      <div
        className={cn(
          'grid items-start gap-x-10 gap-y-6 print:grid-cols-1!',
          canNarrow && 'lg:grid-cols-[15rem_minmax(0,1fr)]',
        )}
      >
        {canNarrow && <FilterPanel address={address} facets={listing.facets} active={filters.length} />}
        <CatalogResults address={address} listing={listing} previous={previous} filters={filters} />
      </div>
    </div>
  );
}
