import {
  CalendarClock,
  CalendarDays,
  FileCheck,
  GraduationCap,
  Hourglass,
  Inbox,
  Mail,
  ShieldAlert,
  UserCheck,
} from 'lucide-react';
import type { NotificationKind } from '@/lib/notifications/kinds';

const icons = {
  MESSAGE: Mail,
  COURSE_COMPLETED: GraduationCap,
  WEEKLY_SUMMARY: CalendarDays,
  REMINDER: Hourglass,
  RECORD_DECISION: FileCheck,
  RECORD_OPENED: ShieldAlert,
  CONSENT: UserCheck,
  EMERGENCY_REVIEW: ShieldAlert,
  RECORDS_WAITING: Inbox,
  FOLLOW_UP: CalendarClock,
} satisfies Record<NotificationKind, unknown>;

export function KindIcon({ kind }: { kind: NotificationKind }) {
  const Icon = icons[kind];
  return <Icon className="size-5" />;
}
