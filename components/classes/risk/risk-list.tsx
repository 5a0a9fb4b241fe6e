import { CircleCheck, Hourglass } from 'lucide-react';
import { messagesHref } from '@/components/messages/messages-href';
import { RefusedPage } from '@/components/page/refused-page';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import type { AtRiskPage, AtRiskQuery } from '@/lib/classes/risk/schema';
import { Refusal } from '@/lib/errors';
import { count, counted, date, dateTime } from '@/lib/format';
import { LeftList } from './left-list';
import { RiskControls } from './risk-controls';
import { riskHref } from './risk-links';
import { RiskMethod } from './risk-method';
import { RiskRow } from './risk-row';

type RiskListProps = {
  courseId: string;
  query: AtRiskQuery;
  page: Promise<AtRiskPage | Refusal>;
  timeZone: string;
};

/** The at-risk list of one day, or why there is none. */
export async function RiskList({ courseId, query, page: pending, timeZone }: RiskListProps) {
  const page = await pending;
  const firstPage = riskHref(courseId, query);
  if (page instanceof Refusal) return <RefusedPage message={page.message} firstPage={firstPage} />;
  const { students, nextCursor, notEnough, totals, comparedWith } = page;
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-reading text-sm text-ink-soft">{sampleOf(page, timeZone)}</p>
      <RiskMethod page={page} />
      <RiskControls courseId={courseId} query={query} page={page} />
      {notEnough ? (
        <EmptyState icon={<Hourglass />} title="Not enough data yet" headingLevel={3}>
          <p>There is no list for this day: {notEnough}.</p>
        </EmptyState>
      ) : (
        <>
          {students.length > 1 && (
            <div className="print:hidden">
              <LinkButton href={messagesHref(courseId, { students: students.map(({ userId }) => userId) })}>
                Write to these {count(students.length)}
              </LinkButton>
            </div>
          )}
          {students.length === 0 && <NobodyHere courseId={courseId} query={query} listed={totals.listed} />}
          <ol aria-label="Students who may need help, highest score first" className="flex flex-col gap-3">
            {students.map((student) => (
              <RiskRow key={student.userId} courseId={courseId} student={student} limits={page.weights} />
            ))}
          </ol>
          <Pagination
            label="Pages of the at-risk list"
            nextHref={nextCursor && riskHref(courseId, query, { cursor: nextCursor })}
            summary={query.cursor && <TextLink href={firstPage}>First page</TextLink>}
          />
          {comparedWith && (
            <section aria-labelledby="left-title" className="flex flex-col gap-3">
              <h3 id="left-title" className="font-serif text-xl font-semibold">
                Left the list within the week
              </h3>
              <LeftList {...page} />
            </section>
          )}
        </>
      )}
    </div>
  );
}

function sampleOf(page: AtRiskPage, timeZone: string): string {
  const { asOf, workedOutAt, comparedWith, totals, notEnough, shownAtMost } = page;
  const day = (value: string) => date(value, 'UTC');
  const made = workedOutAt ? ` Worked out on ${dateTime(workedOutAt, timeZone)}.` : '';
  if (notEnough) return `As of the end of ${day(asOf)}.${made}`;
  const compared = comparedWith
    ? `, compared with ${day(comparedWith)}`
    : '; there is no comparison with the week before';
  const cut =
    shownAtMost !== null && totals.listed > shownAtMost
      ? ` The ${count(shownAtMost)} with the highest scores are shown.`
      : '';
  return `As of the end of ${day(asOf)}: ${count(totals.listed)} of ${counted(totals.judged, 'student')} who were enrolled and still learning that day${compared}.${cut}${made}`;
}

function NobodyHere({
  courseId,
  query,
  listed,
}: Pick<RiskListProps, 'courseId' | 'query'> & { listed: number }) {
  const narrowed = query.show !== undefined && listed > 0;
  return (
    <EmptyState
      icon={<CircleCheck />}
      title={narrowed ? 'Nobody here this week' : 'Nobody stands out'}
      headingLevel={3}
      action={
        narrowed && (
          <LinkButton href={riskHref(courseId, query, { show: undefined })} variant="secondary">
            Show the whole list
          </LinkButton>
        )
      }
    >
      <p>
        {narrowed
          ? 'No student of the list is new or worse in this way.'
          : 'No student falls clearly behind what is usual in this class.'}
      </p>
    </EmptyState>
  );
}
