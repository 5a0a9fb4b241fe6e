import type { Metadata } from 'next';
import { AccessForm } from '@/components/records/access-form';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getStudentRecord } from '@/lib/messages/student-record';

export const metadata: Metadata = { title: 'Ask for a record' };

/** For whoever answers for the class: asks the gate for more of a student’s record than the class shows. */
export default async function AskForRecordPage({
  params,
}: PageProps<'/teach/[courseId]/students/[userId]/record'>) {
  const viewer = await requireViewer();
  const [courseId, studentId] = await orNotFound(
    params.then((path) => [pathId(path.courseId), pathId(path.userId)] as const),
  );
  const [{ course, student }, timeZone] = await Promise.all([
    orNotFound(getStudentRecord(viewer, courseId, studentId)),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={
          <Breadcrumbs
            crumbs={[
              { label: 'Teaching', href: '/teach' },
              { label: course.code ?? course.title, href: `/teach/${courseId}` },
              { label: student.name, href: `/teach/${courseId}/students/${studentId}` },
              { label: 'Record' },
            ]}
          />
        }
        title={`Ask for the record of ${student.name}`}
        lead="Say how much of it, and why. The answer and every refusal stand in the trail, and the student reads them."
      />
      <AccessForm studentId={studentId} timeZone={timeZone} />
    </div>
  );
}
