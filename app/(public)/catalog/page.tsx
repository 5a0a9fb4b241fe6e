import type { Metadata } from 'next';
import { isBuilding } from '@/lib/building';
import { CatalogHeader, CatalogView } from './catalog-view';

/** What /courses shows: rendered once for everybody. With words or filters next.config.ts leads to ./find instead. */
export const dynamic = 'error';
export const revalidate = 300;

const title = 'Courses';
const description = 'All published courses, by level, audience, institution and words.';

export const metadata: Metadata = {
  title,
  description,
  alternates: { canonical: '/courses' },
  openGraph: { title, description, url: '/courses', siteName: 'Syllabase' },
};

export default function CoursesPage() {
  return isBuilding() ? <CatalogHeader /> : <CatalogView address={{}} />;
}
