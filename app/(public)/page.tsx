import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import { CourseGrid } from '@/components/catalog/course-grid';
import { CourseSearch } from '@/components/catalog/course-search';
import { Principles } from '@/components/catalog/principles';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import { homeOf } from '@/lib/access/home';
import { currentViewer } from '@/lib/access/session';
import type { Role } from '@/lib/access/viewer';
import { listCourses } from '@/lib/catalog/listing';
import { counted } from '@/lib/format';

export const metadata: Metadata = {
  title: { absolute: 'Syllabase: courses, and an honest view of where you stand' },
};

const wayIn: Record<Role, string> = {
  STUDENT: 'To your dashboard',
  INSTRUCTOR: 'To your classes',
  ADMIN: 'To the overview',
};

export default async function HomePage() {
  const [viewer, { items, total }] = await Promise.all([currentViewer(), listCourses({ limit: 3 })]);
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
        <div className="flex flex-wrap gap-3">
          {viewer && (
            <LinkButton href={homeOf(viewer.role)}>
              {wayIn[viewer.role]} <ArrowRight />
            </LinkButton>
          )}
          <LinkButton href="/courses" variant={viewer ? 'secondary' : 'primary'}>
            Browse the courses
          </LinkButton>
          {!viewer && (
            <LinkButton href="/sign-in" variant="secondary">
              Sign in
            </LinkButton>
          )}
        </div>
      </section>
      {items.length > 0 && (
        <section aria-labelledby="popular">
          <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
            <h2 id="popular" className="font-serif text-xl font-semibold">
              Where most people are learning
            </h2>
            <TextLink href="/courses">All {counted(total, 'course')}</TextLink>
          </div>
          <CourseGrid courses={items} headingLevel={3} />
        </section>
      )}
      <Principles />
    </div>
  );
}
