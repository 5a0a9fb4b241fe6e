const minute = 60_000;
const day = 24 * 60 * minute;

/** What a clock on the wall shows: the day as YYYY-MM-DD, the minute of the day, and the weekday (1 is Monday). */
export type WallClock = { day: string; minute: number; weekday: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** What clocks show at a moment (milliseconds since 1970) in a time zone (IANA name). */
export function wallClock(at: number, timeZone: string): WallClock {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  return {
    day: date,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
    weekday: ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1,
  };
}

/** How many minutes clocks in a time zone are ahead of UTC at a moment. */
export function offsetAt(at: number, timeZone: string): number {
  const shown = wallClock(at, timeZone);
  const asUtc = Date.parse(`${shown.day}T00:00:00Z`) + shown.minute * minute;
  return (asUtc - Math.floor(at / minute) * minute) / minute;
}

/**
 * The first moment at which clocks show this day and minute. Where a change to summer time leaves the minute out,
 * as much later as clocks were put forward.
 */
export function momentOf(date: string, minuteOfDay: number, timeZone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * minute;
  const before = asUtc - offsetAt(asUtc - day, timeZone) * minute;
  const after = asUtc - offsetAt(asUtc + day, timeZone) * minute;
  const fits = [before, after].filter((at) => {
    const shown = wallClock(at, timeZone);
    return shown.day === date && shown.minute === minuteOfDay;
  });
  return fits.length > 0 ? Math.min(...fits) : before;
}

/** The day `days` after another one, both as YYYY-MM-DD. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
