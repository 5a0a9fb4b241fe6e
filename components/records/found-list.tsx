import { roleName } from '@/components/shell/navigation';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { counted } from '@/lib/format';
import { pageHref } from '@/lib/page-query';
import type { FoundPeople, FoundPerson } from '@/lib/records/find-people';

/** What came of a search: people, or why there are none to show. */
export type SearchAnswer = FoundPeople | { message: string };

type FoundListProps = { page: string; fragment: string; answer: SearchAnswer };

/** People that a search found; whoever is a student, or was one, is a link to the page for that record. */
export function FoundList({ page, fragment, answer }: FoundListProps) {
  if ('message' in answer) return <Alert tone="caution" title={answer.message} />;
  const { people, total } = answer;
  if (total === 0)
    return <Alert tone="neutral" title="Nobody at your institution has such a name or address." />;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-ink-soft">
        {counted(total, 'person', 'people')} found
        {total > people.length && `; the first ${people.length} by name. More of the name finds fewer`}.
      </p>
      <ul className="divide-y rounded-card border bg-paper-raised">
        {people.map((person) => (
          <FoundItem
            key={person.id}
            person={person}
            href={pageHref(page, { student: person.id }, fragment)}
          />
        ))}
      </ul>
    </div>
  );
}

function FoundItem({ person, href }: { person: FoundPerson; href: string }) {
  const { name, email, role, hasRecord, keepsNamePrivate, leftAt } = person;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-3 py-2">
      {hasRecord ? (
        <TextLink href={href} prefetch={false}>
          {name}
        </TextLink>
      ) : (
        <span>{name}</span>
      )}
      <span className="text-sm text-ink-soft">{roleName(person)}</span>
      <span className="text-sm wrap-anywhere text-ink-soft">{email ?? 'no address'}</span>
      {!hasRecord && <span className="text-xs text-ink-soft">never a student here: no record</span>}
      {hasRecord && role !== 'STUDENT' && <span className="text-xs text-ink-soft">was a student</span>}
      {leftAt && <span className="text-xs text-ink-soft">has left</span>}
      {keepsNamePrivate && <span className="text-xs text-ink-soft">not to be named outside</span>}
    </li>
  );
}
