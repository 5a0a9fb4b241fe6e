import { Eye } from 'lucide-react';
import { actionWords } from '@/components/audit/action-words';
import { Outcome } from '@/components/audit/outcome';
import { RefusedPage } from '@/components/page/refused-page';
import { roleNames } from '@/components/shell/navigation';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { Refusal } from '@/lib/errors';
import { count, counted, date, dateTime, timeOfDay } from '@/lib/format';
import { pageHref } from '@/lib/page-query';
import type { Disclosure, DisclosurePage } from '@/lib/records/disclosures';
import { type Occasion, occasionsOf } from '@/lib/records/occasions';
import { isRecordLevel } from '@/lib/records/schema';
import { groundNotes, isGround, levelWords } from './words';

type DisclosureListProps = {
  page: DisclosurePage | Refusal | Promise<DisclosurePage | Refusal>;
  /** Where its pages are. */
  path: string;
  caption: string;
  /** What is said where there is none. */
  none: string;
  /** Whether it begins somewhere in the middle. */
  isLater: boolean;
  timeZone: string;
};

/** Who looked at a record, when and why, page by page. */
export async function DisclosureList({ page, path, caption, none, isLater, timeZone }: DisclosureListProps) {
  const answer = await page;
  if (answer instanceof Refusal) return <RefusedPage message={answer.message} firstPage={path} />;
  const { items, nextCursor } = answer;
  if (items.length === 0) {
    return (
      <EmptyState icon={<Eye />} title={none}>
        <p>Whoever opens it, or a list of a class in it, appears here at once, with the reason given.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <DisclosureTable items={items} timeZone={timeZone} caption={caption} />
      <Pagination
        label="Pages of the list"
        firstHref={isLater ? path : null}
        nextHref={nextCursor && pageHref(path, { cursor: nextCursor })}
        summary={`${counted(items.length, 'entry', 'entries')} on this page, newest first; those that go together share a line`}
      />
    </div>
  );
}

type DisclosureTableProps = { items: readonly Disclosure[]; timeZone: string; caption: string };

/** Looks at a record as a table. */
const DisclosureTable = ({ items, timeZone, caption }: DisclosureTableProps) => (
  <Table caption={caption} captionHidden tall stacked>
    <thead>
      <tr>
        <HeadCell className="sticky left-0 z-20">When</HeadCell>
        <HeadCell>Who</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell>Outcome</HeadCell>
      </tr>
    </thead>
    <tbody>
      {occasionsOf(items).map((occasion) => (
        <DisclosureRow key={occasion.look.id} occasion={occasion} timeZone={timeZone} />
      ))}
    </tbody>
  </Table>
);

function DisclosureRow({ occasion, timeZone }: { occasion: Occasion; timeZone: string }) {
  const { look, times, since } = occasion;
  const { at, who, role, action, course, level, ground, purpose, justification, outcome } = look;
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 min-w-28 bg-paper-raised font-normal group-hover:bg-paper-sunken"
      >
        <time dateTime={at}>{dateTime(at, timeZone)}</time>
        {times > 1 && (
          <span className="block text-xs text-ink-soft">
            {count(times)} times since <time dateTime={since}>{sinceWords(since, at, timeZone)}</time>
          </span>
        )}
      </HeadCell>
      <Cell label="Who">
        {who ?? 'Syllabase'}
        {role && <span className="block text-xs text-ink-soft">{asWhat(look, role)}</span>}
      </Cell>
      <Cell label="What" className="min-w-44">
        {actionWords(action) ?? action}
        {course && (
          <span className="block text-xs text-ink-soft">{course}; you may have been on the page</span>
        )}
        {isGround(ground) && <span className="block text-xs text-ink-soft">{groundNotes[ground]}</span>}
        {isRecordLevel(level) && (
          <span className="block text-xs text-ink-soft">shown: {levelWords[level]}</span>
        )}
      </Cell>
      <Cell label="Why" className="min-w-56">
        {purpose && <p className="font-semibold">{purpose}</p>}
        {justification}
        {!purpose && !justification && <span className="text-ink-soft">{unsaidReason(look)}</span>}
      </Cell>
      <Cell label="Outcome">
        <Outcome outcome={outcome} />
      </Cell>
    </tr>
  );
}

/** The day is left out where it is that of the newest look. */
const sinceWords = (since: string, newest: string, timeZone: string): string =>
  date(since, timeZone) === date(newest, timeZone) ? timeOfDay(since, timeZone) : dateTime(since, timeZone);

/** Whoever has a student's role and acts on another's record is a guardian, but on a ground that says something else. */
const isByGuardian = ({ role, outcome, ground }: Disclosure): boolean =>
  role === 'STUDENT' && outcome === 'ALLOWED' && (ground ?? 'GUARDIAN') === 'GUARDIAN';

/** As what somebody looked: what lets them look, where that is no role of theirs. */
function asWhat(look: Disclosure, role: NonNullable<Disclosure['role']>): string {
  if (look.ground === 'CONSENT') return 'Named in a consent';
  return isByGuardian(look) ? 'Guardian' : roleNames[role];
}

/** Whoever has an office in the record gives no reason each time. */
function unsaidReason(look: Disclosure): string {
  const { course, role, who, outcome } = look;
  if (outcome === 'DENIED') return 'none was given';
  if (course || role === 'INSTRUCTOR') return 'teaching or running the course';
  if (role === 'ADMIN') return 'keeping the institution’s records';
  if (isByGuardian(look)) return 'using the rights in the record';
  return who === null ? 'done by the product itself' : 'none was given';
}
