import type { Metadata } from 'next';
import { CourseGrid } from '@/components/catalog/course-grid';
import { CourseSearch } from '@/components/catalog/course-search';
import { Principles } from '@/components/catalog/principles';
import { WayIn } from '@/components/shell/way-in';
import { TextLink } from '@/components/ui/text-link';
import { isBuilding } from '@/lib/building';
import { listCourses } from '@/lib/catalog/listing';
import { counted } from '@/lib/format';

/** Rendered once for everybody: a personal read here is an error, not a slower page. */
export const dynamic = 'error';
export const revalidate = 300;

const title = 'Syllabase: courses, and an honest view of where you stand';

export const metadata: Metadata = {
  title: { absolute: title },
  alternates: { canonical: '/' },
  openGraph: { title, url: '/', siteName: 'Syllabase' },
};

export default function HomePage() {
  return (
    <div className="flex flex-col gap-16 py-6 sm:gap-20 sm:py-12">
      <section className="flex flex-col gap-6">
        <div>
          <h1 className="max-w-reading font-serif text-3xl font-semibold sm:text-4xl">
            Learn at your own pace, and always know where you are.
          </h1>
          <p className="mt-4 max-w-reading text-lg text-ink-soft">
            Syllabase is where your institution’s courses live: clear lessons, progress you can trust, and a
            record that shows who has looked at it.
          </p>
        </div>
        <CourseSearch className="max-w-reading" />
        <WayIn />
      </section>
      {!isBuilding() && <PopularCourses />}
      <Principles />
    </div>
  );
}

async function PopularCourses() {
  const { items, total } = await listCourses({ limit: 3 });
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="popular">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="popular" className="font-serif text-xl font-semibold">
          Where most people are learning
        </h2>
        <TextLink href="/courses">All {counted(total, 'course')}</TextLink>
      </div>
      <CourseGrid courses={items} headingLevel={3} />
    </section>
  );
}
