import { randomUUID } from 'node:crypto';
import { MailPlus } from 'lucide-react';
import type { Metadata } from 'next';
import { EnrollmentStatus } from '@/components/classes/enrollment-status';
import { StudentActivity } from '@/components/classes/student-activity';
import { StudentFigures } from '@/components/classes/student-figures';
import { StudentLessons } from '@/components/classes/student-lessons';
import { messagesHref } from '@/components/messages/messages-href';
import { StudentMessages } from '@/components/messages/student-messages';
import { StudentNotes } from '@/components/messages/student-notes';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { todayIn } from '@/lib/days';
import { getStudentRecord } from '@/lib/messages/student-record';

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
          student.status !== 'DROPPED' && (
            <LinkButton href={messagesHref(courseId, { students: [studentId] })}>
              <MailPlus /> Write a message
            </LinkButton>
          )
        }
      >
        <EnrollmentStatus status={student.status} />
        <p className="text-sm text-ink-soft">The student sees that you have opened this page.</p>
      </PageHeader>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Card as="div">
            <StudentFigures student={student} timeZone={timeZone} now={new Date().toISOString()} />
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
