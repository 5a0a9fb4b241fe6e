import type { Metadata } from 'next';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { AccessForm } from '@/components/records/access-form';
import { ChosenStudent } from '@/components/records/chosen-student';
import { CopyForm } from '@/components/records/copy-form';
import { PersonSearch } from '@/components/records/person-search';
import { RecordsHead } from '@/components/records/rights/records-places';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { TextLink } from '@/components/ui/text-link';
import { begin } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { pageQuery } from '@/lib/page-query';
import { chooseStudentQuery, findPeople, openChosenStudent } from '@/lib/records/find-people';
import { getWaiting } from '@/lib/records/waiting';

export const metadata: Metadata = { title: 'Records' };

export default async function RecordsPage({ searchParams }: PageProps<'/admin/records'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(chooseStudentQuery, await searchParams);
  const { q, student: studentId } = query;
  const [answer, student, timeZone, waiting] = await Promise.all([
    q ? begin(findPeople(viewer, q)) : null,
    studentId ? openChosenStudent(viewer, studentId) : null,
    timeZoneOf(viewer),
    getWaiting(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Ask"
        waiting={waiting}
        title="Records"
        lead="Education records are seen for a reason, by people who have one. Say which record, how much of it, and why; the answer and every refusal stand in the trail."
        actions={
          <LinkButton href="/admin/audit?action=record.access" variant="secondary">
            Requests so far
          </LinkButton>
        }
      />
      <IgnoredNotice ignored={ignored} />
      <PersonSearch page="/admin/records" words={q} answer={answer} />
      {studentId && (
        <>
          <ChosenStudent studentId={studentId} student={student} />
          <AccessForm key={studentId} studentId={studentId} timeZone={timeZone} />
          {student && (
            <Card title="Take a copy away">
              <CopyForm key={studentId} studentId={studentId} about={student.name} />
              <p className="mt-4 max-w-reading text-sm text-ink-soft">
                Does it go to somebody outside your institution?{' '}
                <TextLink href={`/admin/records/students?student=${studentId}`} prefetch={false}>
                  Record the disclosure
                </TextLink>
                : to whom, and with which interest.
              </p>
            </Card>
          )}
        </>
      )}
    </div>
  );
}
