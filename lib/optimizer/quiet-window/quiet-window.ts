import { afterQuiet, isQuiet } from '@/lib/notifications/quiet-hours';
import { wallClock } from '@/lib/notifications/wall-clock';

/** When changes of the database may begin: minutes of the day on the wall clock of a time zone (IANA name). */
export type QuietWindow = { fromMinute: number; untilMinute: number; timeZone: string };

/** Unless somebody chose otherwise: from two to five in the morning. */
export const usualHours = { fromMinute: 2 * 60, untilMinute: 5 * 60 };

/** Outside it is the window turned round. */
const outside = ({ fromMinute, untilMinute }: QuietWindow) => ({
  fromMinute: untilMinute,
  untilMinute: fromMinute,
});

/** Whether a moment (milliseconds since 1970) lies within the window. */
export const isWithin = (at: number, window: QuietWindow): boolean =>
  !isQuiet(wallClock(at, window.timeZone).minute, outside(window));

/** The first moment from `at` on that lies within the window: `at` itself where it does. Holds when clocks are changed. */
export const nextWithin = (at: number, window: QuietWindow): number =>
  afterQuiet(at, outside(window), window.timeZone);

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A window in words: “02:00–05:00 (Europe/Berlin)”. */
export const windowWords = ({ fromMinute, untilMinute, timeZone }: QuietWindow): string =>
  `${clock(fromMinute)}–${clock(untilMinute)} (${timeZone})`;

/** A minute of the day as a time field of a form has it. */
export const clockOf = clock;
