import type { Metadata } from 'next';
import { Catalog } from '@/components/catalog/catalog';
import { LeftOutNotice } from '@/components/catalog/left-out-notice';
import { PageHeader } from '@/components/ui/page-header';
import { listCourses } from '@/lib/catalog/listing';
import { type RawAddress, readListingAddress } from '@/lib/catalog/listing-address';

export const metadata: Metadata = {
  title: 'Courses',
  description: 'All published courses, by level, audience, institution and words.',
};

export default async function CoursesPage({ searchParams }: { searchParams: Promise<RawAddress> }) {
  const { query, view, leftOut } = readListingAddress(await searchParams);
  const listing = await listCourses(query);
  return (
    <>
      <PageHeader title="Courses" lead="Look around freely, and enrol when something fits." />
      <LeftOutNotice names={leftOut} />
      <Catalog address={{ ...query, view }} listing={listing} />
    </>
  );
}
