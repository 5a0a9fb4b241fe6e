import { CalendarClock, CalendarX, CircleCheck } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { date } from '@/lib/format';
import type { StudentNote } from '@/lib/messages/schema';

type FollowUpBadgeProps = Pick<StudentNote, 'followUpOn' | 'isOverdue'> & { isDone?: boolean };

/** When somebody wanted to come back to a student, and whether that is done or late; nothing where there is no day. */
export function FollowUpBadge({ followUpOn, isOverdue, isDone = false }: FollowUpBadgeProps) {
  if (!followUpOn) return null;
  if (isDone) {
    return (
      <StatusBadge tone="positive" icon={<CircleCheck />}>
        Followed up
      </StatusBadge>
    );
  }
  const day = <time dateTime={followUpOn}>{date(followUpOn, 'UTC')}</time>;
  return isOverdue ? (
    <StatusBadge tone="critical" icon={<CalendarX />}>
      <span>Overdue since {day}</span>
    </StatusBadge>
  ) : (
    <StatusBadge tone="accent" icon={<CalendarClock />}>
      <span>Follow up on {day}</span>
    </StatusBadge>
  );
}
