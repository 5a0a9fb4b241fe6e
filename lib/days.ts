const day = 86_400_000;

/** `date` (YYYY-MM-DD) moved by whole days. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

/** How many days `to` lies after `from` (both YYYY-MM-DD). */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / day;

/** The Monday of a day's week. */
export const mondayOf = (date: string): string => addDays(date, -((new Date(date).getUTCDay() + 6) % 7));

/** The day that it is now in a time zone (IANA name), YYYY-MM-DD. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);

const year = 365;

/** `2 years`, `400 days`. */
export const daysAsWords = (days: number): string => {
  const [count, unit] = days % year === 0 ? [days / year, 'year'] : [days, 'day'];
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
};
