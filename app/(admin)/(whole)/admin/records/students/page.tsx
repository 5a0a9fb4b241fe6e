import type { Metadata } from 'next';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PersonSearch } from '@/components/records/person-search';
import { ConsentList } from '@/components/records/rights/consent-list';
import { DisclosureForm } from '@/components/records/rights/disclosure-form';
import { DisclosureRecord } from '@/components/records/rights/disclosure-record';
import { LetterForm } from '@/components/records/rights/letter-form';
import { RecordsHead } from '@/components/records/rights/records-places';
import { StudentRightsView } from '@/components/records/rights/student-rights';
import { Card } from '@/components/ui/card';
import { begin, orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { pageQuery } from '@/lib/page-query';
import { chooseStudentQuery, findPeople } from '@/lib/records/find-people';
import { openStudentFile } from '@/lib/records/student-file';
import { getWaiting } from '@/lib/records/waiting';

export const metadata: Metadata = { title: 'Rights of one student' };

export default async function StudentRightsPage({ searchParams }: PageProps<'/admin/records/students'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(chooseStudentQuery, await searchParams);
  const [answer, waiting] = await Promise.all([
    query.q ? begin(findPeople(viewer, query.q)) : null,
    getWaiting(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <RecordsHead
        current="One student"
        waiting={waiting}
        title="Rights of one student"
        lead="Who holds the rights in a student’s record: the student, or a guardian until the student is 18 or begins postsecondary education. Here you also enter requests that came by letter, link guardians, and see consents and what was given out."
      />
      <IgnoredNotice ignored={ignored} />
      <PersonSearch page="/admin/records/students" words={query.q} answer={answer} />
      {query.student && <Student viewer={viewer} studentId={query.student} />}
    </div>
  );
}

async function Student({ viewer, studentId }: { viewer: Viewer; studentId: string }) {
  const [file, timeZone] = await Promise.all([
    orNotFound(openStudentFile(viewer, studentId)),
    timeZoneOf(viewer),
  ]);
  const { rights, courses, consents, disclosures } = file;
  return (
    <>
      <StudentRightsView rights={rights} timeZone={timeZone} />
      {studentId !== viewer.userId && (
        <LetterForm rights={rights} courses={courses} viewerId={viewer.userId} />
      )}
      <Card title="Consents">
        <ConsentList consents={consents} timeZone={timeZone} />
      </Card>
      <DisclosureRecord
        entries={disclosures}
        title="Record of disclosures"
        none="The record was given to nobody outside the institution."
        canRetract={studentId !== viewer.userId}
      />
      <Card title="Record a disclosure">
        <DisclosureForm studentId={studentId} today={rights.today} />
      </Card>
    </>
  );
}
