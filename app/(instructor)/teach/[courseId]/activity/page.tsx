import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ActivityView } from '@/components/classes/activity-view';
import { ClassHeader } from '@/components/classes/class-header';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { pathId } from '@/lib/access/ids';
import { begin, orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { getClassActivity } from '@/lib/classes/activity';
import { loadClass } from '@/lib/classes/load-class';
import { activityPageQuery } from '@/lib/classes/schema';
import { pageQuery } from '@/lib/page-query';

type Props = PageProps<'/teach/[courseId]/activity'>;

const courseIdOf = ({ params }: Props) => orNotFound(params.then(({ courseId }) => pathId(courseId)));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { course } = await loadClass(await requireViewer(), await courseIdOf(props));
  return { title: `Activity in ${course.code ?? course.title}` };
}

export default async function ClassActivityPage(props: Props) {
  const viewer = await requireViewer();
  const courseId = await courseIdOf(props);
  const { query, ignored } = pageQuery(activityPageQuery, await props.searchParams);
  const { from, to } = query;
  const activity = begin(getClassActivity(viewer, courseId, { from, to }));
  const { course, summary } = await loadClass(viewer, courseId);
  return (
    <>
      <ClassHeader course={course} place="/activity" />
      <IgnoredNotice ignored={ignored} />
      <PartBoundary what="The activity of the class">
        <Suspense
          key={JSON.stringify(query)}
          fallback={
            <Card as="div">
              <Skeleton className="h-96" />
            </Card>
          }
        >
          <ActivityView
            courseId={courseId}
            query={query}
            activity={activity}
            registered={summary.registered}
            now={new Date().toISOString()}
          />
        </Suspense>
      </PartBoundary>
    </>
  );
}
