import type { Metadata } from 'next';
import { ClassHeader } from '@/components/classes/class-header';
import { TermChoice } from '@/components/classes/term-choice';
import { TermComparison } from '@/components/classes/term-comparison';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { loadClass } from '@/lib/classes/load-class';
import { compareQuery } from '@/lib/classes/schema';
import { compareTerms, getOtherTerms } from '@/lib/classes/terms';
import { pageQuery } from '@/lib/page-query';

type Props = PageProps<'/teach/[courseId]/compare'>;

const courseIdOf = ({ params }: Props) => orNotFound(params.then(({ courseId }) => pathId(courseId)));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { course } = await loadClass(await requireViewer(), await courseIdOf(props));
  return { title: `Terms of ${course.code ?? course.title}` };
}

export default async function CompareTermsPage(props: Props) {
  const viewer = await requireViewer();
  const courseId = await courseIdOf(props);
  const { query, ignored } = pageQuery(compareQuery, await props.searchParams);
  const [{ course }, others, timeZone] = await Promise.all([
    loadClass(viewer, courseId),
    orNotFound(getOtherTerms(viewer, courseId)),
    timeZoneOf(viewer),
  ]);
  const other = query.with === courseId ? others[0]?.id : (query.with ?? others[0]?.id);
  const terms = other ? await orNotFound(compareTerms(viewer, courseId, other)) : null;
  return (
    <>
      <ClassHeader course={course} place="/compare" />
      <IgnoredNotice ignored={ignored} />
      <TermChoice courseId={courseId} others={others} chosen={other} />
      {terms && (
        <PartBoundary what="The comparison">
          <TermComparison terms={terms} asOf={new Date().toISOString()} timeZone={timeZone} />
        </PartBoundary>
      )}
    </>
  );
}
