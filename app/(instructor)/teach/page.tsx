import { Presentation } from 'lucide-react';
import type { Metadata } from 'next';
import { CourseList } from '@/components/classes/course-list';
import { ChildrenNotice } from '@/components/records/rights/children-notice';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { refusePage, requireViewer } from '@/lib/access/require';
import { getTaughtCourses } from '@/lib/classes/taught';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Teaching' };

export default async function TeachingPage() {
  const viewer = await requireViewer();
  if (viewer.role === 'STUDENT') return refusePage(viewer);
  const [courses, children] = await Promise.all([getTaughtCourses(viewer), getChildren(viewer)]);
  const isAdministrator = viewer.role === 'ADMIN';
  return (
    <>
      <PageHeader
        title="Teaching"
        lead={
          isAdministrator
            ? 'All courses of your institution.'
            : 'Your courses and how their classes are doing.'
        }
      />
      <p className="mb-6 text-sm text-ink-soft">
        Is somebody’s health or safety in danger?{' '}
        <TextLink href="/teach/emergency" prefetch={false}>
          Open the record of a student whom you do not teach
        </TextLink>
        .
      </p>
      {children.length > 0 && <ChildrenNotice names={children.map(({ name }) => name)} />}
      {courses.length > 0 ? (
        <CourseList courses={courses} />
      ) : (
        <EmptyState
          icon={<Presentation />}
          title={isAdministrator ? 'Your institution has no courses yet' : 'You do not teach a course yet'}
          action={<LinkButton href="/courses">Browse the courses</LinkButton>}
        >
          <p>A course appears here when it is made or imported with its teacher.</p>
        </EmptyState>
      )}
    </>
  );
}
