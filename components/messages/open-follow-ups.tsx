import { TextLink } from '@/components/ui/text-link';
import { counted } from '@/lib/format';
import type { FollowUpCounts, OpenFollowUp } from '@/lib/messages/open-follow-ups';
import { FollowUpBadge } from './follow-up-badge';

type OpenFollowUpsProps = {
  courseId: string;
  followUps: readonly OpenFollowUp[];
  counts: FollowUpCounts;
};

/** Whom those who answer for a class meant to come back to, overdue ones first. */
export function OpenFollowUps({ courseId, followUps, counts }: OpenFollowUpsProps) {
  if (followUps.length === 0) {
    return (
      <p className="text-sm text-ink-soft">
        None. Write a note on a student’s page and give it a date, and the student appears here.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-soft">
        {counted(counts.open, 'follow-up')}, {counts.overdue === 0 ? 'none' : counts.overdue} overdue.
        {followUps.length < counts.open && ` The earliest ${followUps.length} are shown.`}
      </p>
      <ul className="flex flex-col gap-3">
        {followUps.map(({ noteId, studentId, name, authorName, ...followUp }) => (
          <li key={noteId} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <FollowUpBadge {...followUp} />
            <TextLink href={`/teach/${courseId}/students/${studentId}#notes`}>{name}</TextLink>
            <span className="text-sm text-ink-soft">noted by {authorName}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
