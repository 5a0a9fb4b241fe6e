import type { EmailMode } from './kinds';
import { afterQuiet, type QuietHours } from './quiet-hours';
import { addDays, momentOf, wallClock } from './wall-clock';

/** Digests go out at eight in the morning, weekly ones on Mondays, on the institution's wall clock. */
export const digestMinute = 8 * 60;
const monday = 1;

type Person = { quiet: QuietHours; timeZone: string };

/**
 * When an e-mail about something told at `now` is due (milliseconds since 1970): at once, or with the next digest;
 * in quiet hours when they end.
 */
export function emailDue(
  now: number,
  mode: Exclude<EmailMode, 'NEVER'>,
  { quiet, timeZone }: Person,
): number {
  return afterQuiet(mode === 'NOW' ? now : nextDigest(now, mode, timeZone), quiet, timeZone);
}

/** The first digest after `now`. */
export function nextDigest(now: number, mode: 'DAILY' | 'WEEKLY', timeZone: string): number {
  const today = wallClock(now, timeZone);
  const ahead = mode === 'DAILY' ? 0 : (monday - today.weekday + 7) % 7;
  const first = momentOf(addDays(today.day, ahead), digestMinute, timeZone);
  if (first > now) return first;
  return momentOf(addDays(today.day, ahead + (mode === 'DAILY' ? 1 : 7)), digestMinute, timeZone);
}
