import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { counted } from '@/lib/format';
import { pageHref } from '@/lib/page-query';
import type { FoundStudents } from '@/lib/records/find-students';

/** What came of a search: students, or why there are none to show. */
export type SearchAnswer = FoundStudents | { message: string };

type FoundListProps = { page: string; answer: SearchAnswer };

/** Students that a search found, each a link to the page for them. */
export function FoundList({ page, answer }: FoundListProps) {
  if ('message' in answer) return <Alert tone="caution" title={answer.message} />;
  const { students, total } = answer;
  if (total === 0)
    return <Alert tone="neutral" title="No student of your institution has such a name or address." />;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-ink-soft">
        {counted(total, 'student')} found
        {total > students.length && `; the first ${students.length} by name. More of the name finds fewer`}.
      </p>
      <ul className="divide-y rounded-card border bg-paper-raised">
        {students.map(({ id, name, email, keepsNamePrivate }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 px-3 py-2">
            <TextLink href={pageHref(page, { student: id })} prefetch={false}>
              {name}
            </TextLink>
            <span className="text-sm wrap-anywhere text-ink-soft">{email ?? 'no address'}</span>
            {keepsNamePrivate && <span className="text-xs text-ink-soft">not to be named outside</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
