import { offsetAt, wallClock } from './wall-clock';

/** Minutes of the day on the wall clock; from the one up to, but without, the other. The same minute twice: never. */
export type QuietHours = { fromMinute: number; untilMinute: number };

/** Unless somebody chose otherwise: from ten in the evening to seven in the morning. */
export const usualQuietHours: QuietHours = { fromMinute: 22 * 60, untilMinute: 7 * 60 };

/** What a row of quiet_hours says, or its absence. */
export const quietHoursOf = ({
  fromMinute,
  untilMinute,
}: {
  fromMinute: number | null;
  untilMinute: number | null;
}): QuietHours =>
  fromMinute === null || untilMinute === null ? usualQuietHours : { fromMinute, untilMinute };

const minute = 60_000;
const minutesADay = 24 * 60;
/** Clocks are never changed by more than this, in minutes. */
const mostChange = 180;

/** Whether e-mail has to wait at a minute of the day. */
export function isQuiet(minuteOfDay: number, { fromMinute, untilMinute }: QuietHours): boolean {
  if (fromMinute <= untilMinute) return minuteOfDay >= fromMinute && minuteOfDay < untilMinute;
  return minuteOfDay >= fromMinute || minuteOfDay < untilMinute;
}

/**
 * The first moment from `at` on (milliseconds since 1970) at which the clocks of a time zone show no quiet minute:
 * `at` itself outside quiet hours. Holds on days on which clocks are changed.
 */
export function afterQuiet(at: number, quiet: QuietHours, timeZone: string): number {
  const shown = wallClock(at, timeZone).minute;
  if (!isQuiet(shown, quiet)) return at;
  const remaining = (quiet.untilMinute - shown + minutesADay) % minutesADay;
  const usual = Math.floor(at / minute) * minute + remaining * minute;
  if (offsetAt(at, timeZone) === offsetAt(usual + mostChange * minute, timeZone)) return usual;
  // Clocks put back may show a loud minute a second time long before the quiet hours would have ended.
  return firstLoudMinute(at, quiet, timeZone);
}

function firstLoudMinute(from: number, quiet: QuietHours, timeZone: string): number {
  let at = from;
  while (isQuiet(wallClock(at, timeZone).minute, quiet)) at = Math.floor(at / minute) * minute + minute;
  return at;
}
