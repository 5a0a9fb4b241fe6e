/** A calendar day without a time, `2026-03-02`. Which moments belong to it depends on a time zone. */
export type CalendarDay = string;

const dayLength = 86_400_000;

/** A moment's calendar day somewhere. `timeZone` is an IANA name. */
export const localDay = (moment: Date | string, timeZone: string): CalendarDay =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(moment));

export const addDays = (day: CalendarDay, days: number): CalendarDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);

/** Days from one to the other: 0 for the same day, negative where `to` is earlier. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength;

export const laterOf = (a: CalendarDay, b: CalendarDay): CalendarDay => (a > b ? a : b);
export const earlierOf = (a: CalendarDay, b: CalendarDay): CalendarDay => (a < b ? a : b);
