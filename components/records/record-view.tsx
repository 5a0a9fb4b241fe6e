import { ConfidentialView } from '@/components/confidential/confidential-view';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { date, dateTime, duration, percent } from '@/lib/format';
import type { AccessAnswer, CourseRecord } from '@/lib/records/schema';
import { RecordDays } from './record-days';
import { RecordNotes } from './record-notes';
import { StudentStatement } from './student-statement';
import { groundWords, levelWords, scopeWords } from './words';

type RecordViewProps = { answer: AccessAnswer; timeZone: string };

/** A record as far as it was given, and why it was. */
export function RecordView({ answer, timeZone }: RecordViewProps) {
  const { record, asked, level, ground, notice } = answer;
  const { student, person, courses, statements = [], activity, confidential, notes } = record;
  return (
    <section aria-live="polite" className="flex flex-col gap-5">
      <Alert tone="accent" title={`${levelWords[level]}: ${groundWords[ground]}.`}>
        {asked !== level && `You asked for “${scopeWords[asked]}”; on this ground it goes no further. `}
        {notice} The student sees that you looked, for which purpose and why.
      </Alert>
      <Card title={student.name}>
        <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_1fr]">
          <Fact term="Institution" value={student.institution} />
          {student.keepsNamePrivate && <Fact term="Name outside" value="not to be given out" />}
          {person && (
            <>
              <Fact term="Given name" value={person.givenName} />
              <Fact term="Family name" value={person.familyName} />
              <Fact term="E-mail" value={person.email} />
              <Fact term="Id in the student system" value={person.sourcedId} />
              <Fact
                term="Last signed in"
                value={person.lastActiveAt && dateTime(person.lastActiveAt, timeZone)}
              />
            </>
          )}
        </dl>
      </Card>
      {statements.map(({ contested, courseId, statement, statedAt }) => (
        <StudentStatement
          key={statedAt}
          contested={contestedIn(contested, courseId, courses)}
          statement={statement}
          statedAt={statedAt}
          timeZone={timeZone}
        />
      ))}
      {confidential && <ConfidentialView details={confidential} />}
      {courses && <CourseTable courses={courses} timeZone={timeZone} />}
      {notes && <RecordNotes notes={notes} courses={courses ?? []} timeZone={timeZone} />}
      {activity && <RecordDays activity={activity} courses={courses ?? []} />}
    </section>
  );
}

function Fact({ term, value }: { term: string; value: string | null }) {
  return (
    <div className="sm:contents">
      <dt className="text-ink-soft">{term}</dt>
      <dd className="font-semibold wrap-anywhere">{value ?? 'not known'}</dd>
    </div>
  );
}

const statusWords = { ACTIVE: 'Active', COMPLETED: 'Completed', DROPPED: 'Withdrawn' } as const;

function CourseTable({ courses, timeZone }: { courses: CourseRecord[]; timeZone: string }) {
  if (courses.length === 0) return <p className="text-ink-soft">No enrolment that you may see.</p>;
  const isAcademic = courses[0]?.academic !== undefined;
  return (
    <Table caption="Enrolments" stacked>
      <thead>
        <tr>
          <HeadCell className="sticky left-0">Course</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell numeric>Enrolled</HeadCell>
          <HeadCell numeric>Completion</HeadCell>
          {isAcademic && (
            <>
              <HeadCell numeric>Sections</HeadCell>
              <HeadCell numeric>Time</HeadCell>
              <HeadCell numeric>Felt difficulty</HeadCell>
              <HeadCell numeric>Comprehension</HeadCell>
              <HeadCell numeric>Last activity</HeadCell>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {courses.map((course) => (
          <tr key={course.courseId}>
            <HeadCell scope="row" className="sticky left-0 bg-paper-raised">
              {course.title}
              {course.code && <span className="block text-xs font-normal text-ink-soft">{course.code}</span>}
            </HeadCell>
            <Cell label="Status">{statusWords[course.status]}</Cell>
            <Cell label="Enrolled" numeric>
              {date(course.enrolledAt, timeZone)}
            </Cell>
            <Cell label="Completion" numeric>
              {percent(course.completion * 100, 1)}
            </Cell>
            {course.academic && <AcademicCells academic={course.academic} timeZone={timeZone} />}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type AcademicCellsProps = { academic: NonNullable<CourseRecord['academic']>; timeZone: string };

function AcademicCells({ academic, timeZone }: AcademicCellsProps) {
  const { sectionsCompleted, sectionsRequired, timeSpent, perceivedDifficulty, comprehension } = academic;
  const { lastActivityAt } = academic;
  return (
    <>
      <Cell label="Sections" numeric>
        {sectionsCompleted} of {sectionsRequired}
      </Cell>
      <Cell label="Time" numeric>
        {duration(timeSpent)}
      </Cell>
      <Cell label="Felt difficulty" numeric>
        {perceivedDifficulty === null ? '–' : `${perceivedDifficulty} of 5`}
      </Cell>
      <Cell label="Comprehension" numeric>
        {comprehension === null ? '–' : percent(comprehension * 100, 1)}
      </Cell>
      <Cell label="Last activity" numeric>
        {lastActivityAt ? date(lastActivityAt, timeZone) : 'never'}
      </Cell>
    </>
  );
}

function contestedIn(contested: string, courseId: string | null, courses: readonly CourseRecord[] = []) {
  const course = courses.find((one) => one.courseId === courseId);
  return course ? `${contested}, in ${course.code ?? course.title}` : contested;
}
