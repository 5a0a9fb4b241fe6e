import { TextLink } from '@/components/ui/text-link';
import { date } from '@/lib/format';
import type { OpenFollowUp } from '@/lib/messages/open-follow-ups';

type OpenFollowUpsProps = { courseId: string; followUps: readonly OpenFollowUp[] };

/** Whom those who answer for a class meant to come back to. */
export function OpenFollowUps({ courseId, followUps }: OpenFollowUpsProps) {
  if (followUps.length === 0) {
    return (
      <p className="text-sm text-ink-soft">
        None. Write a note on a student’s page and give it a date, and the student appears here.
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2">
      {followUps.map(({ noteId, studentId, name, followUpOn, authorName }) => (
        <li key={noteId} className="flex flex-wrap items-baseline gap-x-3">
          <time dateTime={followUpOn} className="w-28 text-sm tabular-nums">
            {date(followUpOn, 'UTC')}
          </time>
          <TextLink href={`/teach/${courseId}/students/${studentId}#notes`}>{name}</TextLink>
          <span className="text-sm text-ink-soft">noted by {authorName}</span>
        </li>
      ))}
    </ul>
  );
}
