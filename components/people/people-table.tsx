import { roleName } from '@/components/shell/navigation';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { ListedPerson } from '@/lib/access/people';
import { date, relative } from '@/lib/format';
import { PersonState } from './person-state';

type PeopleTableProps = { people: ListedPerson[]; now: string; timeZone: string };

/** People of an institution by name. */
export function PeopleTable({ people, now, timeZone }: PeopleTableProps) {
  return (
    <Table caption="People of your institution" captionHidden tall stacked>
      <thead>
        <tr>
          <HeadCell className="sticky left-0 z-20">Name</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>E-mail</HeadCell>
          <HeadCell numeric>Last signed in</HeadCell>
          <HeadCell>In confidence</HeadCell>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} now={now} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function PersonRow({
  person,
  now,
  timeZone,
}: { person: ListedPerson } & Pick<PeopleTableProps, 'now' | 'timeZone'>) {
  const { name, email, hasRecord, leftAt, disabledAt, keepsNamePrivate, lastActiveAt } = person;
  const since = leftAt ?? disabledAt;
  const active = lastActiveAt === null ? null : relative(lastActiveAt, now, timeZone);
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 max-w-36 min-w-36 bg-paper-raised align-top group-hover:bg-paper-sunken sm:max-w-72 sm:min-w-52"
      >
        {hasRecord ? (
          <TextLink href={`/admin/records?student=${person.id}`} prefetch={false} title="Ask for the record">
            {name}
          </TextLink>
        ) : (
          name
        )}
        {keepsNamePrivate && (
          <span className="block text-xs font-normal text-ink-soft">not to be named outside</span>
        )}
      </HeadCell>
      <Cell label="Role">{roleName(person)}</Cell>
      <Cell label="Status" className="whitespace-nowrap">
        <PersonState leftAt={leftAt} disabledAt={disabledAt} />
        {since && <span className="block text-xs text-ink-soft">since {date(since, timeZone)}</span>}
      </Cell>
      <Cell label="E-mail">{email ?? <span className="text-ink-soft">no address</span>}</Cell>
      <Cell label="Last signed in" numeric>
        {active ? (
          <time dateTime={lastActiveAt ?? undefined} title={active.title}>
            {active.text}
          </time>
        ) : (
          <span className="text-ink-soft">never</span>
        )}
      </Cell>
      <Cell>
        {hasRecord && (
          <TextLink
            href={`/admin/people/${person.id}`}
            prefetch={false}
            aria-label={`Confidential details of ${name}`}
          >
            Details
          </TextLink>
        )}
      </Cell>
    </tr>
  );
}
