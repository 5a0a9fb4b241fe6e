import type { Metadata } from 'next';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PersonSearch } from '@/components/records/person-search';
import { HoldForm } from '@/components/records/rights/hold-form';
import { HoldList } from '@/components/records/rights/hold-list';
import { RecordsHead } from '@/components/records/rights/records-places';
import { RetentionTable } from '@/components/records/rights/retention-table';
import { TermForm } from '@/components/records/rights/term-form';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { HashFocus } from '@/components/ui/hash-focus';
import { begin } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { pageQuery } from '@/lib/page-query';
import { chooseStudentQuery, findPeople, openChosenStudent } from '@/lib/records/find-people';
import { openHolds } from '@/lib/records/retention/holds';
import { getTerms } from '@/lib/records/retention/terms';
import { getWaiting } from '@/lib/records/waiting';

export const metadata: Metadata = { title: 'Retention' };

export default async function RetentionPage({ searchParams }: PageProps<'/admin/records/retention'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(chooseStudentQuery, await searchParams);
  const { q, student: studentId } = query;
  const [terms, holds, answer, student, timeZone, waiting] = await Promise.all([
    getTerms(viewer),
    openHolds(viewer),
    q ? begin(findPeople(viewer, q)) : null,
    studentId ? openChosenStudent(viewer, studentId) : null,
    timeZoneOf(viewer),
    getWaiting(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="Retention"
        waiting={waiting}
        title="Retention"
        lead="What is kept how long, and why. A hold, or a request that is not answered yet, keeps everything of a student."
      />
      <IgnoredNotice ignored={ignored} />
      <RetentionTable terms={terms} timeZone={timeZone} />
      <TermForm />
      <HoldList holds={holds} timeZone={timeZone} />
      <Card id="hold" tabIndex={-1} title="Place a hold">
        <HashFocus key={studentId ?? q} id="hold" />
        <div className="flex flex-col gap-5">
          <PersonSearch page="/admin/records/retention" fragment="#hold" words={q} answer={answer} />
          {studentId && !student && <Alert tone="neutral" title="Your institution has no such student." />}
          {(student || !(q || studentId)) && <HoldForm student={student} />}
        </div>
      </Card>
    </div>
  );
}
