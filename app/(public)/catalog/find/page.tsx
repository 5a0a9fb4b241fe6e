import type { Metadata } from 'next';
import type { RawAddress } from '@/lib/catalog/listing-address';
import { CatalogView } from '../catalog-view';

/** The catalog with words or filters, at the address /courses?…; next.config.ts leads here, proxy.ts refuses direct visits. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: 'Courses',
  robots: { index: false, follow: true },
  alternates: { canonical: '/courses' },
};

export default async function FoundCoursesPage({ searchParams }: { searchParams: Promise<RawAddress> }) {
  return <CatalogView address={await searchParams} />;
}
