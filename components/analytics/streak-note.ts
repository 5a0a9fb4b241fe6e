import type { Streak } from '@/lib/analytics/streak';
import { counted } from '@/lib/format';

/** What stands beside days in a row. Today does not count against anybody before it is over. */
export function streakNote({ days, studiedToday, longest }: Streak): string {
  if (longest === 0) return 'A day counts once you have studied on it.';
  const best = `longest so far: ${counted(longest, 'day')}`;
  if (days === 0) return best;
  return studiedToday ? `today included; ${best}` : `today still open; ${best}`;
}
