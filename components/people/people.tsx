import { SearchX } from 'lucide-react';
import { RefusedPage } from '@/components/page/refused-page';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { TextLink } from '@/components/ui/text-link';
import type { PeoplePage, PeopleQuery } from '@/lib/access/people';
import { Refusal } from '@/lib/errors';
import { count, counted } from '@/lib/format';
import { peopleHref } from './people-links';
import { PeopleTable } from './people-table';

type PeopleProps = { query: PeopleQuery; page: Promise<PeoplePage | Refusal>; now: string; timeZone: string };

const persons = (total: number) => counted(total, 'person', 'people');

/** One page of the people, or what there is instead. An institution has at least the administrator who looks. */
export async function People({ query, page, now, timeZone }: PeopleProps) {
  const answer = await page;
  const firstPage = peopleHref(query);
  if (answer instanceof Refusal) return <RefusedPage message={answer.message} firstPage={firstPage} />;
  const { people, nextCursor, total } = answer;
  if (people.length === 0) return <Nobody haveLeft={query.state === 'left' && !query.q && !query.role} />;
  return (
    <div className="flex flex-col gap-3">
      <PeopleTable people={people} now={now} timeZone={timeZone} />
      <Pagination
        label="Pages of the people"
        nextHref={nextCursor && peopleHref(query, { cursor: nextCursor })}
        summary={
          <>
            {people.length === total ? persons(total) : `${count(people.length)} of ${persons(total)}`}
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

const Nobody = ({ haveLeft }: { haveLeft: boolean }) => (
  <EmptyState
    icon={<SearchX />}
    title={haveLeft ? 'Nobody has left' : 'Nobody matches'}
    action={
      <LinkButton href="/admin/people" variant="secondary">
        Show everybody
      </LinkButton>
    }
  >
    <p>
      {haveLeft
        ? 'Whoever leaves the institution is listed here. The record stays, and so do the rights in it.'
        : 'Try a shorter part of the name, or another role or status.'}
    </p>
  </EmptyState>
);
