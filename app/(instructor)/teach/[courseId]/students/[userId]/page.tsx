import { randomUUID } from 'node:crypto';
import { MailPlus } from 'lucide-react';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { EnrollmentStatus } from '@/components/classes/enrollment-status';
import { StudentRisk } from '@/components/classes/risk/student-risk';
import { StudentActivity } from '@/components/classes/student-activity';
import { StudentFigures } from '@/components/classes/student-figures';
import { StudentLessons } from '@/components/classes/student-lessons';
import { StudentStanding } from '@/components/classes/student-standing';
import { ContactSummary } from '@/components/messages/contact-summary';
import { messagesHref } from '@/components/messages/messages-href';
import { StudentMessages } from '@/components/messages/student-messages';
import { StudentNotes } from '@/components/messages/student-notes';
import { PartBoundary } from '@/components/page/part-boundary';
import { StudentStatement } from '@/components/records/student-statement';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Loading, SkeletonText } from '@/components/ui/skeleton';
import { pathId } from '@/lib/access/ids';
import { begin, orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { statusSpans } from '@/lib/analytics/standing-history';
import { loadClass } from '@/lib/classes/load-class';
import { getStudentRisk } from '@/lib/classes/risk/student-risk';
import { todayIn } from '@/lib/days';
import { summariseContacts } from '@/lib/messages/contact-summary';
import { getStudentRecord, type StudentRecord } from '@/lib/messages/student-record';

export const metadata: Metadata = { title: 'Student' };

export default async function StudentPage({ params }: PageProps<'/teach/[courseId]/students/[userId]'>) {
  const viewer = await requireViewer();
  const [courseId, studentId] = await orNotFound(
    params.then((path) => [pathId(path.courseId), pathId(path.userId)] as const),
  );
  const [record, timeZone] = await Promise.all([
    orNotFound(getStudentRecord(viewer, courseId, studentId)),
    timeZoneOf(viewer),
  ]);
  const { course, student, lessons, days, notes, messages } = record;
  const now = new Date().toISOString();
  // The days end with the class's own today, which is what its follow-ups go by.
  const today = days.at(-1)?.day ?? todayIn(timeZone);
  const courseName = course.code ?? course.title;
  return (
    <>
      <PageHeader
        above={
          <Breadcrumbs
            crumbs={[
              { label: 'Teaching', href: '/teach' },
              { label: courseName, href: `/teach/${courseId}` },
              { label: student.name },
            ]}
          />
        }
        title={student.name}
        lead={`In ${course.title}`}
        actions={
          <>
            <LinkButton href={`/teach/${courseId}/students/${studentId}/record`} variant="secondary">
              Ask for the record
            </LinkButton>
            {student.status !== 'DROPPED' && (
              <LinkButton href={messagesHref(courseId, { students: [studentId] })}>
                <MailPlus /> Write a message
              </LinkButton>
            )}
          </>
        }
      >
        <EnrollmentStatus status={student.status} />
        {student.keepsNamePrivate && (
          <p className="text-sm text-ink-soft">Not to be named outside the class, as the student chose.</p>
        )}
        <p className="text-sm text-ink-soft">The student sees that you have opened this page.</p>
      </PageHeader>
      {student.statements.length > 0 && (
        <div className="mb-5 flex flex-col gap-3">
          {student.statements.map((said) => (
            <StudentStatement key={said.statedAt} {...said} timeZone={timeZone} />
          ))}
        </div>
      )}
      <Outlook viewer={viewer} record={record} timeZone={timeZone} now={now} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Card as="div">
            <StudentFigures student={student} timeZone={timeZone} now={now} />
          </Card>
          <Card as="div">
            <StudentActivity days={days} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Card title="Notes" id="notes">
            <StudentNotes
              courseId={courseId}
              studentId={studentId}
              notes={notes}
              newNoteId={randomUUID()}
              timeZone={timeZone}
              today={today}
            />
          </Card>
          <Card title="Messages">
            <StudentMessages messages={messages} timeZone={timeZone} />
          </Card>
        </div>
      </div>
      <section aria-labelledby="lessons-title" className="mt-10 flex flex-col gap-4">
        <h2 id="lessons-title" className="font-serif text-2xl font-semibold">
          Lessons
        </h2>
        <StudentLessons lessons={lessons} timeZone={timeZone} />
      </section>
    </>
  );
}

type OutlookProps = { viewer: Viewer; record: StudentRecord; timeZone: string; now: string };

/** Who needs somebody, why, and what was done about it. */
async function Outlook({ viewer, record, timeZone, now }: OutlookProps) {
  const { course, student, standings, notes, messages } = record;
  const risk = begin(getStudentRisk(viewer, course, student.userId));
  const { summary } = await loadClass(viewer, course.id);
  return (
    <div className="mb-5 grid items-start gap-5 lg:grid-cols-3">
      <Card title="At risk" className="min-w-0">
        <PartBoundary what="What the at-risk list says">
          <Suspense fallback={<Waiting />}>
            <StudentRisk
              courseId={course.id}
              risk={risk}
              isLearning={student.status === 'ACTIVE'}
              timeZone={timeZone}
            />
          </Suspense>
        </PartBoundary>
      </Card>
      <Card title="Where the student stands" className="min-w-0">
        <StudentStanding
          student={student}
          summary={summary}
          spans={statusSpans(standings)}
          timeZone={timeZone}
          now={now}
        />
      </Card>
      <Card title="Contacts" className="min-w-0">
        <ContactSummary summary={summariseContacts(notes, messages)} timeZone={timeZone} />
      </Card>
    </div>
  );
}

const Waiting = () => (
  <Loading label="Loading…">
    <SkeletonText lines={3} />
  </Loading>
);
