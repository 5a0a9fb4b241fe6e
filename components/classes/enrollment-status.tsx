import { CircleCheck, CirclePlay, CircleX } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import type { EnrollmentStatus as Status } from '@/lib/classes/status-filter';

/** What the product calls the state of an enrolment, everywhere a class is shown. */
export const statusWords: Record<Status, string> = {
  ACTIVE: 'Active',
  COMPLETED: 'Completed',
  DROPPED: 'Withdrawn',
};

const signs = {
  ACTIVE: { tone: 'accent', icon: <CirclePlay /> },
  COMPLETED: { tone: 'positive', icon: <CircleCheck /> },
  DROPPED: { tone: 'neutral', icon: <CircleX /> },
} as const;

export const EnrollmentStatus = ({ status }: { status: Status }) => (
  <StatusBadge {...signs[status]}>{statusWords[status]}</StatusBadge>
);
