const locale = 'en-GB';
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time from seconds: “45 s”, “20 min”, “1 h 20 min”, “26 h”. Rounded to what a person would say. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minute) return `${whole} s`;
  return durationOfMinutes(Math.round(whole / minute));
}

/** A length of time from whole minutes: “20 min”, “1 h 20 min”. */
export function durationOfMinutes(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  const rest = whole % 60;
  return rest === 0 ? `${count(whole / 60)} h` : `${count(Math.floor(whole / 60))} h ${rest} min`;
}

/**
 * A share from hundredths of a percent (0–10,000): “37 %”, or “37.5 %” with one digit. Rounded, but 100 %
 * means all of it and 0 % nothing at all.
 */
export function percent(hundredths: number, digits: 0 | 1 = 0): string {
  const step = digits === 0 ? 100 : 10;
  const rounded = Math.round(hundredths / step) * step;
  const most = 10_000 - (hundredths < 10_000 ? step : 0);
  const least = hundredths > 0 ? step : 0;
  const value = Math.min(Math.max(rounded, least), most) / 100;
  return `${number(value, digits)}\u00a0%`;
}

/** A number of things: “28,785”. */
export const count = (value: number): string => number(value, 0);

/** A number of things with its word: “1 lesson”, “12 lessons”. The plural is regular unless given. */
export const counted = (value: number, singular: string, plural = `${singular}s`): string =>
  `${count(value)} ${value === 1 ? singular : plural}`;

function number(value: number, digits: number): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

type Moment = Date | string | number;

/** A day: “12 Mar 2026”. `timeZone` is an IANA name, since a day depends on where one is. */
export function date(moment: Moment, timeZone: string): string {
  return calendar(timeZone, false).format(new Date(moment));
}

/** A day and a time to the minute: “12 Mar 2026, 14:05”. */
export function dateTime(moment: Moment, timeZone: string): string {
  return calendar(timeZone, true).format(new Date(moment));
}

/** A time of day to the second: “14:05:09”. */
export function timeOfDay(moment: Moment, timeZone: string): string {
  const { format } = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
  return format(new Date(moment));
}

function calendar(timeZone: string, withTime: boolean): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(withTime && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
}

const units: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['week', 7 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
];

/** How long ago (or ahead) in words: “3 days ago”, “in 2 hours”, “just now”; `title` holds the exact time for a tooltip. */
export function relative(moment: Moment, now: Moment, timeZone: string): { text: string; title: string } {
  const seconds = (new Date(moment).getTime() - new Date(now).getTime()) / 1000;
  const title = dateTime(moment, timeZone);
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  if (!unit) return { text: 'just now', title };
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  return { text: words.format(Math.trunc(seconds / unit[1]), unit[0]), title };
}
