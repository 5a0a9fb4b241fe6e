import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ClassHeader } from '@/components/classes/class-header';
import { RiskList } from '@/components/classes/risk/risk-list';
import { RiskSkeleton } from '@/components/classes/risk/risk-skeleton';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { pathId } from '@/lib/access/ids';
import { begin, orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { loadClass } from '@/lib/classes/load-class';
import { getAtRisk } from '@/lib/classes/risk/at-risk';
import { atRiskQuery } from '@/lib/classes/risk/schema';
import { pageQuery } from '@/lib/page-query';

type Props = PageProps<'/teach/[courseId]/at-risk'>;

const courseIdOf = ({ params }: Props) => orNotFound(params.then(({ courseId }) => pathId(courseId)));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { course } = await loadClass(await requireViewer(), await courseIdOf(props));
  return { title: `At risk in ${course.code ?? course.title}` };
}

export default async function AtRiskPage(props: Props) {
  const viewer = await requireViewer();
  const courseId = await courseIdOf(props);
  const { query, ignored } = pageQuery(atRiskQuery, await props.searchParams);
  const page = begin(getAtRisk(viewer, courseId, query));
  const [{ course }, timeZone] = await Promise.all([loadClass(viewer, courseId), timeZoneOf(viewer)]);
  return (
    <>
      <ClassHeader course={course} place="/at-risk" />
      <section aria-labelledby="risk-title" className="flex flex-col gap-4">
        <h2 id="risk-title" className="font-serif text-2xl font-semibold">
          Students who may need help
        </h2>
        <IgnoredNotice ignored={ignored} />
        <PartBoundary what="The at-risk list">
          <Suspense key={JSON.stringify(query)} fallback={<RiskSkeleton />}>
            <RiskList courseId={courseId} query={query} page={page} timeZone={timeZone} />
          </Suspense>
        </PartBoundary>
      </section>
    </>
  );
}
