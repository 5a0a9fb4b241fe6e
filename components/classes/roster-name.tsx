import { IntentLink } from '@/components/ui/intent-link';
import type { ListedStudent } from '@/lib/classes/schema';

/** A student's name in the class list, and what goes with it on paper too. */
export function RosterName({ courseId, student }: { courseId: string; student: ListedStudent }) {
  const { userId, name, keepsNamePrivate, statements } = student;
  return (
    <>
      <IntentLink
        href={`/teach/${courseId}/students/${userId}`}
        className="inline-flex min-h-6 items-center hover:text-accent hover:underline"
      >
        {name}
      </IntentLink>
      {keepsNamePrivate && <Mark>Not to be named outside</Mark>}
      {statements.map(({ contested, statement, statedAt }) => (
        <Mark key={statedAt}>
          <span className="line-clamp-2 print:line-clamp-none">Contests: {contested}</span>
          <span className="hidden whitespace-pre-line print:inline">{statement}</span>
        </Mark>
      ))}
    </>
  );
}

const Mark = ({ children }: { children: React.ReactNode }) => (
  <span className="block text-xs font-normal wrap-anywhere text-ink-soft">{children}</span>
);
