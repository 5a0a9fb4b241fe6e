import { SearchX, Users } from 'lucide-react';
import { RefusedPage } from '@/components/page/refused-page';
import { EmptyState } from '@/components/ui/empty-state';
import { HashFocus } from '@/components/ui/hash-focus';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { TextLink, textLinkStyles } from '@/components/ui/text-link';
import type { RosterPage, RosterPageQuery } from '@/lib/classes/schema';
import { Refusal } from '@/lib/errors';
import { count, counted } from '@/lib/format';
import { LearningNote } from './learning-note';
import { exportHref, rosterHref } from './roster-links';
import { RosterTable } from './roster-table';

type RosterProps = {
  courseId: string;
  query: RosterPageQuery;
  page: Promise<RosterPage | Refusal>;
  timeZone: string;
  now: string;
};

/** One page of the class list, or what there is instead. */
export async function Roster({ courseId, query, page, timeZone, now }: RosterProps) {
  const answer = await page;
  const firstPage = rosterHref(courseId, query);
  if (answer instanceof Refusal) return <RefusedPage message={answer.message} firstPage={firstPage} />;
  const { students, previousCursor, nextCursor, total } = answer;
  if (students.length === 0) return <NoStudents courseId={courseId} query={query} />;
  return (
    <div className="flex flex-col gap-3">
      {showsLearning(query) && <LearningNote now={now} timeZone={timeZone} />}
      <RosterTable courseId={courseId} query={query} students={students} now={now} timeZone={timeZone} />
      {students.length < total && (
        <p className="hidden text-sm text-ink-soft print:block">
          This page has {count(students.length)} of {counted(total, 'student')}; the CSV has all of them.
        </p>
      )}
      {query.cursor && <HashFocus key={query.cursor} id="roster" />}
      <Pagination
        label="Pages of the class list"
        previousHref={previousCursor && rosterHref(courseId, query, { cursor: previousCursor })}
        nextHref={nextCursor && rosterHref(courseId, query, { cursor: nextCursor })}
        summary={
          <>
            {students.length === total
              ? counted(total, 'student')
              : `${count(students.length)} of ${counted(total, 'student')} on this page`}
            {query.cursor && (
              <>
                {' · '}
                <TextLink href={firstPage}>First page</TextLink>
              </>
            )}
            {(query.status || query.q) && (
              <>
                {' · '}
                <a href={exportHref(courseId, query)} download className={textLinkStyles}>
                  These students (CSV)
                </a>
              </>
            )}
          </>
        }
      />
    </div>
  );
}

const showsLearning = ({ status, sort, columns }: RosterPageQuery): boolean =>
  status?.learning !== undefined || sort === 'learning' || columns?.includes('learning') === true;

function NoStudents({ courseId, query }: Pick<RosterProps, 'courseId' | 'query'>) {
  if (!query.q && !query.status && !query.cursor) {
    return (
      <EmptyState icon={<Users />} title="Nobody is enrolled yet" headingLevel={3}>
        <p>Students appear here as soon as they enrol or a roster is imported.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title="No student matches"
      headingLevel={3}
      action={
        <LinkButton href={`/teach/${courseId}#roster`} variant="secondary">
          Show everybody
        </LinkButton>
      }
    >
      <p>Try another status, or a shorter part of the name.</p>
      {query.status?.learning && (
        <p>A learning status needs more than ten current students, and some sections and time of each.</p>
      )}
    </EmptyState>
  );
}
