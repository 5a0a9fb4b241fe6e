import { StatusBadge } from '@/components/ui/badge';
import { counted, date } from '@/lib/format';
import type { Inspection } from '@/lib/records/inspection/schema';

/** How a request to inspect a record stands against its 45 days. */
export function InspectionState({ inspection: { withdrawnAt, clock } }: { inspection: Inspection }) {
  if (withdrawnAt) return <StatusBadge>Taken back</StatusBadge>;
  const { state, day, dueOn } = clock;
  if (state === 'ANSWERED') return <StatusBadge tone="positive">Answered</StatusBadge>;
  if (state === 'ANSWERED_LATE') return <StatusBadge tone="critical">Answered late, day {day}</StatusBadge>;
  if (state === 'OVERDUE')
    return <StatusBadge tone="critical">{counted(day - 45, 'day')} overdue</StatusBadge>;
  if (state === 'DUE_TODAY') return <StatusBadge tone="caution">Due today</StatusBadge>;
  return (
    <StatusBadge tone="accent">
      Day {day} of 45, answer by {date(dueOn, 'UTC')}
    </StatusBadge>
  );
}
