import { addDays, type CalendarDay } from './calendar-day';
import type { CourseDay } from './course-days';

export type ActivityDay = { day: CalendarDay; seconds: number; interactions: number };

const recent = 28;

/** The four weeks up to and including `today`, days without activity as zero. Takes one row a day at most. */
export function recentDays(days: readonly CourseDay[], today: CalendarDay): ActivityDay[] {
  const known = new Map(days.map((each) => [each.day, each]));
  return Array.from({ length: recent }, (_, n) => {
    const day = addDays(today, n + 1 - recent);
    const { seconds = 0, interactions = 0 } = known.get(day) ?? {};
    return { day, seconds, interactions };
  });
}

/** The days of several courses as one row a day, oldest first. */
export function mergeDays(days: readonly CourseDay[]): CourseDay[] {
  const merged = new Map<CalendarDay, CourseDay>();
  for (const { day, seconds, interactions, finished } of days) {
    const sum = merged.get(day) ?? { day, seconds: 0, interactions: 0, finished: 0 };
    merged.set(day, {
      day,
      seconds: sum.seconds + seconds,
      interactions: sum.interactions + interactions,
      finished: sum.finished + finished,
    });
  }
  return [...merged.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
