import type { Viewer } from '@/lib/access/viewer';
import { type CalendarDay, localDay } from './calendar-day';
import { type CourseDay, getCourseDays } from './course-days';
import { type Forecast, forecastFinish } from './forecast';
import { plannedLine } from './plan';
import { type LinePoint, progressLine } from './progress-line';
import { type ActivityDay, recentDays } from './recent-days';
import { productRules, type Rules } from './rules/rules';
import { runsOf, type Streak, streakOn } from './streak';
import { type CourseProgress, getOwnRules } from './student-progress';

export type CourseOutlook = {
  /** In the time zone of the course's institution. */
  today: CalendarDay;
  line: LinePoint[];
  forecast: Forecast;
  /** Days in a row in this course alone. */
  streak: Streak;
  /** The last four weeks, days without activity as zero. */
  recentDays: ActivityDay[];
};

/** How a course went by day, and how it will go on. */
export async function getCourseOutlook(
  viewer: Viewer,
  course: CourseProgress,
  now: Date,
): Promise<CourseOutlook> {
  const [days, rules] = await Promise.all([
    getCourseDays(viewer, course.courseId),
    getOwnRules(viewer, course.courseId),
  ]);
  return outlookOf(course, days, rules.get(course.courseId) ?? productRules, now);
}

/** The same from what was read. Pure. */
export function outlookOf(
  course: CourseProgress,
  days: readonly CourseDay[],
  rules: Rules,
  now: Date,
): CourseOutlook {
  const { timeZone, sectionsRequired, plan } = course;
  const today = localDay(now, timeZone);
  const enrolledOn = localDay(course.enrolledAt, timeZone);
  return {
    today,
    line: progressLine({ enrolledOn, today, sectionsRequired, days, plan: plan && plannedLine(plan) }),
    forecast: forecastOf(course, days, rules, now),
    streak: streakOn(today, runsOf(days)),
    recentDays: recentDays(days, today),
  };
}

/** When a course will be finished, from its days, oldest first. */
export function forecastOf(
  { timeZone, sectionsRequired, sectionsCompleted }: CourseProgress,
  days: readonly CourseDay[],
  rules: Rules,
  now: Date,
): Forecast {
  const remaining = sectionsRequired - sectionsCompleted;
  const given = { today: localDay(now, timeZone), startedOn: days[0]?.day ?? null, days, remaining };
  return forecastFinish(given, rules);
}
