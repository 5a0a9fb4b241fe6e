import { SearchX } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import { type ActiveFilter, withoutFiltersHref } from './active-filters';
import { DidYouMean } from './words-notice';

type NoCoursesProps = {
  address: CatalogAddress;
  didYouMean: string | null;
  filters: readonly ActiveFilter[];
};

/** Nothing is left: why that may be, and each way on. */
export function NoCourses({ address, didYouMean, filters }: NoCoursesProps) {
  const { q, limit } = address;
  if (q === undefined && filters.length === 0) {
    return (
      <EmptyState icon={<SearchX />} title="There are no courses yet" headingLevel={3}>
        <p>As soon as an instructor publishes one, it appears here.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title={filters.length > 0 ? 'No course matches all of this' : 'No course matches these words'}
      headingLevel={3}
      action={
        <>
          {filters.length > 0 && (
            <LinkButton href={withoutFiltersHref(address)} prefetch={false}>
              {q ? 'Search without filters' : 'Clear all filters'}
            </LinkButton>
          )}
          {(q || filters.length === 0) && (
            <LinkButton href={listingHref({ limit }, {})} variant="secondary">
              Show all courses
            </LinkButton>
          )}
        </>
      }
    >
      {didYouMean && <DidYouMean address={address} words={didYouMean} />}
      <p>
        {filters.length > 0
          ? 'Take a filter back, or try other words.'
          : 'Try fewer or other words, a course code, or a topic.'}
      </p>
    </EmptyState>
  );
}
