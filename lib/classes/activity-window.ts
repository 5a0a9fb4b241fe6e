import { addDays, daysBetween, mondayOf } from '@/lib/days';

/** Days shown at most: a year and a little. */
export const longestWindow = 400;

export type Window = { from: string; to: string };
type Known = {
  /** First and last day with activity; null before anybody did anything. */
  first: string | null;
  last: string | null;
  endsOn: string | null;
  today: string;
};

/**
 * The days that are shown: those asked for, otherwise everything from the first active day to today, or to
 * the last active day of a course that has ended; the latest 400 where that is more.
 */
export function resolveWindow(asked: Partial<Window>, { first, last, endsOn, today }: Known): Window {
  const ended = endsOn !== null && endsOn < today;
  const to = asked.to ?? (ended ? (last ?? endsOn) : later(today, last ?? today));
  const earliest = addDays(to, 1 - longestWindow);
  const from = asked.from ?? later(first ?? addDays(to, -27), earliest);
  return { from: from > to ? to : later(from, earliest), to };
}

const later = (one: string, other: string) => (one > other ? one : other);

export type DayFigures = { day: string; students: number; seconds: number; interactions: number };
export type WeekFigures = { week: string; students: number; seconds: number; interactions: number };

/** One entry for each day of the window, days without activity as zero. */
export function everyDay(rows: readonly DayFigures[], { from, to }: Window): DayFigures[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => {
    const day = addDays(from, n);
    return known.get(day) ?? { day, students: 0, seconds: 0, interactions: 0 };
  });
}

/** One entry for each week that the window touches, whole weeks, named by their Mondays. */
export function everyWeek(rows: readonly WeekFigures[], { from, to }: Window): WeekFigures[] {
  const known = new Map(rows.map((row) => [row.week, row]));
  const first = mondayOf(from);
  return Array.from({ length: daysBetween(first, mondayOf(to)) / 7 + 1 }, (_, n) => {
    const week = addDays(first, 7 * n);
    return known.get(week) ?? { week, students: 0, seconds: 0, interactions: 0 };
  });
}
