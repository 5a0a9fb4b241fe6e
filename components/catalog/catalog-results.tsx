import { SearchX } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import { listingHref } from '@/lib/catalog/listing-address';
import type { Listing, ListingQuery } from '@/lib/catalog/schema';
import { counted } from '@/lib/format';
import { CourseGrid } from './course-grid';

type CatalogResultsProps = { query: ListingQuery; listing: Listing };

export function CatalogResults({ query, listing }: CatalogResultsProps) {
  const isNarrowed = listingHref(query, { sort: undefined }) !== '/courses';
  if (listing.total === 0) return <NoCourses isNarrowed={isNarrowed} />;
  return (
    <section aria-labelledby="courses-found" className="mt-8">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="courses-found" className="font-serif text-xl font-semibold tabular-nums">
          {counted(listing.total, 'course')}
          {query.q && ` for “${query.q}”`}
        </h2>
        {isNarrowed && (
          <TextLink href={listingHref({ limit: query.limit, sort: query.sort }, {})}>
            Show all courses
          </TextLink>
        )}
      </div>
      <CourseGrid courses={listing.items} headingLevel={3} />
      {(listing.nextCursor || query.cursor) && (
        <Pagination
          label="Pages of courses"
          className="mt-8"
          summary={query.cursor && <TextLink href={listingHref(query, {})}>Back to the first page</TextLink>}
          nextHref={listing.nextCursor && listingHref(query, { cursor: listing.nextCursor })}
        />
      )}
    </section>
  );
}

function NoCourses({ isNarrowed }: { isNarrowed: boolean }) {
  if (!isNarrowed) {
    return (
      <EmptyState icon={<SearchX />} title="There are no courses yet">
        <p>As soon as an instructor publishes one, it appears here.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title="No course matches all of this"
      action={<LinkButton href="/courses">Clear the filters</LinkButton>}
    >
      <p>Try fewer or other words, or take a filter back.</p>
    </EmptyState>
  );
}
