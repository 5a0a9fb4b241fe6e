import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { counted } from '@/lib/format';
import type { FollowUpCounts } from '@/lib/messages/open-follow-ups';
import { messagesHref } from './messages-href';

type FollowUpsDueProps = { courseId: string; counts: FollowUpCounts };

/** On the page of a class: that somebody meant to come back to a student and the day is over. Nothing where all is in time. */
export function FollowUpsDue({ courseId, counts: { open, overdue } }: FollowUpsDueProps) {
  if (overdue === 0) return null;
  return (
    <Alert
      tone="caution"
      title={`${counted(overdue, 'follow-up')} overdue`}
      className="mb-5 print:hidden"
      actions={
        <LinkButton href={messagesHref(courseId, {}, '#follow-ups')} variant="secondary" size="sm">
          Open follow-ups
        </LinkButton>
      }
    >
      <p>
        Of {counted(open, 'open follow-up')} in notes about students of this class. On the student’s page its
        author can say that it is done, or choose a later day.
      </p>
    </Alert>
  );
}
