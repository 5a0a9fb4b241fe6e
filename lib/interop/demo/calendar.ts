/** A calendar day as the number of days since 1970-01-01, and a time of day in seconds: a clock on a wall. */
export type Day = number;
export type Moment = { day: Day; second: number };

const secondsADay = 86_400;

/** The calendar day that it is in a time zone (IANA name). */
export function localDay(now: Date, timeZone: string): Day {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  return Date.parse(`${date}T00:00:00Z`) / (secondsADay * 1000);
}

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export const weekday = (day: Day): number => (day + 4) % 7;

export const mondayOnOrBefore = (day: Day): Day => day - ((weekday(day) + 6) % 7);

/** `2026-03-02` */
export const isoDay = (day: Day): string => localTimestamp({ day, second: 0 }).slice(0, 10);

/** `2026-03-02T19:04:11`, without a zone: the database adds the institution's. */
export const localTimestamp = ({ day, second }: Moment): string =>
  new Date((day * secondsADay + second) * 1000).toISOString().slice(0, 19);

/** A time of day from hours, which may have a fraction. */
export const at = (hour: number): number => Math.round(hour * 3600);
