import { Catalog } from '@/components/catalog/catalog';
import { LeftOutNotice } from '@/components/catalog/left-out-notice';
import { ReorderedNotice } from '@/components/catalog/reordered-notice';
import { PageHeader } from '@/components/ui/page-header';
import { listCoursesNearby } from '@/lib/catalog/listing';
import { type RawAddress, readListingAddress } from '@/lib/catalog/listing-address';

/** The catalog for one address: the same for everybody who has the same address. */
export async function CatalogView({ address }: { address: RawAddress }) {
  const { query, view, leftOut } = readListingAddress(address);
  const { reordered, previous, ...listing } = await listCoursesNearby(query);
  return (
    <>
      <CatalogHeader />
      <LeftOutNotice names={leftOut} />
      {reordered && <ReorderedNotice address={{ ...query, view }} />}
      <Catalog address={{ ...query, view }} listing={listing} previous={previous} />
    </>
  );
}

export const CatalogHeader = () => (
  <PageHeader title="Courses" lead="Look around freely, and enrol when something fits." />
);
