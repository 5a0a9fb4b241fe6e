import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import type { PreviousPage } from '@/lib/catalog/previous-page';
import type { Listing } from '@/lib/catalog/schema';
import { type ActiveFilter, withoutFiltersHref } from './active-filters';
import { CourseGrid } from './course-grid';
import { CourseTable } from './course-table';
import { FilterChips } from './filter-chips';
import { NoCourses } from './no-courses';
import { NumbersNote } from './numbers-note';
import { ResultsHead } from './results-head';
import { WordsNotice } from './words-notice';

type CatalogResultsProps = {
  address: CatalogAddress;
  listing: Listing;
  previous: PreviousPage | null;
  filters: readonly ActiveFilter[];
};

/** The courses that are left, and what was understood to find them. */
export function CatalogResults({ address, listing, previous, filters }: CatalogResultsProps) {
  return (
    <section aria-labelledby="courses-found" className="flex min-w-0 flex-col gap-4">
      <ResultsHead address={address} total={listing.total} />
      <FilterChips filters={filters} clearHref={withoutFiltersHref(address)} />
      {listing.total === 0 ? (
        <NoCourses address={address} didYouMean={listing.didYouMean} filters={filters} />
      ) : (
        <>
          <WordsNotice address={address} didYouMean={listing.didYouMean} relaxed={listing.relaxed} />
          <Courses address={address} listing={listing} previous={previous} />
          <NumbersNote />
        </>
      )}
    </section>
  );
}

function Courses({
  address,
  listing: { items, nextCursor },
  previous,
}: Omit<CatalogResultsProps, 'filters'>) {
  return (
    <>
      {address.view === 'list' ? (
        <CourseTable address={address} courses={items} />
      ) : (
        <CourseGrid courses={items} headingLevel={3} />
      )}
      <Pagination
        label="Pages of courses"
        className="mt-4"
        summary={
          address.cursor && (
            <TextLink href={listingHref(address, {})} prefetch={false}>
              Back to the first page
            </TextLink>
          )
        }
        previousHref={previous && listingHref(address, { cursor: previous.cursor ?? undefined })}
        nextHref={nextCursor && listingHref(address, { cursor: nextCursor })}
      />
    </>
  );
}
