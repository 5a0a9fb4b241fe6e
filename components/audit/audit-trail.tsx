import { ScrollText, SearchX } from 'lucide-react';
import { RefusedPage } from '@/components/page/refused-page';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import type { AuditQuery } from '@/lib/audit/query';
import { Refusal } from '@/lib/errors';
import { counted } from '@/lib/format';
import type { TrailPage } from '@/lib/oversight/open-trail';
import { auditHref, isNarrowed } from './audit-links';
import { AuditTable } from './audit-table';

type AuditTrailProps = { query: AuditQuery; page: Promise<TrailPage | Refusal>; timeZone: string };

/** One page of the trail, newest first, or what there is instead. */
export async function AuditTrail({ query, page, timeZone }: AuditTrailProps) {
  const answer = await page;
  const firstPage = auditHref(query);
  if (answer instanceof Refusal) return <RefusedPage message={answer.message} firstPage={firstPage} />;
  const { entries, nextCursor, names } = answer;
  if (entries.length === 0) return <NoEntries query={query} />;
  return (
    <div className="flex flex-col gap-3">
      {isOfStudent(query) && <WithoutClasses query={query} />}
      <AuditTable entries={entries} names={names} query={query} timeZone={timeZone} />
      <Pagination
        label="Pages of the trail"
        nextHref={nextCursor && auditHref(query, { cursor: nextCursor })}
        summary={
          <>
            {counted(entries.length, 'event')}
            {query.scope && ' of the whole installation, which every institution in it sees,'} on this page,
            newest first
            {query.cursor && (
              <>
                {' · '}
                <TextLink href={firstPage}>First page</TextLink>
              </>
            )}
          </>
        }
      />
    </div>
  );
}

const isOfStudent = ({ student, studentId }: AuditQuery) => student !== undefined || studentId !== undefined;

/** The trail names a class where a class was looked at: who is asked after here may have been in it. */
function WithoutClasses({ query: { studentId } }: { query: AuditQuery }) {
  return (
    <p className="text-sm text-ink-soft">
      These are events about the student by name. Looks at and downloads of whole classes are filed under the
      class; a{' '}
      {studentId ? (
        <TextLink href={`/admin/audit/records/${studentId}`} prefetch={false}>
          student’s timeline
        </TextLink>
      ) : (
        <TextLink href="/admin/people" prefetch={false}>
          student’s timeline
        </TextLink>
      )}{' '}
      has them too.
    </p>
  );
}

function NoEntries({ query }: { query: AuditQuery }) {
  const { from, until, cursor } = query;
  if (!isNarrowed(query) && cursor === undefined) {
    return (
      <EmptyState icon={<ScrollText />} title="Nothing is recorded yet">
        <p>From the first sign-in on, every change and every look at a record leaves an entry here.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing matches"
      action={
        <LinkButton href="/admin/audit" variant="secondary">
          Show the whole trail
        </LinkButton>
      }
    >
      <p>
        {from && until && from > until
          ? 'The first day lies after the last one.'
          : 'The trail has entries, but none like that. Try more days, or fewer filters.'}
      </p>
      {isOfStudent(query) && <WithoutClasses query={query} />}
    </EmptyState>
  );
}
